"""Rows that people typed on any stored sheet: contacts, tasks, contact persons, results of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, select

from clientbase_xl.base.frames import to_frame
from clientbase_xl.base.merges import merges_within, of_survivors
from clientbase_xl.base.replay import Until, frame_of, texts_at
from clientbase_xl.base.tables import GOVERNED, TABLES, stored_columns
from clientbase_xl.schemas.model import ROW_ID, Sheet
from clientbase_xl.schemas.row_id import number_order

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def read_rows(base: Base, sheet_key: str, as_of: Until = None) -> pd.DataFrame:
    """Return the stored columns of a sheet (keys and typed cells) by row key, with the types of the catalogue.

    As of an entry or a moment when one is given. Rows of a merged client come under the card that stands for it then
    (`merges.of_survivors`). For cards, lists and settings see their own modules.
    """
    sheet = GOVERNED[sheet_key]
    with base.reading() as connection:
        if as_of is None:
            return rows_within(connection, sheet_key)
        rows = dict(sorted(texts_at(connection, sheet_key, as_of).items()))
        frame = frame_of(sheet, rows)[[column.key for column in stored_columns(sheet)]]
        return _in_order(of_survivors(frame, sheet, merges_within(connection, as_of)), sheet)


def rows_within(connection: Connection, sheet_key: str) -> pd.DataFrame:
    """Return the rows of a stored sheet as they stand inside a transaction; see `read_rows`."""
    sheet, table = GOVERNED[sheet_key], TABLES[sheet_key]
    columns = stored_columns(sheet)
    query = select(*(table.c[column.key] for column in columns)).order_by(*(table.c[k] for k in sheet.key_columns))
    frame = to_frame(columns, [dict(row) for row in connection.execute(query).mappings()])
    return _in_order(of_survivors(frame, sheet, merges_within(connection)), sheet)


def _in_order(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return records in the order of their numbers as people count them: of one day the lower row is the later one."""
    if not sheet.has_row_ids:
        return frame
    return frame.sort_values(ROW_ID, key=lambda numbers: numbers.map(number_order), kind="stable", ignore_index=True)
