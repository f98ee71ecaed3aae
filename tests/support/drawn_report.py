"""A sheet of a report drawn row by row: as a grid for the readers, as a first sight of it, or as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import Cell, Merge, ReportGrid

Value = str | float | None
PEEK_ROWS = 50


@dataclass
class DrawnReport:
    """Rows of cells with outline levels and indents; tests spoil a copy of what a generator has drawn."""

    sheet: str
    rows: list[list[Value]] = field(default_factory=list)
    outlines: list[int] = field(default_factory=list)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)

    def add(self, *cells: Value, outline: int = 0, indent: int = 0) -> int:
        """Add a row whose first cell is indented; return its place."""
        place = len(self.rows)
        self.rows.append(list(cells))
        self.outlines.append(outline)
        if indent:
            self.indents[place, 0] = indent
        return place

    def find(self, text: str, turn: int = 0) -> int:
        """Return the row whose first cell has this text, blanks aside; of several the one with this turn."""
        places = [place for place, row in enumerate(self.rows) if row and str(row[0] or "").strip() == text]
        return places[turn]

    def drop(self, place: int) -> None:
        """Delete a row with its levels."""
        del self.rows[place], self.outlines[place]
        moved = {(row - (row > place), column): deep for (row, column), deep in self.indents.items() if row != place}
        self.indents.clear()
        self.indents.update(moved)

    def flat(self) -> DrawnReport:
        """Return the report as an old .xls keeps it: without outline levels and indents."""
        return DrawnReport(self.sheet, [list(row) for row in self.rows], [0] * len(self.rows), {}, list(self.merges))

    def grid(self) -> ReportGrid:
        """Return what a source gives to a reader."""
        rows = tuple(tuple(map(_cell, row)) for row in self.rows)
        return ReportGrid(self.sheet, rows, tuple(self.outlines), dict(self.indents), tuple(self.merges))

    def peek(self) -> Peek:
        """Return the first sight of it."""
        return Peek(self.sheet, tuple(_shown(row) for row in self.rows[:PEEK_ROWS]))

    def write(self, path: Path) -> Path:
        """Write it as a workbook."""
        book = xlsxwriter.Workbook(path, {"in_memory": True})
        sheet = book.add_worksheet(self.sheet)
        deep = {level: book.add_format({"indent": level}) for level in set(self.indents.values())}
        for place, row in enumerate(self.rows):
            sheet.set_row(place, None, None, {"level": self.outlines[place]})
            for column, value in enumerate(row):
                form = deep.get(self.indents.get((place, column), 0))
                if isinstance(value, str):
                    sheet.write_string(place, column, value, form)
                elif value is not None:
                    sheet.write_number(place, column, value, form)
        for one in self.merges:
            sheet.merge_range(*one, self.rows[one.top][one.left])
        book.close()
        return path


def _cell(value: Value) -> Cell:
    if isinstance(value, str):
        return value.rstrip() or None
    return None if value is None else float(value)


def _shown(row: Iterable[Value]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)
