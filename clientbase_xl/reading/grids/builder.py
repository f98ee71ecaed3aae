"""A grid put together row by row, within what a report may hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.report_grid import Cell, Merge, ReportGrid

MAX_CELLS = 5_000_000
# A flat table may be larger than a report, but each of its cells is a Python value for a while.
MAX_FLAT_CELLS = 10_000_000
MAX_ROWS = 1_048_576
MAX_MERGES = 500_000


class GridBuilder:
    """The rows of one sheet, in their order; BadFile when they hold more cells than allowed (that many pass)."""

    def __init__(self, file_name: str, sheet: str, *, is_flat: bool = False) -> None:
        """Begin an empty sheet of 5 million cells at most; a flat table has 10 million, without indents and merges."""
        self._file_name = file_name
        self._is_flat = is_flat
        self._cells_max = MAX_FLAT_CELLS if is_flat else MAX_CELLS
        self._sheet = sheet
        self._rows: list[tuple[Cell, ...]] = []
        self._levels: list[int] = []
        self._count = 0
        self.indents: dict[tuple[int, int], int] = {}
        self.merges: list[Merge] = []

    @property
    def count_rows(self) -> int:
        """Return the number of rows so far."""
        return len(self._rows)

    def add_indent(self, row: int, column: int, level: int) -> None:
        """Note the indent of a cell."""
        if not self._is_flat:
            self.indents[row, column] = level
            self._check(len(self.indents), self._cells_max)

    def add_merge(self, merge: Merge) -> None:
        """Note a merged range."""
        if not self._is_flat:
            self.merges.append(merge)
            self._check(len(self.merges), MAX_MERGES)

    def add(self, cells: list[Cell], level: int = 0) -> None:
        """Add the next row; cells without value at its end are dropped."""
        while cells and cells[-1] is None:
            cells.pop()
        self._count += len(cells)
        self._check(self._count, self._cells_max)
        self._rows.append(tuple(cells))
        self._levels.append(level)

    def add_at(self, row: int, cells: list[Cell], level: int = 0) -> None:
        """Add a row at its place, counted from 0, after blank ones if need be."""
        self.skip_to(row)
        self.add(cells, level)

    def skip_to(self, row: int) -> None:
        """Add blank rows up to this one, counted from 0."""
        missing = row - len(self._rows)
        self._rows += [()] * missing
        self._levels += [0] * missing

    def _check(self, count: int, allowed: int) -> None:
        if count > allowed:
            raise too_large(self._file_name, self._sheet, self._cells_max)

    def build(self, *, is_hidden: bool = False) -> ReportGrid:
        """Return the sheet; blank rows at its end are dropped."""
        last = len(self._rows)
        while last and not self._rows[last - 1]:
            last -= 1
        indents: Mapping[tuple[int, int], int] = MappingProxyType(self.indents)
        return ReportGrid(
            self._sheet, tuple(self._rows[:last]), tuple(self._levels[:last]), indents, tuple(self.merges), is_hidden
        )


def too_large(file_name: str, part: str, cells_max: int = MAX_CELLS) -> BadFile:
    """Return the refusal of a sheet with more cells than its format or a report may bring."""
    return BadFile(
        f"Лист «{part}» файла «{file_name}» слишком велик.",
        f"не больше {cells_max / 1_000_000:g} млн ячеек в отчёте или в файле старого формата",
        "Выгрузите данные за меньший период или плоской таблицей в .xlsx, CSV или Parquet.",
    )


def shown_text(text: str) -> str | None:
    """Return a text of a cell without blanks at its end, None when it has nothing else."""
    return text.rstrip() or None
