"""Rectangles of cells and their addresses; rows and columns count from 1, as people and Excel count them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string, get_column_letter

_CORNER = r"(?:\$?(?P<{0}_column>[A-Za-z]{{1,3}}))?(?:\$?(?P<{0}_row>[0-9]{{1,7}}))?"
_ADDRESS = re.compile(rf"{_CORNER.format('first')}(?P<colon>:{_CORNER.format('last')})?")


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A block of cells: its first row and column (from 1) and how many of each."""

    row: int
    column: int
    count_rows: int
    count_columns: int

    @property
    def last_row(self) -> int:
        """Return the last row."""
        return self.row + self.count_rows - 1

    @property
    def last_column(self) -> int:
        """Return the last column."""
        return self.column + self.count_columns - 1

    def shared_with(self, other: Rectangle) -> Rectangle | None:
        """Return the cells that both hold, or None."""
        return between(
            max(self.row, other.row),
            max(self.column, other.column),
            min(self.last_row, other.last_row),
            min(self.last_column, other.last_column),
        )

    def around(self, other: Rectangle) -> Rectangle:
        """Return the smallest rectangle that holds both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        return Rectangle(
            row,
            column,
            max(self.last_row, other.last_row) - row + 1,
            max(self.last_column, other.last_column) - column + 1,
        )

    def text(self, is_row_absolute: bool = True, is_column_absolute: bool = True) -> str:
        """Return the address: `$A$1`, `$A$1:$B$2`."""
        corners = [(self.row, self.column)]
        if self.count_rows > 1 or self.count_columns > 1:
            corners.append((self.last_row, self.last_column))
        down, right = "$" * is_row_absolute, "$" * is_column_absolute
        return ":".join(f"{right}{get_column_letter(column)}{down}{row}" for row, column in corners)


def between(row: int, column: int, last_row: int, last_column: int) -> Rectangle | None:
    """Return the rectangle from one corner to the other, or None when it holds no cell."""
    if last_row < row or last_column < column:
        return None
    return Rectangle(row, column, last_row - row + 1, last_column - column + 1)


def parse_address(text: str, count_rows: int, count_columns: int) -> Rectangle | None:
    """Return the cells of an address such as `B7`, `$A$1:C3`, `A:C` or `2:5` on a sheet of this size.

    None when the text is no address or lies outside the sheet; it may then be a name.
    """
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or text.strip() == "":
        return None
    has_columns, has_rows = match["first_column"] is not None, match["first_row"] is not None
    if match["colon"]:
        if (match["last_column"] is not None, match["last_row"] is not None) != (has_columns, has_rows):
            return None
        if not (has_columns or has_rows):
            return None
    elif not (has_columns and has_rows):
        return None
    last = "last" if match["colon"] else "first"
    columns = [column_index_from_string(match[f"{end}_column"]) for end in ("first", last)] if has_columns else None
    rows = [int(match[f"{end}_row"]) for end in ("first", last)] if has_rows else None
    columns, rows = columns or [1, count_columns], rows or [1, count_rows]
    if min(rows) < 1 or max(rows) > count_rows or max(columns) > count_columns:
        return None
    return between(min(rows), min(columns), max(rows), max(columns))
