"""The cells of any workbook, sheet by sheet, as an open book gives them."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastexcel

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import SAVE_AGAIN
from clientbase_xl.reading.cell_texts import TextReader
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.open_xlsx import XlsxSource

Row = tuple[int, tuple[Any, ...]]
ROWS_MAX = 20_000
_BOOK = "книга Excel (.xlsx)"


@dataclass(frozen=True, slots=True)
class BookGrids:
    """The rows with cells of every visible sheet (row as people count, cells from column A), and the active sheet.

    A sheet that reaches below the rows asked for has none: it is an export, not a table that people made by hand.
    """

    file_name: str
    grids: Mapping[str, Sequence[Row]]
    active: str


def read_book_grids(path: Path, rows_max: int = ROWS_MAX) -> BookGrids:
    """Return the cells of a workbook, values of formulas as stored; hidden sheets are left out.

    BadFile: what `open_source` refuses, a file that is no workbook, a workbook whose sheets cannot be read.
    """
    if not isinstance(open_source(path), XlsxSource):
        raise BadFile(f"Файл «{path.name}» — не книга Excel.", _BOOK, "Сохраните таблицу как «Книга Excel (.xlsx)».")
    try:
        return _by_openpyxl(path, rows_max)
    except Exception:
        # openpyxl refuses some files that Excel and calamine read, e.g. xl/SharedStrings.xml with a capital S.
        return _by_calamine(path, rows_max)


def _by_openpyxl(path: Path, rows_max: int) -> BookGrids:
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = TextReader(file, read_only=True, data_only=True)
        reader.read()
        book = reader.wb
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        grids = {str(sheet.title): _rows(sheet, rows_max) for sheet in shown}
        return BookGrids(path.name, grids, str(book.active.title) if book.active is not None else "")


def _rows(sheet: Any, rows_max: int) -> list[Row]:
    # Some programs declare a dimension of one cell; the rows themselves are right.
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(max_row=rows_max + 1, values_only=True), 1)
    return _modest([(number, row) for number, row in rows if any(cell is not None for cell in row)], rows_max)


def _by_calamine(path: Path, rows_max: int) -> BookGrids:
    try:
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names]
        return BookGrids(path.name, {one.name: _texts(one, rows_max) for one in sheets if one.visible == "visible"}, "")
    except BaseException as error:
        # Its panics are no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise BadFile(f"Книга «{path.name}» повреждена: её листы не читаются.", _BOOK, SAVE_AGAIN) from error
        raise


def _texts(sheet: Any, rows_max: int) -> list[Row]:
    offset = min((info.absolute_index for info in sheet.selected_columns), default=0)
    columns = [column.to_pylist() for column in sheet.to_arrow().columns]
    rows = enumerate(zip(*columns, strict=True), 1)
    filled = [(number, ((None,) * offset + row)) for number, row in rows if any(cell is not None for cell in row)]
    return _modest(filled, rows_max)


def _modest(rows: list[Row], rows_max: int) -> list[Row]:
    return [] if rows and rows[-1][0] > rows_max else rows
