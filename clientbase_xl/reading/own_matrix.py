"""«FBS матрица» of our own workbook for the reader of any matrix: without the program's columns (METHOD section 15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientbase_xl.reading.matrix import Rows
from clientbase_xl.reading.matrix_staff import read_staff
from clientbase_xl.reading.own_table import FoundTable, find_table, read_table
from clientbase_xl.rules.fbs_people import employees_of
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.lists import LISTS

_READ = ("department", "function", "level")
"""Columns of our matrix that any matrix has; the others are computed or hidden, and no employee's."""


@dataclass(frozen=True, slots=True)
class MatrixBook:
    """The sheets of a book that may hold a matrix, and its list of employees (None: it has none)."""

    grids: Mapping[str, Rows]
    staff: tuple[str, ...] | None


def matrix_book(grids: Mapping[str, Rows]) -> MatrixBook:
    """Return where to look for matrices in a book, and whom to check them against.

    METHOD section 15. Of our own workbook, known by the headings of «FBS матрица», its other sheets hold no matrix,
    though «FBS функции» and «FBS сотрудники» look like one; the employees are those of «Справочники» who work, nobody
    where the list is empty. Any other book comes back as it is, with its own list of employees (`read_staff`).
    """
    matrix = find_table(FBS_MATRIX, grids)
    if matrix is None:
        return MatrixBook(grids, read_staff(grids))
    ours = {sheet.title for sheet in ALL_SHEETS}
    ours |= {found.title for one in (FBS_FUNCTIONS, FBS_EMPLOYEES) if (found := find_table(one, grids)) is not None}
    seen = {title: grid for title, grid in grids.items() if title not in ours or title == matrix.title}
    return MatrixBook(seen | {matrix.title: _plain(matrix, grids[matrix.title])}, _employees(grids))


def _plain(found: FoundTable, grid: Rows) -> Rows:
    """Return the rows of the matrix with empty cells in the program's columns, from the heading down."""
    blank = {place for key, place in found.places.items() if key not in _READ}
    return [
        (number, tuple(None if place in blank else cell for place, cell in enumerate(row)))
        if number >= found.header_row
        else (number, row)
        for number, row in grid
    ]


def _employees(grids: Mapping[str, Rows]) -> tuple[str, ...] | None:
    lists = find_table(LISTS, grids)
    frame = None if lists is None else read_table(lists, "").frame
    if frame is None or not {"list_key", "value", "is_closed"} <= set(frame.columns):
        return None
    return employees_of(frame)
