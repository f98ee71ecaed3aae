"""A grid put together row by row, within what a report may hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.report_grid import Cell, Merge, ReportGrid

MAX_CELLS = 5_000_000
MAX_ROWS = 1_048_576
MAX_MERGES = 500_000


class GridBuilder:
    """The rows of one sheet, in their order; BadFile when they hold more than 5 million cells (that many pass)."""

    def __init__(self, file_name: str, sheet: str) -> None:
        """Begin an empty sheet."""
        self._file_name = file_name
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
        self.indents[row, column] = level
        self._check(len(self.indents), MAX_CELLS)

    def add_merge(self, merge: Merge) -> None:
        """Note a merged range."""
        self.merges.append(merge)
        self._check(len(self.merges), MAX_MERGES)

    def add(self, cells: list[Cell], level: int = 0) -> None:
        """Add the next row; cells without value at its end are dropped."""
        while cells and cells[-1] is None:
            cells.pop()
        self._count += len(cells)
        self._check(self._count, MAX_CELLS)
        self._rows.append(tuple(cells))
        self._levels.append(level)

    def skip_to(self, row: int) -> None:
        """Add blank rows up to this one, counted from 0."""
        missing = row - len(self._rows)
        self._rows += [()] * missing
        self._levels += [0] * missing

    def _check(self, count: int, allowed: int) -> None:
        if count > allowed:
            raise too_large(self._file_name, self._sheet)

    def build(self, *, is_hidden: bool = False) -> ReportGrid:
        """Return the sheet; blank rows at its end are dropped."""
        last = len(self._rows)
        while last and not self._rows[last - 1]:
            last -= 1
        indents: Mapping[tuple[int, int], int] = MappingProxyType(self.indents)
        return ReportGrid(
            self._sheet, tuple(self._rows[:last]), tuple(self._levels[:last]), indents, tuple(self.merges), is_hidden
        )


def too_large(file_name: str, sheet: str) -> BadFile:
    """Return the refusal of a sheet that is no report that people look at."""
    return BadFile(
        f"Лист «{sheet}» файла «{file_name}» слишком велик для отчёта.",
        f"не больше {MAX_CELLS // 1_000_000} млн ячеек в отчёте",
        "Выгрузите отчёт за меньший период или продажи плоской таблицей.",
    )


def shown_text(text: str) -> str | None:
    """Return a text of a cell without blanks at its end, None when it has nothing else."""
    return text.rstrip() or None
