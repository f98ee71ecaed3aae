"""What a workflow asks of a workbook that is open in a spreadsheet; each host has one implementation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from clientbase_xl.writing.cells import Cell, Grid, ShownCell


class OpenTable(Protocol):
    """A native table of an open book, found by its name wherever people moved its sheet."""

    @property
    def name(self) -> str:
        """Return the name of the table, such as `t_clients`."""

    @property
    def title(self) -> str:
        """Return the name of the sheet as people call it now."""

    @property
    def first_row(self) -> int:
        """Return the row of the sheet, as people count, in which the first row below the heading stands."""

    def heading(self) -> Sequence[Any]:
        """Return the cells of the heading row."""

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return the cells below the heading, read in one block; hidden and filtered rows too."""

    def is_closed(self) -> bool:
        """Tell whether nobody may write there: the sheet is protected with a password that is not ours."""

    def resize(self, count_rows: int, *, is_followed: bool = False) -> None:
        """Make the table so many rows long (at least one): new rows take the formats and formulas of those above.

        Rows that fall away are emptied. What stands below the table is moved, never written over. Where the program
        itself put something below (`is_followed`), whole rows of the sheet come and go, so that it stays as near.
        """

    def insert_columns(self, place: int, like: int, headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
        """Insert columns into the table before column `place`, dressed as column `like`, with headings and cells.

        Each column has a cell per row of the table. Formulas that speak of the columns around them speak of these too.
        """

    def write(self, place: int, first_row: int, columns: Sequence[Sequence[Cell]]) -> None:
        """Write neighbouring columns as one block: from column `place`, downwards from data row `first_row` (from 0).

        Texts stay texts: nothing becomes a formula. None empties a cell.
        """

    def lead(self, place: int, cells: Sequence[ShownCell]) -> None:
        """Let those cells of column `place` that are a Jump lead there, from the first data row on."""

    def show_as(self, place: int, codes: Sequence[str]) -> None:
        """Give the cells of column `place` their number formats, from the first data row on."""


class OpenBlock(Protocol):
    """Computed cells outside tables, found by their hidden name."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return how many rows and columns there are."""

    def is_closed(self) -> bool:
        """Tell whether nobody may write there: the sheet is protected with a password that is not ours."""

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return the cells, read in one block."""

    def write(self, rows: Grid) -> None:
        """Write all the cells as one block; texts stay texts, None empties a cell."""


class OpenBook(Protocol):
    """A workbook that is open in a spreadsheet."""

    @property
    def name(self) -> str:
        """Return the file's name."""

    def marks(self) -> Mapping[str, str]:
        """Return the texts kept under hidden names."""

    def put_marks(self, marks: Mapping[str, str]) -> None:
        """Keep texts under hidden names, in place of those that are there."""

    def tables(self) -> Mapping[str, OpenTable]:
        """Return the native tables by name."""

    def blocks(self, names: Collection[str]) -> Mapping[str, OpenBlock]:
        """Return the cells of those defined names that the book still has, by name."""

    def grids(self) -> Mapping[str, Sequence[tuple[int, tuple[Any, ...]]]]:
        """Return the rows with cells of every sheet by its name: the row as people count, the cells from column A."""

    def show_day(self, today: date) -> None:
        """Put a day into the headers of the printed pages in place of the one there."""

    def visible(self) -> Sequence[str]:
        """Return the names of the sheets that people see."""

    def active(self) -> str:
        """Return the name of the sheet that people look at."""
