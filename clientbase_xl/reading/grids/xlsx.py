"""The sheet of an .xlsx workbook as a grid, read as a stream (EXPORTS, 1C reports: thousands of merged ranges)."""

from __future__ import annotations

import math
import re
import string
from datetime import datetime
from pathlib import Path

from clientbase_xl.reading.cell_texts import unescaped
from clientbase_xl.reading.grids.builder import MAX_ROWS, GridBuilder, shown_text
from clientbase_xl.reading.grids.number_formats import as_moment
from clientbase_xl.reading.grids.package import Package
from clientbase_xl.reading.grids.xlsx_parts import CellFormats, cell_formats, shared_texts
from clientbase_xl.reading.grids.xml_stream import Attributes, DamagedPart, stream
from clientbase_xl.reading.report_grid import Cell, CellError, Merge, ReportGrid
from clientbase_xl.reading.sheet_extent import column_number

MAX_COLUMNS = 16_384
MAX_SHEET_BYTES = 512 * 1024**2
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_VALUE_ELEMENTS = frozenset(("v", "t"))


def read_xlsx_grid(path: Path, sheet: str) -> ReportGrid:
    """Return one sheet whole; values of formulas as stored.

    DamagedPart, expat.ExpatError and others: the workbook is damaged. BadFile: more cells than a report may hold.
    """
    with Package(path) as package:
        found = package.sheet(sheet)
        reader = _SheetReader(
            GridBuilder(path.name, sheet), shared_texts(package), cell_formats(package), is_1904=package.is_1904
        )
        with package.open(found.member, MAX_SHEET_BYTES) as part:
            stream(part, reader.start, reader.end, reader.text)
        return reader.builder.build(is_hidden=found.is_hidden)


class _SheetReader:
    """What the elements of a sheet mean; rows and cells without a place follow the ones before."""

    def __init__(self, builder: GridBuilder, texts: list[str], formats: CellFormats, *, is_1904: bool) -> None:
        self.builder = builder
        self._texts = texts
        self._indents = {str(number): indent for number, indent in enumerate(formats.indents) if indent}
        self._dates = frozenset(str(number) for number, is_date in enumerate(formats.dates) if is_date)
        self._is_1904 = is_1904
        self._columns: dict[str, int] = {}
        self._cells: list[Cell] = []
        self._level = 0
        self._row = 0
        self._column = -1
        self._kind = "n"
        self._format = "0"
        self._pieces: list[str] = []
        self._is_value = False
        self._is_hint = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            place = attributes.get("r")
            self._column = self._column + 1 if place is None else self._column_of(place)
            self._kind = attributes.get("t", "n")
            self._format = attributes.get("s", "0")
            if self._format in self._indents:
                self.builder.add_indent(self._row, self._column, self._indents[self._format])
        elif name in _VALUE_ELEMENTS:
            self._is_value = not self._is_hint
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self._is_hint = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, piece: str) -> None:
        if self._is_value:
            self._pieces.append(piece)

    def end(self, name: str) -> None:
        if name in _VALUE_ELEMENTS:
            self._is_value = False
        elif name == "c":
            if self._pieces:
                value = self._value("".join(self._pieces))
                self._pieces.clear()
                if value is not None:
                    self._put(value)
        elif name == "row":
            self.builder.add(self._cells, self._level)
            self._cells = []
        elif name == "rPh":
            self._is_hint = False

    def _start_row(self, attributes: Attributes) -> None:
        self._row = int(attributes.get("r", self.builder.count_rows + 1)) - 1
        if not self.builder.count_rows <= self._row < MAX_ROWS:
            raise DamagedPart(f"row {self._row + 1}")
        self.builder.skip_to(self._row)
        self._level = int(attributes.get("outlineLevel", "0"))
        self._column = -1

    def _column_of(self, place: str) -> int:
        letters = place.rstrip(string.digits)
        column = self._columns.get(letters)
        if column is None:
            column = column_number(letters.encode()) - 1
            if not letters.isascii() or not letters.isupper() or column >= MAX_COLUMNS:
                raise DamagedPart(place)
            self._columns[letters] = column
        return column

    def _put(self, value: Cell) -> None:
        cells = self._cells
        missing = self._column - len(cells)
        if missing > 0:
            cells += [None] * missing
        elif missing < 0:
            raise DamagedPart(f"cell {self._column + 1} of row {self._row + 1}")
        cells.append(value)

    def _value(self, text: str) -> Cell:
        kind = self._kind
        if kind == "s":
            number_of = int(text)
            if number_of < 0:
                raise DamagedPart(text)
            return self._texts[number_of] or None
        if kind == "n":
            number = float(text)
            if not math.isfinite(number):
                return CellError("#NUM!")
            return as_moment(number, is_1904=self._is_1904) if self._format in self._dates else number
        if kind == "b":
            return text.strip() not in ("0", "false")
        if kind == "e":
            return CellError(text.strip())
        if kind == "d":
            return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
        return shown_text(unescaped(text))

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found is None:
            raise DamagedPart(reference)
        if found[3] is None:
            return
        rows = sorted((int(found[2]) - 1, int(found[4]) - 1))
        columns = sorted((column_number(found[1].encode()) - 1, column_number(found[3].encode()) - 1))
        self.builder.add_merge(Merge(rows[0], columns[0], rows[1], columns[1]))
