"""The first value ever stored in each cell of some columns, and what became of it: forecasts are judged by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select

from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES
from clientbase_xl.base.replay import Until, until_condition
from clientbase_xl.base.tables import GOVERNED
from clientbase_xl.base.texts import key_value, value_of
from clientbase_xl.schemas.model import Kind

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def first_values(base: Base, sheet_key: str, column_key: str, as_of: Until = None) -> pd.DataFrame:
    """Return per row of a sheet the first value stored in a column: key columns, `first_value`, `first_at`, changes.

    METHOD 19: "the first forecast saved for a week counts, later ones are corrections". One pass over the journal's
    changes of that column. `first_at` is the moment of the act (UTC without a zone), `count_changes` how often
    another value came after it (an emptied cell and its next value are one change). A cell that never held anything
    has no row. For columns without personal data. As of an entry or a moment when one is given.
    """
    sheet = GOVERNED[sheet_key]
    change = JOURNAL_CHANGES.c
    query = (
        select(change.row_key, change.new, JOURNAL.c.at)
        .select_from(JOURNAL_CHANGES.join(JOURNAL, JOURNAL.c.seq == change.seq))
        .where(change.sheet_key == sheet_key, change.column_key == column_key, change.new.is_not(None))
        .order_by(change.seq, change.number)
    )
    if (condition := until_condition(as_of)) is not None:
        query = query.where(condition)
    found: dict[str, list[Any]] = {}
    with base.reading() as connection:
        for row_key, text, at in connection.execute(query):
            if row_key in found:
                found[row_key][2] += 1
            else:
                found[row_key] = [text, at, 0]
    columns = [sheet[key] for key in sheet.key_columns]
    records = [
        (
            *(key_value(part, column) for part, column in zip(json.loads(row_key), columns, strict=True)),
            float(value_of(text, sheet[column_key])),
            at,
            count,
        )
        for row_key, (text, at, count) in found.items()
    ]
    frame = pd.DataFrame(records, columns=[*sheet.key_columns, "first_value", "first_at", "count_changes"])
    days = {column.key: "datetime64[us]" for column in columns if column.kind is Kind.DATE}
    return frame.astype(days | {"first_value": "float64", "first_at": "datetime64[us]", "count_changes": "int64"})
