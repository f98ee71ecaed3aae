"""A table as it stands in a file, before anybody decides what its cells mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clientbase_xl.reading.report_grid import ReportGrid


@dataclass(frozen=True)
class Peek:
    """The first rows of one sheet as text, from its first row and first column on; missing cells are empty."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    is_hidden: bool = False


@dataclass(frozen=True)
class Hints:
    """Positions of columns that should hold days, and of those that should hold numbers."""

    days: frozenset[int]
    numbers: frozenset[int]


@dataclass(frozen=True)
class RawTable:
    """Columns of one sheet below its header.

    `columns` maps a position (0 = first column of the sheet) to one contiguous array; `row_numbers` holds the row
    of the spreadsheet for each element (first row = 1). `error_cells` maps a position to {index: "#DIV/0!"}.
    `sheet_starts` names the sheets whose rows follow each other, with the index of the first row of each.
    A reader that types cells itself says so: `clean` names positions of texts that are normalised already and may
    come in chunks; `dotted` those of days written as «31.01.2026»; `marked` the index of the first number with a
    decimal mark; `original` gives a cell (position, index) as the file shows it.
    """

    columns: dict[int, pa.Array]
    row_numbers: npt.NDArray[np.int64]
    error_cells: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    sheet_starts: tuple[tuple[int, str], ...] = ((0, ""),)
    clean: frozenset[int] = frozenset()
    dotted: frozenset[int] = frozenset()
    marked: Mapping[int, int] = field(default_factory=dict)
    original: Callable[[int, int], str] | None = None

    @property
    def count_rows(self) -> int:
        """Return the number of rows, blank ones included."""
        return len(self.row_numbers)

    def sheet_of(self, index: int) -> str:
        """Return the sheet on which the row with this index stands."""
        return [sheet for start, sheet in self.sheet_starts if start <= index][-1]


class Source(Protocol):
    """An opened file: what it shows at first sight, and its columns on demand."""

    name: str
    # Cells of a spreadsheet have types: a number among texts arrives in the program's own notation.
    has_typed_cells: bool

    def peeks(self) -> Sequence[Peek]:
        """Return the beginning of every sheet."""

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:
        """Return the columns at these positions below the header (0 = first row of the sheet)."""


@runtime_checkable
class GridSource(Source, Protocol):
    """An opened file whose sheets have outline levels, indents and merged cells: reports are read from it."""

    def grid(self, sheet: str) -> ReportGrid:
        """Return a sheet whole; BadFile when it is damaged or too large for a report."""


@runtime_checkable
class HintedSource(Source, Protocol):
    """An opened file that can type the cells of its columns while it reads them."""

    content_sha256: str

    def load_hinted(self, sheet: str, header_row: int, positions: Sequence[int], hints: Hints) -> RawTable:
        """Return what `load` returns, typed where every cell surely is what is hinted at."""


def join(tables: Sequence[RawTable]) -> RawTable:
    """Return the rows of several sheets of one layout as one table; columns of different types become text."""
    if len(tables) == 1:
        return tables[0]
    starts = np.cumsum([0] + [table.count_rows for table in tables[:-1]])
    columns = {
        position: pa.concat_arrays(_one_type([table.columns[position] for table in tables]))
        for position in tables[0].columns
    }
    errors = {
        position: {
            int(start) + index: text
            for start, table in zip(starts, tables, strict=True)
            for index, text in table.error_cells.get(position, {}).items()
        }
        for position in columns
    }
    sheets = tuple((int(start), table.sheet_starts[0][1]) for start, table in zip(starts, tables, strict=True))
    return RawTable(columns, np.concatenate([table.row_numbers for table in tables]), errors, sheets)


def _one_type(arrays: list[pa.Array]) -> list[pa.Array]:
    types = {array.type for array in arrays if array.null_count < len(array)}
    if len(types) <= 1:
        target = types.pop() if types else arrays[0].type
        return [array if array.type == target else pa.nulls(len(array), target) for array in arrays]
    return [array.cast(pa.string()) for array in arrays]
