"""Results of calls that a later call about the same client has replaced, from the journal.

METHOD section 8 wants the conversion of all who were contacted: «Реактивация» has one row per client, so that the
next call writes over the last one, but the journal keeps it.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import and_, select

from clientbase_xl.base.journal import NEW, shown
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, PERSONAL_VALUES
from clientbase_xl.base.merges import read_merges
from clientbase_xl.base.replay import Until, until_condition
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.base.texts import key_value, value_of

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SHEET_KEY, DAY_KEY = "reactivation", "contacted_on"
KEYS = ("client_code", DAY_KEY, "answer", "programme")


def earlier_results(base: Base, as_of: Until = None) -> pd.DataFrame:
    """Return the results of calls that later ones replaced: KEYS, in the order in which they were replaced.

    A result is an earlier one when its day gave way to a later day in an act of another calendar day: a day put right
    on the day it was typed, moved back or emptied is a correction, not a second call. As of an entry or a moment when
    one is given.
    """
    sheet = GOVERNED[SHEET_KEY]
    found: list[dict[str, Any]] = []
    merged = read_merges(base, as_of)
    rows: dict[str, dict[str, Any]] = {}
    typed_at: dict[str, datetime] = {}
    for row_key, changes, at in _acts(base, as_of):
        cells = rows.setdefault(row_key, {})
        before, after = cells.get(DAY_KEY), changes.get(DAY_KEY, cells.get(DAY_KEY))
        is_later = isinstance(before, date) and isinstance(after, date) and after > before
        if is_later and at.date() > typed_at[row_key].date():
            (code,) = json.loads(row_key)
            found.append({**cells, "client_code": key_value(merged.get(code, code), sheet["client_code"])})
        if DAY_KEY in changes:
            typed_at[row_key] = at
        cells |= changes
    return pd.DataFrame(found, columns=list(KEYS), dtype=object)


def _acts(base: Base, as_of: Until) -> list[tuple[str, dict[str, Any], datetime]]:
    """Return what each act of the journal changed in each row of the sheet: row, values by column, moment."""
    sheet, change = GOVERNED[SHEET_KEY], JOURNAL_CHANGES.c
    held = PERSONAL_VALUES.c
    is_new = and_(held.seq == change.seq, held.number == change.number, held.side == NEW)
    query = (
        select(
            change.seq,
            change.row_key,
            change.column_key,
            change.new,
            change.new_digest,
            PERSONAL_VALUES.c.value,
            JOURNAL.c.at,
        )
        .select_from(JOURNAL_CHANGES.join(JOURNAL, JOURNAL.c.seq == change.seq).outerjoin(PERSONAL_VALUES, is_new))
        .where(change.sheet_key == SHEET_KEY, change.column_key.in_(KEYS))
        .order_by(change.seq, change.number)
    )
    if (condition := until_condition(as_of)) is not None:
        query = query.where(condition)
    acts: dict[tuple[int, str], tuple[str, dict[str, Any], datetime]] = {}
    with base.reading() as connection:
        for seq, row_key, column_key, new, digest, value, at in connection.execute(query):
            text = shown(new, digest, value)
            act = acts.setdefault((seq, row_key), (row_key, {}, at))
            act[1][column_key] = None if text is None else value_of(text, sheet[column_key])
    return list(acts.values())
