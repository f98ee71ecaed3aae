"""The workbook «Клиентская база»: every table of the catalogue computed and written to a new file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import read_cards, set_preliminary_categories
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.problems import Problem, as_records
from clientbase_xl.reading.own_workbook import is_own_workbook, read_marks, read_typed
from clientbase_xl.rules.start_counts import start_counts
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.week_summary import week_summary
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import differences, typed_digest
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings, rows
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.writing.workbook import WorkbookContent, write_workbook

DIGEST_MARK = "clientbase_typed_digest"
MOST_NAMED = 10


def make_workbook(base: Base, path: Path, today: date, *, manager: str = "", name: str = "") -> tuple[Problem, ...]:
    """Compute a base on a date, write its workbook and return the problems it shows.

    The first workbook fixes the approved category of clients that have none (METHOD section 3, «предварительно»).
    Raises WriteRefused when `path` holds typed cells that are not in the base, BadUse for an unknown manager or a
    name that a spreadsheet would not open as what it is.
    """
    if path.suffix.lower() != ".xlsx":
        raise BadUse(f"Книгу нельзя назвать «{path.name}».", "имя с расширением .xlsx", f"--out {path.stem}.xlsx")
    refuse_unsent(base, path)
    state = fix_preliminary_categories(base, load_state(base, today))
    return build_workbook(base, path, state, manager=manager, name=name)


def build_workbook(base: Base, path: Path, state: State, *, manager: str = "", name: str = "") -> tuple[Problem, ...]:
    """Write the workbook of a computed state and return the problems it shows; BadUse for an unknown manager."""
    tables, problems = workbook_tables(state, manager)
    stored = {key: tables[key] for key in ("clients", "reactivation", "settings", "lists")}
    counts = base_counts(base, state, tables["clients"], len(problems))
    cut = write_workbook(
        path,
        WorkbookContent(
            tables=tables,
            start_counts=counts,
            cuts=state.categories.cuts,
            settings=state.settings,
            today=state.today,
            base_name=name or base.folder.name,
            manager=manager,
            marks={DIGEST_MARK: typed_digest(stored)},
        ),
    )
    return (*problems, *cut)


def base_counts(base: Base, state: State, clients: pd.DataFrame, count_problems: int) -> pd.DataFrame:
    """Return the figures of «Начало» for these clients."""
    return start_counts(
        clients=clients,
        facts=state.facts,
        reactivation=_of_clients(state.reactivation, clients),
        today=state.today,
        last_sale_on=state.last_sale_on(),
        imported_on=_last_import(base),
        count_problems=count_problems,
    )


def fix_preliminary_categories(base: Base, today_state: State) -> State:
    """Store today's computed category as the approved one for clients that have none, where the base is writable."""
    table = today_state.categories.table
    cards = today_state.cards.set_index("client_code")["category_approved"]
    without = table["client_code"].map(cards).isna()
    letters = dict(zip(table.loc[without, "client_code"], table.loc[without, "category"], strict=True))
    if not letters or not base.is_writable:
        return today_state
    set_preliminary_categories(base, letters)
    return load_state(base, today_state.today)


def workbook_tables(state: State, manager: str) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return every table of the workbook by sheet key, and the problems found on the way."""
    clients = _of_manager(state.clients(), manager)
    calls = _of_clients(state.call_list(), clients).reindex(columns=list(REACTIVATION.keys))
    week = week_summary(state.now(), state.a_week_ago(), state.weeks(), state.months(), state.today)
    if manager:
        week = week[week["manager"] == manager].reset_index(drop=True)
    tables = {
        "start": today_actions(clients, _of_clients(state.reactivation, clients), state.settings, state.today),
        "clients": clients,
        "reactivation": calls,
        "week": week,
        "settings": settings_table(state.settings),
        "lists": state.lists,
    }
    found = [problem for key, table in tables.items() for problem in check_table(table, BY_KEY[key])]
    problems = (*state.problems, *found)
    tables["problems"] = pd.DataFrame(as_records(problems), columns=list(PROBLEMS.keys))
    return tables, problems


def settings_table(settings: Settings) -> pd.DataFrame:
    """Return «Настройки» as a table of the catalogue; values stay numbers, texts or booleans."""
    records = [
        {
            "group": row.group,
            "title": row.title,
            "value": row.value,
            "unit": row.unit,
            "default": row.default,
            "source": row.source,
            "note": row.note,
            "address": row.address,
        }
        for row in rows(settings)
    ]
    return pd.DataFrame(records, columns=list(SETTINGS.keys), dtype=object)


def refuse_unsent(base: Base, path: Path) -> None:
    """Refuse to write over a file that is not ours or holds typed cells that are not in the base, naming them."""
    if not path.exists():
        return
    if not is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» уже есть, и это не книга «Клиентская база».",
            remedy="Назовите другой файл в --out.",
        )
    typed = read_typed(path)
    if read_marks(path).get(DIGEST_MARK) == typed_digest(typed):
        return
    named = differences(typed, _base_tables(base, typed))
    if named:
        more = f"\n… и ещё {len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else ""
        raise WriteRefused(
            f"В книге «{path.name}» есть введённое, чего нет в базе:\n" + "\n".join(named[:MOST_NAMED]) + more,
            remedy="Сохраните книгу под другим именем или назовите другой файл в --out: введённое не пропадёт.",
        )


def _base_tables(base: Base, typed: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return what the base holds of the rows that the workbook holds."""
    whole = {"clients": read_cards(base), "lists": read_lists(base), "settings": settings_table(load_settings(base))}
    held = {}
    for key, frame in whole.items():
        if key in typed:
            sheet_keys = list(BY_KEY[key].key_columns)
            held[key] = frame.merge(typed[key][sheet_keys].drop_duplicates(), on=sheet_keys)
    return held


def _of_manager(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the rows of one manager, all rows when none is named; BadUse lists the managers that exist."""
    if not manager:
        return table
    if manager not in set(table["manager"].dropna()):
        names = sorted(str(name) for name in table["manager"].dropna().unique())
        raise BadUse(f"Менеджера «{manager}» в базе нет.", ", ".join(names) or "менеджеров пока нет")
    return table[table["manager"] == manager].reset_index(drop=True)


def _of_clients(table: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the clients that the workbook holds."""
    return table[table["client_code"].isin(clients["client_code"])].reset_index(drop=True)


def _last_import(base: Base) -> date | None:
    records = [record for record in list_imports(base) if record.undone_at is None]
    return records[-1].imported_at.date() if records else None
