"""Every alarm of a survey opens its task in the base once: when it is sent, and when a workbook is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from clientbase_xl.base.cards import hidden_codes
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, rows_known
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.rows import read_rows, rows_within
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.rules.alarm_tasks import alarm_tasks
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.surveys import settled_surveys
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import ROW_ID
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.settings import MonitoringSettings
from clientbase_xl.workflows.origin import head_at
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.workflows.watch_tables import surveys_of

SOURCE = "мониторинг"


def with_alarm_tasks(base: Base, state: State, *, now: datetime, user: str) -> State:
    """Open the tasks that the alarms of a state ask for and return the state that shows them (METHOD section 10).

    The same state comes back where none is missing, of a moment of the past or of another day than that of `now`, and
    of a base that takes no writing.
    """
    if not state.is_live(now) or not base.is_writable:
        return state
    settings, surveys = state.settings.monitoring, surveys_of(state)
    wanted = alarm_tasks(surveys, state.cards, state.lists, state.today, settings)
    with base.reading() as connection:
        if not _never_opened(connection, wanted):
            return state
    with base.writing() as connection:
        told = dict(zip(surveys["row_id"], surveys["ledger_word"], strict=True))
        count = open_alarm_tasks(connection, state.today, settings, now=now, user=user, ledger_words=told)
    if not count or head_at(base)[0] != state.head[0] + 1:
        return load_state(base, state.today, zone=state.zone)
    records = {**state.records, TASKS.key: read_rows(base, TASKS.key)}
    return replace(state, records=records, lists=read_lists(base), head=head_at(base), memo={})


def open_alarm_tasks(
    connection: Connection,
    today: date,
    settings: MonitoringSettings,
    *,
    now: datetime,
    user: str,
    ledger_words: Mapping[str, str | None] | None = None,
) -> int:
    """Open the tasks of alarms in force inside a transaction that holds the write lock; return how many were opened.

    METHOD section 10. A task whose number the journal knows is never opened again: it is there already, or a person
    has emptied it. All of them are one act of the journal. `ledger_words` say what the ledger tells of a survey, by its
    number: without them an alarm that needs the ledger opens its task when the next workbook is made. Raises BadUse as
    `apply_changes` does.
    """
    cards = rows_within(connection, CLIENTS.key)
    cards = cards[~cards["client_code"].isin(hidden_codes(connection))]
    typed, profiles = rows_within(connection, MONITORING.key), rows_within(connection, PROFILES.key)
    surveys = settled_surveys(typed, profiles, today, settings.old_days)
    if ledger_words:
        surveys["ledger_word"] = as_text(surveys["row_id"].map(dict(ledger_words)).astype(object)).where(
            surveys["asks_ledger"]
        )
    wanted = alarm_tasks(surveys, cards, rows_within(connection, LISTS.key), today, settings)
    missing = _never_opened(connection, wanted)
    changes = [
        Change(TASKS.key, (str(row[ROW_ID]),), key, None, text)
        for row in wanted.to_dict("records")
        if str(row[ROW_ID]) in missing
        for key in wanted.columns
        if key != ROW_ID and (text := canonical(row[key], TASKS[key].kind))
    ]
    if changes:
        apply_changes(connection, changes, at=now, by=user, source=SOURCE)
    return len(missing)


def _never_opened(connection: Connection, wanted: pd.DataFrame) -> set[str]:
    """Return the numbers of the tasks of which the journal knows nothing."""
    numbers = {str(one) for one in wanted[ROW_ID]}
    return numbers - {row[0] for row in rows_known(connection, TASKS.key, ((one,) for one in numbers))}
