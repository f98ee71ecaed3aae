"""What ranges need to know about blocks of cells: their shape, edges, errors and locks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.values import CellError

_ERRORS = {
    502: "#VALUE!",
    503: "#NUM!",
    519: "#VALUE!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}


def full_shape(value: Any, shape: tuple[int, int]) -> Sequence[Sequence[Any]]:
    """Return a value as rows: rows as they are, a flat list as one row, a single value in every cell of `shape`."""
    if not isinstance(value, list | tuple):
        return [[value] * shape[1]] * shape[0]
    if value and not isinstance(value[0], list | tuple):
        return [value]
    return value


def filled_span(is_filled: Sequence[bool]) -> int | None:
    """Return how many steps an arrow with Ctrl goes along cells of which the first is where it starts.

    Inside a filled run it stops at the last filled cell, else at the next filled one; None when nothing follows.
    """
    if len(is_filled) > 1 and is_filled[0] and is_filled[1]:
        return next((number for number, filled in enumerate(is_filled) if not filled), len(is_filled)) - 1
    return next((number for number, filled in enumerate(is_filled) if filled and number), None)


def block_errors(cells: Any, place: Rectangle) -> Callable[[int, int], CellError]:
    """Return what tells the error of a cell (row, column from 0 inside a UNO range) as Excel writes it."""
    single = place.count_rows == 1 and place.count_columns == 1

    @cache
    def error_at(row: int, column: int) -> CellError:
        cell = cells.getCellByPosition(column, row) if not single else cells.getCellByPosition(0, 0)
        return CellError(_ERRORS.get(cell.getError(), cell.getString()))

    return error_at


def locked_place(cells: Any) -> str | None:
    """Return the address of the first locked part of a UNO range, or None when every cell may be changed."""
    groups = cells.getUniqueCellFormatRanges()
    for number in range(groups.Count):
        group = groups.getByIndex(number)
        if group.CellProtection.IsLocked:
            address: str = group.RangeAddressesAsString
            return address.split(";")[0].split(",")[0].rsplit(".", 1)[-1].rsplit("!", 1)[-1].replace("$", "")
    return None


@contextmanager
def filtered_rows_shown(cells: Any) -> Iterator[None]:
    """Take the filter off the rows of a UNO range for the time of a `with`: Calc copies none that a filter hides."""
    blocks, top = cells.queryVisibleCells().RangeAddresses, cells.RangeAddress.StartRow
    visible = {row - top for one in blocks for row in range(one.StartRow, one.EndRow + 1)}
    hidden = [cells.Rows.getByIndex(at) for at in range(cells.Rows.Count) if at not in visible]
    filtered = [row for row in hidden if row.IsFiltered]
    for row in filtered:
        row.IsFiltered = False
    try:
        yield
    finally:
        for row in filtered:
            row.IsFiltered = True
