"""What a recalculated table looks like beside its values: cells that lead somewhere, number formats row by row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.week import WEEK
from clientbase_xl.workflows.open_book import OpenTable
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate
from clientbase_xl.writing.jumps import JUMP_COLUMNS, JUMP_SOURCES, with_jumps
from clientbase_xl.writing.kpi_codes import row_codes
from clientbase_xl.writing.week_codes import week_codes


def led_columns(sheet: Sheet, changed: Collection[str]) -> set[str]:
    """Return the changed columns and the one that leads somewhere, when what decides where has changed."""
    column = JUMP_COLUMNS.get(sheet.key)
    moved = column is not None and bool({column, *JUMP_SOURCES} & set(changed))
    return {*changed, column} if moved and column is not None else set(changed)


def write_looks(table: OpenTable, shown: ShownTable, update: TableUpdate, changed: Collection[str]) -> None:
    """Let cells lead where the new values say and give rows the number formats of their new units."""
    sheet, column = shown.sheet, JUMP_COLUMNS.get(shown.sheet.key)
    if column is None and "unit" not in sheet:
        return
    after = _after(shown, update)
    if column is not None and column in shown.places and (update.appended or column in changed):
        table.lead(shown.places[column], with_jumps(sheet, after, shown.sheet_names))
    formats = _codes(sheet, after)
    if not formats:
        return
    before = _codes(sheet, _before(shown))
    for key, codes in formats.items():
        if key in shown.places and codes != before.get(key):
            table.show_as(shown.places[key], codes)


def _codes(sheet: Sheet, frame: pd.DataFrame) -> Mapping[str, list[str]]:
    """Return the number formats of columns that hold several units; none for other sheets or without rows."""
    if frame.empty or "unit" not in frame:
        return {}
    return week_codes(frame) if sheet is WEEK else row_codes(sheet, frame) or {}


def _before(shown: ShownTable) -> pd.DataFrame:
    return _frame({key: shown.column(key) for key in shown.places}, shown)


def _after(shown: ShownTable, update: TableUpdate) -> pd.DataFrame:
    kept = update.count_rows
    return _frame(
        {
            key: [*update.columns.get(key, shown.column(key)[:kept]), *(row.get(key) for row in update.appended)]
            for key in shown.places
        },
        shown,
    )


def _frame(columns: Mapping[str, list[object]], shown: ShownTable) -> pd.DataFrame:
    """Return columns as a frame with every column of the sheet: what people took away is empty."""
    cells = {
        key: pd.Series([None if cell == "" else cell for cell in column], dtype=object)
        for key, column in columns.items()
    }
    return pd.DataFrame(cells).reindex(columns=list(shown.sheet.keys))
