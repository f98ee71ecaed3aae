"""One sheet as a report shows it: values with their outline levels, indents and merged ranges (EXPORTS, 1C reports)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that shows an error of the spreadsheet, e.g. `#DIV/0!`."""

    text: str


Cell = str | float | bool | datetime | CellError | None


class Merge(NamedTuple):
    """A merged range, all four bounds inclusive and counted from 0; its value stands in the first cell."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class ReportGrid:
    """All rows of one sheet from its first row and column on; rows may differ in length, a missing cell is None.

    Texts keep their leading spaces, which are a hierarchy in some reports, and lose trailing ones; a text of blanks
    only is None. Whole numbers are float. `outline_levels` has one entry per row (0 = none); `indents` holds, by
    (row, column), those above 0. `decimal` is the decimal mark of texts that a person stated, a key of DECIMAL_MARKS.
    """

    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    outline_levels: tuple[int, ...]
    indents: Mapping[tuple[int, int], int] = field(default_factory=lambda: MappingProxyType({}))
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False
    decimal: str = ""

    def cell(self, row: int, column: int) -> Cell:
        """Return the value at a place, None beyond the end of the row."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None
