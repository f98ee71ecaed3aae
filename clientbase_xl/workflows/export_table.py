"""Tables for other programs: facts and the result of a rule by file extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.reading.own_workbook import is_own_workbook
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.state import State, load_facts, load_state
from clientbase_xl.writing.table_file import require_extension, write_table


def _today_actions(state: State) -> pd.DataFrame:
    return today_actions(state.clients(), state.reactivation, state.settings, state.today)


_RESULTS: dict[str, tuple[str, Callable[[State], pd.DataFrame]]] = {
    "categories": ("categories", lambda state: state.categories.table),
    "statuses": ("statuses", lambda state: state.statuses),
    "reactivation": ("reactivation", State.call_list),
    "today_actions": ("start", _today_actions),
    "week_changes": ("week_changes", lambda state: week_changes(state.now(), state.a_week_ago())),
}


def _require_target(path: Path) -> None:
    """Refuse another extension, and a workbook of ours: what people typed into it would be lost."""
    require_extension(path)
    if is_own_workbook(path):
        raise WriteRefused(
            f"Файл «{path.name}» — книга «Клиентская база»: таблица стёрла бы введённое в ней.",
            remedy="Назовите другой файл в --out.",
        )


def export_facts(base: Base, path: Path, today: date) -> int:
    """Write the facts per client to csv, parquet or xlsx and return the number of clients."""
    _require_target(path)
    frame = load_facts(base, today)
    write_table(path, frame, BY_KEY["facts"])
    return len(frame)


def export_rule(base: Base, rule: str, path: Path, today: date) -> int:
    """Write the result of one rule to csv, parquet or xlsx and return its rows; BadUse lists the rules."""
    if rule not in _RESULTS:
        raise BadUse(f"Правила «{rule}» нет.", ", ".join(sorted(_RESULTS)))
    _require_target(path)
    sheet_key, result = _RESULTS[rule]
    sheet = BY_KEY[sheet_key]
    state = load_state(base, today)
    frame = result(state)
    write_table(path, frame[[column.key for column in sheet if not column.is_typed]], sheet)
    return len(frame)
