"""The workbook «Клиентская база»: every table of the catalogue computed and written to a new file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.cards import set_preliminary_categories
from clientbase_xl.base.erase import erased_cells
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import read_users
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.problems import ClientProblem, Problem, as_records
from clientbase_xl.reading.own_file import is_own_workbook
from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.rules.head_counts import HeadInputs, head_counts
from clientbase_xl.rules.kpi_periods import kpi_periods
from clientbase_xl.rules.start_counts import start_counts
from clientbase_xl.rules.tasks_table import overdue_tasks
from clientbase_xl.rules.unled_clients import unled_clients
from clientbase_xl.rules.unseen_people import unseen_people
from clientbase_xl.rules.week_summary import DEPARTMENT, week_summary
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE
from clientbase_xl.schemas.base_kpis import BASE_KPIS
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.field_classes import field_rows
from clientbase_xl.schemas.journal import JOURNAL
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.requests import REQUESTS, WAITING
from clientbase_xl.schemas.retention import RETENTION_HEADLINE
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.schemas.typed_cells import typed_digest
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import Settings, rows
from clientbase_xl.workflows.activity_tables import activity_tables
from clientbase_xl.workflows.agreement_tables import agreement_tables, with_plan_line
from clientbase_xl.workflows.alarm_tasks import with_alarm_tasks
from clientbase_xl.workflows.card_tables import card_tables
from clientbase_xl.workflows.certain_doubles import doubles_of_state
from clientbase_xl.workflows.decision_tables import decision_tables, fix_discount_verdicts
from clientbase_xl.workflows.fbs_results import fbs_results
from clientbase_xl.workflows.fbs_tables import fbs_tables
from clientbase_xl.workflows.governed_tables import (
    in_zone,
    journal_table,
    record_tables,
    requests_at,
    requests_of,
    requests_table,
    row_names,
    shown_to,
)
from clientbase_xl.workflows.kpi_tables import kpi_tables, table_of
from clientbase_xl.workflows.ledger_access import registry
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.manager_task_tables import manager_task_tables
from clientbase_xl.workflows.offer_tables import offer_tables
from clientbase_xl.workflows.origin import DIGEST_MARK, NAME_MARK, is_of_base, marks_of
from clientbase_xl.workflows.people import left_managers, own_manager, seen_people, sees_all
from clientbase_xl.workflows.plan_tables import plan_tables, plans
from clientbase_xl.workflows.problem_places import placed, places_in_file
from clientbase_xl.workflows.profile_tables import profile_tables
from clientbase_xl.workflows.prospect_tables import prospect_tables
from clientbase_xl.workflows.reactivation_tables import reactivation_tables
from clientbase_xl.workflows.reconciliation_tables import next_reconciliation, reconciliation_tables
from clientbase_xl.workflows.selling_tables import selling_tables
from clientbase_xl.workflows.send import has_decisions, typed_but_not_stored
from clientbase_xl.workflows.start_table import start_table
from clientbase_xl.workflows.state import State, load_state, with_new_letters
from clientbase_xl.workflows.time_tables import time_tables
from clientbase_xl.workflows.warning_tables import coming_fbs_week, warning_table
from clientbase_xl.workflows.watch_tables import watch_tables
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.workbook import write_workbook

MOST_NAMED = 10


def make_workbook(
    base: Base,
    path: Path,
    today: date,
    *,
    now: datetime,
    user: str,
    manager: str = "",
    name: str = "",
    moment: datetime | None = None,
    zone: tzinfo = UTC,
) -> tuple[Problem, ...]:
    """Compute a base on a date, write its workbook and return the problems it shows; moments are shown in `zone`.

    The first workbook fixes the approved category of clients that have none (METHOD section 3, «предварительно»). One
    of the day of `now` also opens the tasks of alarms (section 10) and keeps final verdicts on discounts (section 14).
    With `moment` it is the workbook of what the base knew then, and the base stays as it is. A менеджер gets his own
    clients only (METHOD section 5). Raises WriteRefused when `path` holds typed cells that are not in the base,
    BadUse for an unknown manager or user or a name that a spreadsheet would not open as what it is.
    """
    if path.suffix.lower() != ".xlsx":
        raise BadUse(f"Книгу нельзя назвать «{path.name}».", "имя с расширением .xlsx", f"--out {path.stem}.xlsx")
    manager = own_manager(base, user, manager)
    refuse_unsent(base, path)
    state = state_to_show(base, today, now=now, user=user, moment=moment, zone=zone)
    return build_workbook(base, path, state, now=now, manager=manager, name=name, zone=zone)


def state_to_show(
    base: Base, today: date, *, now: datetime, user: str, moment: datetime | None = None, zone: tzinfo = UTC
) -> State:
    """Compute a base on a date, do what a workbook does in it before it shows it, and return the state then.

    What is done is told by `make_workbook`; nothing with `moment`, nor for who sees a part of the base only.
    """
    state = load_state(base, today, moment, zone)
    if moment is None and sees_all(base):
        for act in (fix_preliminary_categories, with_alarm_tasks, fix_discount_verdicts):
            state = act(base, state, now=now, user=user)
    return state


def build_workbook(
    base: Base,
    path: Path,
    state: State,
    *,
    now: datetime,
    manager: str = "",
    name: str = "",
    zone: tzinfo = UTC,
) -> tuple[Problem, ...]:
    """Write the workbook of a computed state and return the problems it shows; BadUse for an unknown manager."""
    content, problems = workbook_content(base, state, manager=manager, name=name, zone=zone)
    return (*problems, *write_content(base, path, state, content, now=now))


def write_content(
    base: Base, path: Path, state: State, content: WorkbookContent, *, now: datetime
) -> tuple[Problem, ...]:
    """Write what `workbook_content` gave for a state under the marks of a moment and return what had to be cut.

    Workbooks of one content and several moments are different ones: none is taken for a copy of another.
    """
    marks = {DIGEST_MARK: typed_digest(content.tables), NAME_MARK: content.base_name}
    marks |= marks_of(base, state.head, now, content.manager)
    return write_workbook(path, replace(content, marks=marks))


def workbook_content(
    base: Base, state: State, *, manager: str = "", name: str = "", zone: tzinfo = UTC
) -> tuple[WorkbookContent, tuple[Problem, ...]]:
    """Return what the workbook of a computed state shows, without its marks, and the problems found.

    A button brings an open workbook to the same; BadUse for an unknown manager.
    """
    tables, problems = workbook_tables(base, state, manager)
    tables |= {sheet.key: in_zone(tables[sheet.key], sheet, zone) for sheet in (REQUESTS, JOURNAL)}
    content = WorkbookContent(
        tables=tables,
        start_counts=base_counts(base, state, tables, len(problems), manager),
        cuts=state.categories.cuts,
        settings=state.settings,
        today=state.today,
        base_name=name or base.folder.name,
        manager=manager,
    )
    return content, problems


def base_counts(
    base: Base, state: State, tables: Mapping[str, pd.DataFrame], count_problems: int, manager: str = ""
) -> pd.DataFrame:
    """Return the figures of «Начало» for the clients and records of a workbook's tables; the head's has more."""
    requests, tasks = tables["requests"], tables["tasks"]
    counts = start_counts(
        clients=tables["clients"],
        facts=state.facts,
        reactivation=_of_clients(state.reactivation, tables["clients"]),
        today=state.today,
        last_sale_on=state.last_sale_on(),
        imported_on=_last_import(base, state.moment),
        count_problems=count_problems,
        count_requests_waiting=int((requests["status"] == WAITING).sum()) if len(requests) else 0,
        count_tasks_overdue=len(overdue_tasks(tasks)) if len(tasks) else 0,
        kpis=table_of(tables, BASE_KPIS.key, manager or DEPARTMENT),
        kpi_period=kpi_periods(state.today, state.settings.kpis)[0].words,
        reconciled=next_reconciliation(base, state),
    )
    if manager:
        return counts
    team = head_counts(
        HeadInputs(
            week=coming_fbs_week(state),
            matrix=tables[FBS_MATRIX.key],
            signs=warning_table(state),
            diagnosis=tables[DIAGNOSIS.key],
            biases=plans(base, state).biases,
            retention=tables[RETENTION_HEADLINE.key],
            bridge=tables[AKB_BRIDGE.key],
        )
    )
    return pd.concat([counts, team], ignore_index=True)


def fix_preliminary_categories(base: Base, today_state: State, *, now: datetime, user: str) -> State:
    """Store today's computed category as the approved one for clients that have none, where the base is writable."""
    table = today_state.categories.table
    cards = today_state.cards.set_index("client_code")["category_approved"]
    without = table["client_code"].map(cards).isna()
    letters = dict(zip(table.loc[without, "client_code"], table.loc[without, "category"], strict=True))
    if not letters or not base.is_writable:
        return today_state
    count = set_preliminary_categories(base, letters, at=now, by=user)
    return with_new_letters(base, today_state) if count else load_state(base, today_state.today, zone=today_state.zone)


