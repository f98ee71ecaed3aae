"""Excel workbooks as sources of rows: the header by openpyxl, then one load by fastexcel (EXPORTS, traps)."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import fastexcel
import numpy as np
import openpyxl
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED, SAVE_AGAIN
from clientbase_xl.reading.grids.xlsx import read_xlsx_grid
from clientbase_xl.reading.raw import Peek, RawTable
from clientbase_xl.reading.report_grid import ReportGrid

PEEK_ROWS = 50
ERROR_NAMES = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
    "GettingData": "#GETTING_DATA",
}
_ERROR_DETAIL = re.compile(r"but got 'Error\((\w+)\)'")
_TEXT_DETAIL = re.compile(r"but got 'String\(\"(.*)\"\)'", re.DOTALL)
T = TypeVar("T")


class XlsxSource:
    """A workbook that the archive guard let through."""

    has_typed_cells = True

    def __init__(self, path: Path) -> None:
        """Open the workbook; BadFile when its table of contents is broken."""
        self.name = path.name
        self._path = path
        # The library reports columns without data as warnings on the user's terminal.
        logging.getLogger("fastexcel").addHandler(logging.NullHandler())
        logging.getLogger("fastexcel").propagate = False
        self._reader = self._guard(lambda: fastexcel.read_excel(path))

    def peeks(self) -> Sequence[Peek]:
        """Return the first 50 rows of every sheet."""
        try:
            return _peek_openpyxl(self._path)
        except Exception:
            # openpyxl refuses some files that Excel and calamine read, e.g. xl/SharedStrings.xml with a capital S.
            return [self._peek_calamine(sheet) for sheet in self._reader.sheet_names]

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:
        """Return the columns at these positions below the header row (0 = first row of the sheet)."""
        wanted = set(positions)
        # The default sample of 1 000 rows would turn later text into silent nulls.
        loaded = self._guard(
            lambda: self._reader.load_sheet(
                sheet,
                header_row=header_row,
                schema_sample_rows=None,
                use_columns=lambda column: column.absolute_index in wanted,
            )
        )
        batch, errors = self._guard(loaded.to_arrow_with_errors)
        places = {info.index: info.absolute_index for info in loaded.selected_columns}
        names = [info.absolute_index for info in loaded.selected_columns]
        columns = dict(zip(names, batch.columns, strict=True))
        count = batch.num_rows
        found: dict[int, dict[int, str]] = {}
        for cell in errors.errors if errors else ():
            text = _error_text(cell.detail)
            if text:
                row, column = cell.offset_position
                found.setdefault(places[column], {})[row] = text
        for position in wanted - columns.keys():
            columns[position] = pa.nulls(count, pa.string())
        first = header_row + 2
        return RawTable(columns, np.arange(first, first + count, dtype=np.int64), found, ((0, sheet),))

    def grid(self, sheet: str) -> ReportGrid:
        """Return a sheet whole; BadFile when it is damaged or has more than 5 million cells."""
        return self._guard(lambda: read_xlsx_grid(self._path, sheet))

    def _peek_calamine(self, sheet: str) -> Peek:
        loaded = self._guard(
            lambda: self._reader.load_sheet(sheet, header_row=None, skip_rows=0, n_rows=PEEK_ROWS, dtypes="string")
        )
        batch = self._guard(loaded.to_arrow)
        offset = min((info.absolute_index for info in loaded.selected_columns), default=0)
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        padded = tuple(("",) * offset + tuple(value or "" for value in row) for row in rows)
        return Peek(sheet, padded, loaded.visible != "visible")

    def _guard(self, call: Callable[[], T]) -> T:
        """Turn whatever the library raises on a damaged workbook into BadFile; its panics are no Exception."""
        try:
            return call()
        except BadFile:
            raise
        except BaseException as error:
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise BadFile(f"Книга «{self.name}» повреждена: её листы не читаются.", ALLOWED, SAVE_AGAIN) from error
            raise


def _peek_openpyxl(path: Path) -> list[Peek]:
    # openpyxl leaves a file open that it was given by name and could not load.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        return [
            Peek(sheet.title, tuple(_text_rows(sheet)), sheet.sheet_state != "visible") for sheet in book.worksheets
        ]


def _text_rows(sheet: Any) -> list[tuple[str, ...]]:
    # Some programs declare a dimension of one cell; the rows themselves are right.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=PEEK_ROWS, values_only=True)
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def _error_text(detail: str) -> str:
    """Return what the cell shows; empty for a cell of blanks, which is no error."""
    if match := _ERROR_DETAIL.search(detail):
        return ERROR_NAMES.get(match[1], "#ОШИБКА")
    if match := _TEXT_DETAIL.search(detail):
        return match[1].strip()
    return detail.rpartition("but got ")[2].strip("'")
