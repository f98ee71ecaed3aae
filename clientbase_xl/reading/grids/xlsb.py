"""A binary workbook (.xlsb) as grids, record by record ([MS-XLSB] 2.4): levels, indents and merges included."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from pathlib import Path

from clientbase_xl.reading.grids.biff12 import BinaryPackage, records, wide_text
from clientbase_xl.reading.grids.builder import MAX_ROWS, GridBuilder, shown_text
from clientbase_xl.reading.grids.number_formats import as_moment
from clientbase_xl.reading.grids.package import SheetPart
from clientbase_xl.reading.grids.xlsx_parts import CellFormats
from clientbase_xl.reading.grids.xml_stream import DamagedPart
from clientbase_xl.reading.report_grid import Cell, CellError, Merge, ReportGrid

MAX_COLUMNS = 16_384
MAX_SHEET_BYTES = 512 * 1024**2
ROW, BLANK, RICH_TEXT, SHORT_BLANK, LAST_SHORT = 0, 1, 62, 12, 18
CELLS, CELLS_END, MERGE = 145, 146, 176
RK, ERROR, BOOLEAN, REAL, TEXT, SHARED = 2, 3, 4, 5, 6, 7
# A formula's value is stored as that of a cell without one.
_PLAIN = {8: TEXT, 9: REAL, 10: BOOLEAN, 11: ERROR}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_PLACE, _REAL, _MERGE, _INTEGER = struct.Struct("<II"), struct.Struct("<d"), struct.Struct("<IIII"), struct.Struct("<i")


class XlsbBook:
    """A binary workbook that the archive guard let through."""

    def __init__(self, path: Path) -> None:
        """Remember the file."""
        self._path = path

    def first_rows(self, count: int) -> Sequence[ReportGrid]:
        """Return the first rows of every sheet."""
        with BinaryPackage(self._path) as package:
            texts, formats = package.shared_texts(), package.cell_formats()
            return [self._read(package, sheet, texts, formats, count, is_flat=True) for sheet in package.sheets]

    def read(self, sheet: str, *, is_flat: bool) -> ReportGrid:
        """Return a sheet whole."""
        with BinaryPackage(self._path) as package:
            texts, formats = package.shared_texts(), package.cell_formats()
            return self._read(package, package.sheet(sheet), texts, formats, MAX_ROWS, is_flat=is_flat)

    def _read(
        self,
        package: BinaryPackage,
        sheet: SheetPart,
        texts: list[str],
        formats: CellFormats,
        rows_max: int,
        *,
        is_flat: bool,
    ) -> ReportGrid:
        builder = GridBuilder(self._path.name, sheet.title, is_flat=is_flat)
        reader = _SheetReader(builder, texts, formats, is_1904=package.is_1904)
        with package.open(sheet.member, MAX_SHEET_BYTES) as part:
            is_inside = False
            for kind, data in records(part):
                if kind in (CELLS, CELLS_END):
                    is_inside = kind == CELLS
                elif kind == ROW and is_inside:
                    reader.finish_row()
                    if builder.count_rows >= rows_max:
                        break
                    reader.start_row(data)
                elif is_inside and (kind <= LAST_SHORT or kind == RICH_TEXT):
                    reader.cell(kind, data)
                elif kind == MERGE:
                    top, bottom, left, right = _MERGE.unpack_from(data)
                    builder.add_merge(Merge(top, left, bottom, right))
        reader.finish_row()
        return builder.build(is_hidden=sheet.is_hidden)


class _SheetReader:
    """What the records of a sheet mean."""

    def __init__(self, builder: GridBuilder, texts: list[str], formats: CellFormats, *, is_1904: bool) -> None:
        self._builder = builder
        self._texts = texts
        self._formats = formats
        self._is_1904 = is_1904
        self._row = self._level = 0
        self._column = -1
        self._cells: list[Cell] | None = None

    def start_row(self, data: bytes) -> None:
        self._row = int.from_bytes(data[:4], "little")
        if not self._builder.count_rows <= self._row < MAX_ROWS:
            raise DamagedPart(f"row {self._row + 1}")
        self._level = data[11] & 7
        self._column = -1
        self._cells = []

    def finish_row(self) -> None:
        if self._cells is not None:
            self._builder.add_at(self._row, self._cells, self._level)
        self._cells = None

    def cell(self, kind: int, data: bytes) -> None:
        if SHORT_BLANK <= kind <= LAST_SHORT:
            # A short record leaves out the column: it is the next one.
            kind, data = kind - SHORT_BLANK + BLANK, (self._column + 1).to_bytes(4, "little") + data
        column, format_ = _PLACE.unpack_from(data)
        format_ &= 0xFFFFFF
        cells = self._cells
        if cells is None or not self._column < column < MAX_COLUMNS:
            raise DamagedPart(f"cell {column + 1} of row {self._row + 1}")
        self._column = column
        is_known = format_ < len(self._formats.indents)
        if is_known and self._formats.indents[format_]:
            self._builder.add_indent(self._row, column, self._formats.indents[format_])
        if kind == BLANK:
            return
        value = self._value(_PLAIN.get(kind, kind), data, is_date=is_known and self._formats.dates[format_])
        if value is not None:
            cells += [None] * (column - len(cells))
            cells.append(value)

    def _value(self, kind: int, data: bytes, *, is_date: bool) -> Cell:
        if kind in (RK, REAL):
            number = _short_number(data) if kind == RK else float(_REAL.unpack_from(data, 8)[0])
            if not math.isfinite(number):
                return CellError("#NUM!")
            return as_moment(number, is_1904=self._is_1904) if is_date else number
        if kind == SHARED:
            return self._texts[int.from_bytes(data[8:12], "little")] or None
        if kind == TEXT:
            return shown_text(wide_text(data, 8))
        if kind == RICH_TEXT:
            return shown_text(wide_text(data, 9))
        if kind == BOOLEAN:
            return data[8] != 0
        return CellError(_ERRORS.get(data[8], "#ОШИБКА"))


def _short_number(data: bytes) -> float:
    """Return an RK number: 30 bits of a double or of an integer, perhaps in hundredths ([MS-XLSB] 2.5.122)."""
    raw = data[8:12]
    flags = raw[0] & 3
    if flags & 2:
        number = float(_INTEGER.unpack(raw)[0] >> 2)
    else:
        number = float(_REAL.unpack(b"\0\0\0\0" + bytes((raw[0] & 0xFC,)) + raw[1:])[0])
    return number / 100 if flags & 1 else number
