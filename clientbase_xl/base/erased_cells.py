"""Cells that were erased on request and hold nothing since (METHOD section 7, 152-ФЗ)."""

from __future__ import annotations

import json
from collections.abc import Collection

from sqlalchemy import Connection, and_, select

from clientbase_xl.base.journal import MOST_ROWS_ASKED, OLD, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES, PERSONAL_VALUES

Cell = tuple[str, str]
"""A code and a column."""


def erased_cells(connection: Connection, sheet_key: str, cells: Collection[Cell]) -> set[Cell]:
    """Return the cells of a sheet with one key whose last change took a value that has been erased since.

    A cell that somebody has filled again is not among them: whoever types knows what he types.
    """
    rows = sorted({row_text((code,)) for code, _ in cells})
    change, value = JOURNAL_CHANGES.c, PERSONAL_VALUES.c
    gone = and_(value.seq == change.seq, value.number == change.number, value.side == OLD)
    query = (
        select(change.row_key, change.column_key, change.old_digest, change.new_digest, value.seq)
        .select_from(JOURNAL_CHANGES.outerjoin(PERSONAL_VALUES, gone))
        .where(change.sheet_key == sheet_key, change.column_key.in_(sorted({key for _, key in cells})))
        .order_by(change.seq, change.number)
    )
    last: dict[Cell, bool] = {}
    for first in range(0, len(rows), MOST_ROWS_ASKED):
        some = query.where(change.row_key.in_(rows[first : first + MOST_ROWS_ASKED]))
        for row_key, column_key, old, new, kept in connection.execute(some):
            last[json.loads(row_key)[0], column_key] = old is not None and new is None and kept is None
    return {cell for cell in cells if last.get(cell)}