def workbook_tables(
    base: Base, state: State, manager: str, *, has_cards: bool = True
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return every table of the workbook by sheet key and the problems found.

    The tables of the pages that follow a chosen client may be left out: the weekly pages have none.
    """
    clients = _of_manager(state.clients(), manager)
    calls = _of_clients(state.call_list(), clients).reindex(columns=list(REACTIVATION.keys))
    week = week_summary(state.now(), state.a_week_ago(), state.weeks(), state.months(), state.today)
    if manager:
        week = week[week["manager"] == manager].reset_index(drop=True)
    tables = {
        "clients": clients,
        "reactivation": calls,
        "week": week,
        "settings": settings_table(state.settings, state.fields),
        "lists": state.lists,
        **record_tables(state.records, state.cards, state.today, manager),
        **profile_tables(state, clients, manager),
        **reactivation_tables(state, clients, manager),
        **kpi_tables(base, state, manager),
    }
    prospects, of_prospects = prospect_tables(state, manager)
    tables |= prospects
    activity, of_activity = activity_tables(state, clients, manager)
    tables |= activity
    times, of_times = time_tables(state, tables, manager)
    tables |= {**times, **selling_tables(state, tables[AKB_BRIDGE.key], manager)}
    agreements, of_agreements = agreement_tables(state, manager)
    tables |= agreements
    decisions, of_decisions = decision_tables(state, manager)
    tables |= decisions
    plans, of_plans = plan_tables(base, state, manager)
    tables |= plans
    offers, of_offers = offer_tables(state, tables, manager, has_pages=has_cards)
    tables |= offers
    watched, of_watch = watch_tables(state, manager)
    tables |= watched
    team, of_team = fbs_tables(state)
    tables |= {**team, **fbs_results(state)}
    tables[SHEET_LINES.key] = with_plan_line(state, tables, manager)
    reconciled = reconciliation_tables(base, state, clients, manager)
    tables[RECONCILIATION.key] = reconciled[RECONCILIATION.key]
    tables[SHEET_LINES.key] = pd.concat([tables[SHEET_LINES.key], reconciled[SHEET_LINES.key]], ignore_index=True)
    tasks, of_tasks = manager_task_tables(state, tables[SHEET_LINES.key], manager)
    tables |= tasks
    tables["start"] = start_table(state, tables, manager)
    tables |= _governed(base, state, manager, tables)
    if has_cards:
        tables |= card_tables(state, tables)
    erased = erased_cells(base)
    found = [
        problem
        for key, table in tables.items()
        for problem in check_table(table, as_shown(BY_KEY[key], table), erased=erased.get(key))
    ]
    problems = (
        *_of_base(state, clients, manager),
        *(() if manager else _of_people(base, state, clients)),
        *doubles_of_state(base, state, manager),
        *of_prospects,
        *of_tasks,
        *of_activity,
        *of_times,
        *of_decisions,
        *of_plans,
        *of_offers,
        *of_agreements,
        *of_watch,
        *of_team,
        *found,
    )
    problems = placed(problems, places_in_file(tables))
    tables["problems"] = pd.DataFrame(as_records(problems), columns=list(PROBLEMS.keys))
    return tables, problems


def _of_people(base: Base, state: State, clients: pd.DataFrame) -> tuple[Problem, ...]:
    """Return clients led by who has left and cells with a manager whom only the list knows: for who may mend both."""
    left = left_managers(base, state.lists)
    seen = seen_people(base, state, left)
    return (*unled_clients(clients, left), *unseen_people(state.records, listed(state.lists, "managers"), seen))


def _of_base(state: State, clients: pd.DataFrame, manager: str) -> tuple[Problem, ...]:
    """Return the problems of the state; a manager's workbook tells no numbers of clients of others."""
    if not manager:
        return state.problems
    own = set(clients["client_code"])
    return tuple(one for one in state.problems if not isinstance(one, ClientProblem) or one.client_code in own)


def _governed(base: Base, state: State, manager: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return «Заявки на изменения» and «Журнал изменений», of one manager: what concerns him."""
    names = row_names(state.cards, state.records[FBS_FUNCTIONS.key])
    is_shown = shown_to(manager, set(tables["clients"]["client_code"]), tables)
    people = {user.name for user in read_users(base) if user.manager == manager}
    requests = requests_of(requests_at(base, state.moment), manager, is_shown, people)
    return {
        "requests": requests_table(base, requests, names),
        "journal": journal_table(base, names, is_shown if manager else None, state.moment),
    }


def settings_table(settings: Settings, fields: Mapping[str, str]) -> pd.DataFrame:
    """Return «Настройки» as a table of the catalogue: thresholds, then classes of fields; values stay as they are."""
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
        for row in (*rows(settings), *field_rows(fields))
    ]
    return pd.DataFrame(records, columns=list(SETTINGS.keys), dtype=object)


def refuse_unsent(base: Base, path: Path) -> None:
    """Refuse to write over a file that is not ours or holds typed cells that are not in the base, naming them.

    A cell counts as in the base when it stands there, was asked for by a request, or was sent and changed since.
    What could not be read (a heading typed over), and columns and sheets that people added, count as not in the base.
    """
    if not path.exists():
        return
    if not is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» уже есть, и это не книга «Клиентская база».",
            remedy="Назовите другой файл в --out.",
        )
    book = read_own_workbook(path)
    is_as_made = book.marks.get(DIGEST_MARK) == typed_digest(book.tables) and not has_decisions(book)
    if is_as_made and book.is_read_whole:
        return
    if not is_of_base(base, book.marks):
        raise WriteRefused(
            f"Файл «{path.name}» уже есть, в нём есть введённое, и это книга не этой базы.",
            remedy="Назовите другой файл в --out или отправьте эту книгу в её базу командой send.",
        )
    if named := typed_but_not_stored(base, path, book):
        more = f"\n… и ещё {len(named) - MOST_NAMED}" if len(named) > MOST_NAMED else ""
        raise WriteRefused(
            f"В книге «{path.name}» есть введённое, чего нет в базе:\n" + "\n".join(named[:MOST_NAMED]) + more,
            remedy="Отправьте его командой send или назовите другой файл в --out: введённое не пропадёт. "
            "Свои столбцы и листы база не хранит: перенесите их в новую книгу сами.",
        )


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


def _last_import(base: Base, moment: datetime | None) -> date | None:
    records = [record for record in registry(base, moment) if record.undone_at is None]
    return records[-1].imported_at.date() if records else None
