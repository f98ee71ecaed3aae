"""Cells that lead to another sheet of the workbook: «Где» of «Начало», «Лист» of «Проблемы»."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.start import START
from clientbase_xl.writing.cells import Jump, ShownCell, plain

JUMP_COLUMNS: dict[str, str] = {START.key: "sheet_key", PROBLEMS.key: "sheet"}
"""The column of a sheet that leads somewhere."""
JUMP_SOURCES = ("file", "row")
"""Columns beside it that decide where it leads."""
MOST_JUMPS = 5_000
"""People follow far fewer, and each is a formula."""


def with_jumps(sheet: Sheet, table: pd.DataFrame, there: Mapping[str, str]) -> list[ShownCell]:
    """Return the cells of the leading column of a table as it is shown: a Jump, or a plain text without a place.

    `there` says how the sheets of the workbook are called now, by their titles. A problem of a foreign file leads
    nowhere; one with a row leads to that row.
    """
    column = JUMP_COLUMNS[sheet.key]
    files = table["file"].tolist() if "file" in table else [None] * len(table)
    rows = table["row"].tolist() if "row" in table else [None] * len(table)
    cells: list[ShownCell] = []
    for title, file, row in zip(map(plain, table[column].tolist()), map(plain, files), map(plain, rows), strict=True):
        if file or not isinstance(title, str) or title not in there or len(cells) >= MOST_JUMPS:
            cells.append(title)
            continue
        at = f"A{int(row)}" if isinstance(row, int | float) and row >= 1 else "A1"
        cells.append(Jump(title, there[title], at))
    return cells
