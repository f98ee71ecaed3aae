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
_BOOK = "книга Excel (.xlsx)"


@dataclass(frozen=True, slots=True)
class BookGrids:
    """The rows with cells of every visible sheet (row as people count, cells from column A), and the active sheet."""

    file_name: str
    grids: Mapping[str, Sequence[Row]]
    active: str


def read_book_grids(path: Path) -> BookGrids:
    """Return the cells of a workbook, values of formulas as stored; hidden sheets are left out.

    BadFile: what `open_source` refuses, a file that is no workbook, a workbook whose sheets cannot be read.
    """
    if not isinstance(open_source(path), XlsxSource):
        raise BadFile(f"Файл «{path.name}» — не книга Excel.", _BOOK, "Сохраните таблицу как «Книга Excel (.xlsx)».")
    try:
        return _by_openpyxl(path)
    except Exception:
        # openpyxl refuses some files that Excel and calamine read, e.g. xl/SharedStrings.xml with a capital S.
        return _by_calamine(path)


def _by_openpyxl(path: Path) -> BookGrids:
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader = TextReader(file, read_only=True, data_only=True)
        reader.read()
        book = reader.wb
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        grids = {str(sheet.title): _rows(sheet) for sheet in shown}
        return BookGrids(path.name, grids, str(book.active.title) if book.active is not None else "")


def _rows(sheet: Any) -> list[Row]:
    # Some programs declare a dimension of one cell; the rows themselves are right.
    sheet.reset_dimensions()
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return [(number, row) for number, row in rows if any(cell is not None for cell in row)]


def _by_calamine(path: Path) -> BookGrids:
    try:
        book = fastexcel.read_excel(path)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names]
        return BookGrids(path.name, {one.name: _texts(one) for one in sheets if one.visible == "visible"}, "")
    except BaseException as error:
        # Its panics are no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise BadFile(f"Книга «{path.name}» повреждена: её листы не читаются.", _BOOK, SAVE_AGAIN) from error
        raise


def _texts(sheet: Any) -> list[Row]:
    offset = min((info.absolute_index for info in sheet.selected_columns), default=0)
    columns = [column.to_pylist() for column in sheet.to_arrow().columns]
    rows = enumerate(zip(*columns, strict=True), 1)
    return [(number, ((None,) * offset + row)) for number, row in rows if any(cell is not None for cell in row)]
