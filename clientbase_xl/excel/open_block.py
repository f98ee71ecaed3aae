"""Computed cells outside tables and cells that lead somewhere, in an open workbook through xlwings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any

import xlwings

from clientbase_xl.excel.protection import is_closed, unprotected
from clientbase_xl.excel.texts import is_parsed
from clientbase_xl.writing.cells import Grid, Jump, ShownCell, fit_text
from clientbase_xl.writing.styles import TEXT_FORMAT


class XlBlock:
    """A named rectangle of cells (see `workflows.open_book`), looked up anew to be written: tables above it grow."""

    def __init__(self, name: xlwings.Name) -> None:
        self._name = name

    @cached_property
    def _cells(self) -> xlwings.Range:
        return self._name.refers_to_range

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows and columns."""
        return self._cells.shape

    def is_closed(self) -> bool:
        """Tell whether the sheet is protected with a password of somebody's own."""
        return is_closed(self._cells.sheet)

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return the cells in one block."""
        rows: Sequence[Sequence[Any]] = self._cells.options(ndim=2).value
        return rows

    def write(self, rows: Grid) -> None:
        """Write all the cells in one block; a text that a host would parse gets the format of text first."""
        cells = self._name.refers_to_range
        with unprotected(cells.sheet):
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str) and is_parsed(cell):
                        cells[number, place].number_format = TEXT_FORMAT
            cells.value = [[fit_text(cell)[0] if isinstance(cell, str) else cell for cell in row] for row in rows]


def named_blocks(book: xlwings.Book, names: Collection[str]) -> dict[str, XlBlock]:
    """Return the cells of those defined names that still stand for cells."""
    there = book.names
    found = {text: there[text] for text in names if text in there}
    return {text: XlBlock(name) for text, name in found.items() if "#REF!" not in str(name.refers_to)}


def write_jumps(column: xlwings.Range, cells: Sequence[ShownCell]) -> None:
    """Turn those cells of a column that lead somewhere into formulas of ours; the others stay."""
    with unprotected(column.sheet):
        for first, jumps in _jump_runs(cells):
            part = column[first : first + len(jumps), 0]
            part.number_format = "General"  # in a cell of text a formula would stay a text
            part.formula = [(jump.formula,) for jump in jumps]


def show_as(column: xlwings.Range, codes: Sequence[str]) -> None:
    """Give the cells of a column their number formats, equal neighbours at once."""
    with unprotected(column.sheet):
        first = 0
        for code, run in groupby(codes):
            count = len(list(run))
            column[first : first + count, 0].number_format = code
            first += count


def _jump_runs(cells: Sequence[ShownCell]) -> Iterator[tuple[int, list[Jump]]]:
    for is_jump, run in groupby(enumerate(cells), key=lambda pair: isinstance(pair[1], Jump)):
        members = list(run)
        if is_jump:
            yield members[0][0], [cell for _, cell in members if isinstance(cell, Jump)]
