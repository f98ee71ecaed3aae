"""Cells that lead to another sheet of the workbook: «Где» of «Начало», «Лист» of «Проблемы»."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.start import START
from clientbase_xl.writing.cells import Jump, ShownCell, plain

JUMP_COLUMNS: dict[str, str] = {START.key: "sheet_key", PROBLEMS.key: "sheet"}
"""The column of a sheet that leads somewhere."""
JUMP_SOURCES = ("file", "row", "column")
"""Columns beside it that decide where it leads."""
_LETTERS_OF = {
    sheet.title: {column.title: xl_col_to_name(place) for place, column in enumerate(sheet)}
    for sheet in ALL_SHEETS
    if sheet.wide is None
}
"""Letters of the columns of a sheet as it is made; of a wide sheet, which has columns of people between, only rows."""
_LETTERS = re.compile("[A-Z]{1,3}")
MOST_JUMPS = 5_000
"""People follow far fewer, and each is a formula."""


def with_jumps(sheet: Sheet, table: pd.DataFrame, there: Mapping[str, str]) -> list[ShownCell]:
    """Return the cells of the leading column of a table as it is shown: a Jump, or a plain text without a place.

    `there` says how the sheets of the workbook are called now, by their titles. A problem of a foreign file leads
    nowhere; one with a row leads to that row, to the cell where the column is known.
    """
    files, rows, columns = (
        map(plain, table[key].tolist() if key in table else [None] * len(table)) for key in JUMP_SOURCES
    )
    titles = map(plain, table[JUMP_COLUMNS[sheet.key]].tolist())
    cells: list[ShownCell] = []
    for title, file, row, column in zip(titles, files, rows, columns, strict=True):
        if file or not isinstance(title, str) or title not in there or len(cells) >= MOST_JUMPS:
            cells.append(title)
            continue
        at = f"{_letter(title, column)}{int(row)}" if isinstance(row, int | float) and row >= 1 else "A1"
        cells.append(Jump(title, there[title], at))
    return cells


def _letter(title: str, column: object) -> str:
    """Return the letter of a column by its title, or the letter that it is already; A for the row as a whole."""
    if not isinstance(column, str):
        return "A"
    return _LETTERS_OF.get(title, {}).get(column) or (column if _LETTERS.fullmatch(column) else "A")
