"""An OpenDocument spreadsheet (.ods) as grids, its content read as a stream (OpenDocument 1.3, part 3, section 9)."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from clientbase_xl.reading.grids.builder import MAX_ROWS, GridBuilder
from clientbase_xl.reading.grids.ods_cells import CellReader
from clientbase_xl.reading.grids.ods_styles import Styles
from clientbase_xl.reading.grids.xml_stream import Attributes, DamagedPart, stream
from clientbase_xl.reading.report_grid import Cell, Merge, ReportGrid

MAX_COLUMNS = 16_384
# What holds tables and texts that are none of a sheet's cells; beside it, every drawing does.
_NOT_CELLS = frozenset(("table:tracked-changes", "office:annotation", "table:shapes", "table:dde-link"))
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))


class OdsBook:
    """A spreadsheet that the archive guard let through."""

    def __init__(self, path: Path) -> None:
        """Remember the file."""
        self._path = path

    def first_rows(self, count: int) -> Sequence[ReportGrid]:
        """Return the first rows of every sheet, in one pass."""
        return self._read(None, count, is_flat=True)

    def read(self, sheet: str, *, is_flat: bool) -> ReportGrid:
        """Return a sheet whole."""
        found = self._read(sheet, None, is_flat=is_flat)
        if not found:
            raise DamagedPart(sheet)
        return found[0]

    def _read(self, sheet: str | None, rows_max: int | None, *, is_flat: bool) -> Sequence[ReportGrid]:
        styles = Styles()
        reader = _ContentReader(self._path.name, sheet, rows_max, styles, is_flat=is_flat)
        with zipfile.ZipFile(self._path) as archive:
            members = {name.casefold(): name for name in archive.namelist()}
            if "styles.xml" in members:
                with archive.open(members["styles.xml"]) as part:
                    stream(part, styles.start, _nothing, _nothing, is_prefix_kept=True)
            with archive.open(members["content.xml"]) as part:
                stream(part, reader.start, reader.end, reader.text, is_prefix_kept=True)
        return reader.grids


class _ContentReader:
    """What the elements of content.xml mean; only the wanted sheet is kept, all of them when none is named."""

    def __init__(
        self, file_name: str, wanted: str | None, rows_max: int | None, styles: Styles, *, is_flat: bool
    ) -> None:
        self.grids: list[ReportGrid] = []
        self._file_name = file_name
        self._wanted = wanted
        self._is_flat = is_flat
        self._rows_max = rows_max
        self._styles = styles
        self._indents: dict[str, int] = {}
        self._depth_ignored = 0
        self._is_hidden = self._is_in_table = False
        self._cell = CellReader()
        self._start_table("")

    def _start_table(self, title: str) -> None:
        self._level = 0
        self._row = 0
        self._column_styles: list[tuple[int, str]] = []
        self._builder = GridBuilder(self._file_name, title, is_flat=self._is_flat)

    def start(self, name: str, attributes: Attributes) -> None:
        if self._depth_ignored:
            self._depth_ignored += 1
        elif name in _CELLS:
            self._start_cell(attributes, is_covered=name != "table:table-cell")
        elif name.startswith("text:"):
            self._cell.start(name, attributes)
        elif name == "table:table-row":
            self._start_row(attributes)
        elif name == "table:table-row-group":
            self._level += 1
        elif name == "table:table-column":
            count = _repeated(attributes, "table:number-columns-repeated")
            self._column_styles.append((count, attributes.get("table:default-cell-style-name", "")))
        elif name == "office:body":
            self._indents = self._styles.indents()
        elif name == "table:table" and not self._is_in_table and self._wanted in (None, attributes.get("table:name")):
            self._start_table(attributes.get("table:name", ""))
            self._is_in_table = True
            self._is_hidden = attributes.get("table:style-name") in self._styles.hidden
        elif name == "table:table" or name in _NOT_CELLS or name.startswith("draw:"):
            self._depth_ignored = 1
        else:
            self._styles.start(name, attributes)

    def text(self, piece: str) -> None:
        if not self._depth_ignored:
            self._cell.text(piece)

    def end(self, name: str) -> None:
        if self._depth_ignored:
            self._depth_ignored -= 1
        elif name in _CELLS:
            self._end_cell()
        elif name.startswith("text:"):
            self._cell.end(name)
        elif name == "table:table-row":
            self._end_row()
        elif name == "table:table-row-group":
            self._level -= 1
        elif name == "table:table":
            self._is_in_table = False
            self.grids.append(self._builder.build(is_hidden=self._is_hidden))

    def _start_row(self, attributes: Attributes) -> None:
        self._first_row, self._row = self._row, self._row + _repeated(attributes, "table:number-rows-repeated")
        self._row_style = attributes.get("table:default-cell-style-name", "")
        self._cells: list[Cell] = []
        self._column = 0
        self._row_indents: dict[int, int] = {}
        self._row_spans: list[tuple[int, int, int]] = []
        if self._rows_max is not None and self._first_row >= self._rows_max:
            self._depth_ignored = 1

    def _start_cell(self, attributes: Attributes, *, is_covered: bool) -> None:
        self._cell.begin(attributes)
        self._is_covered = is_covered
        self._repeated = _repeated(attributes, "table:number-columns-repeated")
        self._style = attributes.get("table:style-name", "")
        if "table:number-rows-spanned" in attributes or "table:number-columns-spanned" in attributes:
            down = int(attributes.get("table:number-rows-spanned", "1"))
            right = int(attributes.get("table:number-columns-spanned", "1"))
            if (down > 1 or right > 1) and down <= MAX_ROWS and right <= MAX_COLUMNS:
                self._row_spans.append((self._column, down, right))

    def _end_cell(self) -> None:
        # What a covered cell holds is not shown; a merged range has the value of its first cell.
        value = None if self._is_covered else self._cell.value()
        first, self._column = self._column, self._column + self._repeated
        if value is not None:
            if self._column > MAX_COLUMNS:
                raise DamagedPart(f"column {self._column}")
            self._cells += [None] * (first - len(self._cells)) + [value] * self._repeated
        if self._indents and self._column <= MAX_COLUMNS:
            inherited = self._row_style or self._style_of(first) if value is not None else ""
            indent = self._indents.get(self._style or inherited)
            if indent:
                self._row_indents.update(dict.fromkeys(range(first, self._column), indent))

    def _style_of(self, column: int) -> str:
        last = 0
        for count, style in self._column_styles:
            last += count
            if column < last:
                return style
        return ""

    def _end_row(self) -> None:
        if not self._cells:
            return
        if self._row > MAX_ROWS:
            raise DamagedPart(f"row {self._row}")
        after = self._row if self._rows_max is None else min(self._row, self._rows_max)
        for row in range(self._first_row, after):
            self._builder.add_at(row, list(self._cells), self._level)
            for column, indent in self._row_indents.items():
                self._builder.add_indent(row, column, indent)
            for column, down, right in self._row_spans:
                self._builder.add_merge(Merge(row, column, row + down - 1, column + right - 1))


def _repeated(attributes: Attributes, name: str) -> int:
    written = attributes.get(name)
    if written is None:
        return 1
    count = int(written)
    if count < 1:
        raise DamagedPart(name)
    return count


def _nothing(_ignored: str) -> None:
    return None
