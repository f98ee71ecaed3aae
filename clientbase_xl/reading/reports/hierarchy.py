"""Which rows of a report are groups and which stand below them, by whichever mark the sheet has.

Source: EXPORTS, 1C reports: outline levels (A, C), indents (A, D), leading spaces (B); old .xls lose the levels: they
are restored by sums (E).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.sums import depths_by_sums

Levels = npt.NDArray[np.int64]
BY_SUMS = "суммам строк"


@dataclass(frozen=True)
class Tree:
    """Rows of a report as a tree: `depths` (0 = outermost), and `ends`, for each row the index after all below it.

    `seen_by` says in Russian what showed the levels.
    """

    depths: Levels
    ends: Levels
    seen_by: str

    @property
    def is_leaf(self) -> npt.NDArray[np.bool_]:
        """Return which rows have none below them."""
        leaf: npt.NDArray[np.bool_] = self.ends == np.arange(len(self.ends)) + 1
        return leaf

    @property
    def count_levels(self) -> int:
        """Return the number of levels, groups and leaves together."""
        return int(self.depths.max(initial=-1)) + 1

    def groups(self, depth: int) -> list[int]:
        """Return the indices of the rows of one level that have others below them."""
        return np.flatnonzero((self.depths == depth) & ~self.is_leaf).tolist()

    def paths(self) -> list[tuple[int, ...]]:
        """Return for each row the indices of the groups above it, outermost first, and its own."""
        found: list[tuple[int, ...]] = []
        for index, depth in enumerate(self.depths):
            above = found[index - 1] if index else ()
            found.append((*(one for one in above if self.depths[one] < depth), index))
        return found


def as_tree(levels: Sequence[int] | Levels, seen_by: str) -> Tree:
    """Return the tree of rows with any increasing marks of level (0/2/4/6, 0/3/6/9); equal marks are equal depth."""
    _, depths = np.unique(np.asarray(levels, dtype=np.int64), return_inverse=True)
    depths = depths.astype(np.int64).reshape(-1)
    ends = np.arange(1, len(depths) + 1)
    open_rows: list[int] = []
    for index, depth in enumerate(depths.tolist()):
        while open_rows and depths[open_rows[-1]] >= depth:
            ends[open_rows.pop()] = index
        open_rows.append(index)
    ends[open_rows] = len(depths)
    return Tree(depths, ends, seen_by)


def level_marks(grid: ReportGrid, rows: Sequence[int], column: int) -> Iterator[Tree]:
    """Yield the trees that the marks of these rows show, the one with most levels first; none without any mark.

    Indents and leading spaces are those of the cells of `column`. Of equal many levels the outline comes first, then
    the indents.
    """
    labels = [grid.cell(row, column) for row in rows]
    marks = {
        "уровням группировки": [grid.outline_levels[row] for row in rows],
        "отступам": [grid.indents.get((row, column), 0) for row in rows],
        "пробелам перед названиями": [_leading(label) if isinstance(label, str) else 0 for label in labels],
    }
    shown = [(seen_by, levels) for seen_by, levels in marks.items() if len(set(levels)) > 1]
    for seen_by, levels in sorted(shown, key=lambda mark: -len(set(mark[1]))):
        yield as_tree(levels, seen_by)


def find_tree(
    grid: ReportGrid,
    rows: Sequence[int],
    column: int,
    fits: Callable[[Tree], bool],
    units: Levels,
    total: Levels | None = None,
) -> Tree:
    """Return the tree in which groups reconcile (`fits`); the best marked one when none does, for its refusal.

    `units` are the figures of the rows (`Figures.units`), `total` those of «Итого»: without any mark a group is a row
    that equals the sum of rows below it (`BY_SUMS`: the first such reading, of which there may be others). Rows that
    no mark and no sum puts below each other are all leaves.
    """
    marked = list(level_marks(grid, rows, column))
    for tree in marked:
        if fits(tree):
            return tree
    flat = as_tree(np.zeros(len(rows), dtype=np.int64), "строкам без уровней")
    if total is not None and not marked and (units.sum(axis=0) == total).all():
        return flat
    if (depths := depths_by_sums(units, total)) is not None:
        restored = as_tree(depths, BY_SUMS)
        # Without a total nothing tells a group of one row from two equal neighbours.
        is_sure = total is not None or not _has_single_child(restored)
        if restored.count_levels > 1 and is_sure and fits(restored):
            return restored
    return marked[0] if marked else flat


def _has_single_child(tree: Tree) -> bool:
    inner = np.flatnonzero(~tree.is_leaf)
    return bool((tree.ends[inner + 1] == tree.ends[inner]).any())


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())
