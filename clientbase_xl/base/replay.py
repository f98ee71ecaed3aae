"""The state of a base at any moment: the journal replayed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, select

from clientbase_xl.base.frames import to_frame
from clientbase_xl.base.journal import NEW, shown
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, PERSONAL_VALUES
from clientbase_xl.base.tables import GOVERNED, birth_column, governed_columns, unshown_flags
from clientbase_xl.base.texts import key_value, value_of
from clientbase_xl.schemas.model import Column, Sheet

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

Until = int | datetime | None
"""A number of an entry, a moment (UTC without a zone), both inclusive; None is now."""
Row = tuple[str, ...]
Cells = dict[str, str]
Texts = dict[Row, Cells]
"""Rows of one sheet: keys of the row → column key → canonical text, filled cells only."""


def replay(base: Base, until: Until = None, sheet_keys: Iterable[str] = ()) -> dict[str, pd.DataFrame]:
    """Return every governed table as it was: sheet key → stored columns with the types of the catalogue.

    Rows come in the order in which they were made. Clients have the unshown flags after their columns. Erased
    personal texts read ERASED. Only the named sheets, when any are named.
    """
    with base.reading() as connection:
        return {key: frame_of(GOVERNED[key], texts_at(connection, key, until)) for key in sheet_keys or GOVERNED}


def frame_of(sheet: Sheet, rows: Texts) -> pd.DataFrame:
    """Return rows of texts as a table of the sheet's stored columns."""
    columns, flags = governed_columns(sheet), unshown_flags(sheet)
    keys = {key: position for position, key in enumerate(sheet.key_columns)}
    records = [
        {
            column.key: key_value(row_key[keys[column.key]], column)
            if column.key in keys
            else flags.get(column.key)
            if column.key not in cells
            else _value(cells[column.key], column)
            for column in columns
        }
        for row_key, cells in rows.items()
    ]
    return to_frame(columns, records)


def texts_at(connection: Connection, sheet_key: str, until: Until = None) -> Texts:
    """Return the rows of one sheet as texts after the last entry, or after the one given."""
    rows: Texts = {}
    birth = birth_column(GOVERNED[sheet_key]) if sheet_key in GOVERNED else ""
    for _, row, column_key, text in _changes(connection, sheet_key, until):
        cells = rows.setdefault(row, {})
        if text is None and column_key == birth:
            rows.pop(row)  # a row made again is a later one
        elif text is None:
            cells.pop(column_key, None)
        else:
            cells[column_key] = text
    return {key: cells for key, cells in rows.items() if (birth in cells if birth else cells)}


def until_condition(until: Until) -> ColumnElement[bool] | None:
    """Return the condition on changes joined with their acts that keeps those up to an entry or a moment."""
    if isinstance(until, datetime):
        return JOURNAL.c.at <= until
    return None if until is None else JOURNAL_CHANGES.c.seq <= until


def states_of(connection: Connection, sheet_key: str, row_keys: Collection[Row]) -> dict[Row, list[Cells]]:
    """Return everything that rows have ever said, oldest first: their filled cells after each act."""
    states: dict[Row, dict[int, Cells]] = {}
    for seq, row, column_key, text in _changes(connection, sheet_key, None):
        if row not in row_keys:
            continue
        held = states.setdefault(row, {})
        cells = held.setdefault(seq, dict(held[max(held)]) if held else {})
        if text is None:
            cells.pop(column_key, None)
        else:
            cells[column_key] = text
    return {row: list(held.values()) for row, held in states.items()}


def _changes(connection: Connection, sheet_key: str, until: Until) -> Iterable[tuple[int, Row, str, str | None]]:
    change = JOURNAL_CHANGES.c
    joined = JOURNAL_CHANGES.outerjoin(
        PERSONAL_VALUES,
        and_(
            PERSONAL_VALUES.c.seq == change.seq,
            PERSONAL_VALUES.c.number == change.number,
            PERSONAL_VALUES.c.side == NEW,
        ),
    )
    query = select(
        change.seq, change.row_key, change.column_key, change.new, change.new_digest, PERSONAL_VALUES.c.value
    )
    if isinstance(until, datetime):
        joined = joined.join(JOURNAL, JOURNAL.c.seq == change.seq)
    if (condition := until_condition(until)) is not None:
        query = query.where(condition)
    query = query.select_from(joined).where(change.sheet_key == sheet_key).order_by(change.seq, change.number)
    keys: dict[str, tuple[str, ...]] = {}
    for seq, row, column_key, new, digest, value in connection.execute(query):
        key = keys.get(row) or keys.setdefault(row, tuple(json.loads(row)))
        yield seq, key, column_key, shown(new, digest, value)


def _value(text: str | None, column: Column) -> Any:
    try:
        return value_of(text, column)
    except ValueError:  # an erased value of a column that is no text
        return None
