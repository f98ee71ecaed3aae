"""An old workbook (.xls, BIFF2–BIFF8) as grids, by xlrd (EXPORTS, traps: BIFF5 in cp1251 without a code page)."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from clientbase_xl.reading.grids.builder import GridBuilder, shown_text
from clientbase_xl.reading.grids.number_formats import as_moment, is_date_format
from clientbase_xl.reading.report_grid import Cell, CellError, Merge, ReportGrid

RUSSIAN = "cp1251"
WESTERN = 1252
SAMPLE_ROWS = 50
# From this version on, texts say themselves how they are written.
BIFF8 = 80
_WORD = re.compile(r"[^\W\d_]{3,}")
_ACCENTED = re.compile("[À-ÿ]+")


class XlsBook:
    """An old workbook held in memory; sheets are parsed when they are asked for, the last one is kept."""

    def __init__(self, path: Path) -> None:
        """Read the file; xlrd's own errors when it is damaged, encrypted or no workbook."""
        self._name = path.name
        self._content = path.read_bytes()
        self._is_formatted = True
        self._encoding: str | None = None
        self._book = self._open()
        if self._book.biff_version < BIFF8 and (self._book.codepage is None or self._is_russian_called_western()):
            self._encoding = RUSSIAN
            self._book = self._open()

    def first_rows(self, count: int) -> Sequence[ReportGrid]:
        """Return the first rows of every sheet."""
        return [self._grid(name, count, is_flat=True) for name in self._book.sheet_names()]

    def read(self, sheet: str, *, is_flat: bool) -> ReportGrid:
        """Return a sheet whole."""
        return self._grid(sheet, None, is_flat=is_flat)

    def _open(self) -> Book:
        try:
            return self._try(is_formatted=self._is_formatted)
        except xlrd.XLRDError:
            raise
        except Exception:
            # Some programs write formats that xlrd gives up on; the values are read without them.
            self._is_formatted = False
            return self._try(is_formatted=False)

    def _try(self, *, is_formatted: bool) -> Book:
        return xlrd.open_workbook(
            file_contents=self._content,
            # It would otherwise print its findings on the user's terminal.
            logfile=io.StringIO(),
            encoding_override=self._encoding,
            formatting_info=is_formatted,
            on_demand=True,
            ragged_rows=True,
        )

    def _is_russian_called_western(self) -> bool:
        """Tell whether the words are Cyrillic under the code page of Western Europe, as some programs write it.

        Such words have accented letters only; those of Western languages have one or two among plain ones.
        """
        if self._book.codepage != WESTERN:
            return False
        accented = plain = 0
        for grid in self.first_rows(SAMPLE_ROWS):
            for word in _WORD.findall(" ".join(cell for row in grid.rows for cell in row if isinstance(cell, str))):
                if _ACCENTED.fullmatch(word):
                    accented += 1
                elif _ACCENTED.search(word):
                    plain += 1
        return accented > plain

    def _sheet(self, name: str) -> Sheet:
        for other in self._book.sheet_names():
            if other != name and self._book.sheet_loaded(other):
                self._book.unload_sheet(other)
        return self._book.sheet_by_name(name)

    def _grid(self, name: str, rows_max: int | None, *, is_flat: bool) -> ReportGrid:
        sheet = self._sheet(name)
        builder = GridBuilder(self._name, name, is_flat=is_flat)
        reader = _CellReader(self._book)
        count = sheet.nrows if rows_max is None else min(sheet.nrows, rows_max)
        for row in range(count):
            values, types = sheet.row_values(row), sheet.row_types(row)
            formats = sheet._cell_xf_indexes[row] if self._is_formatted else ()
            cells = [
                reader.value(value, kind, formats[column] if self._is_formatted else None)
                for column, (value, kind) in enumerate(zip(values, types, strict=True))
            ]
            for column, format_ in enumerate(formats):
                indent = reader.indent(format_)
                if indent:
                    builder.add_indent(row, column, indent)
            info = sheet.rowinfo_map.get(row)
            builder.add(cells, info.outline_level if info is not None else 0)
        for top, after_bottom, left, after_right in sheet.merged_cells:
            builder.add_merge(Merge(top, left, after_bottom - 1, after_right - 1))
        return builder.build(is_hidden=sheet.visibility != 0)


class _CellReader:
    """What the cells of one workbook mean."""

    def __init__(self, book: Book) -> None:
        self._is_1904 = book.datemode == 1
        formats = [book.format_map.get(one.format_key) for one in book.xf_list]
        self._days = [bool(one and is_date_format(one.format_str)) for one in formats]
        self._indents = [one.alignment.indent_level if one.alignment else 0 for one in book.xf_list]

    def indent(self, format_: int) -> int:
        # A cell that is not there has the format -1.
        return self._indents[format_] if 0 <= format_ < len(self._indents) else 0

    def value(self, value: object, kind: int, format_: int | None) -> Cell:
        if kind == xlrd.XL_CELL_TEXT:
            return shown_text(str(value))
        if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            number = float(str(value)) if not isinstance(value, float) else value
            if not math.isfinite(number):
                return CellError("#NUM!")
            # Durations look like dates to xlrd.
            is_day = format_ is None or format_ >= len(self._days) or self._days[format_]
            return as_moment(number, is_1904=self._is_1904) if kind == xlrd.XL_CELL_DATE and is_day else number
        if kind == xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        if kind == xlrd.XL_CELL_ERROR:
            code = value if isinstance(value, int) else -1
            return CellError(xlrd.error_text_from_code.get(code, "#ОШИБКА"))
        return None
