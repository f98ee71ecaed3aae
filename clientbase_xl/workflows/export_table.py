"""Tables for other programs: facts and the result of a rule by file extension."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.state import State, load_facts, load_state
from clientbase_xl.writing.table_file import write_table

_RESULTS: dict[str, tuple[str, Callable[[State], pd.DataFrame]]] = {
    "categories": ("categories", lambda state: state.categories.table),
    "statuses": ("statuses", lambda state: state.statuses),
    "reactivation": ("reactivation", lambda state: state.reactivation),
    "today_actions": ("start", lambda state: today_actions(_clients(state), state.reactivation, state.settings)),
    "week_changes": ("week_changes", lambda state: week_changes(state.week_state(), state.a_week_ago().week_state())),
}


def export_facts(base: Base, path: Path, today: date) -> int:
    """Write the facts per client to csv, parquet or xlsx and return the number of clients."""
    frame = load_facts(base, today)
    write_table(path, frame, BY_KEY["facts"])
    return len(frame)


def export_rule(base: Base, rule: str, path: Path, today: date) -> int:
    """Write the result of one rule to csv, parquet or xlsx and return its rows; BadUse lists the rules."""
    if rule not in _RESULTS:
        raise BadUse(f"Правила «{rule}» нет.", ", ".join(sorted(_RESULTS)))
    sheet_key, result = _RESULTS[rule]
    sheet = BY_KEY[sheet_key]
    state = load_state(base, today)
    frame = result(state)
    write_table(path, frame[[column.key for column in sheet if not column.is_typed or column.key in frame]], sheet)
    return len(frame)


def _clients(state: State) -> pd.DataFrame:
    return clients_table(state.facts, state.cards, state.statuses, state.categories.table)
