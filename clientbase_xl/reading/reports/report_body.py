"""The rows of a report below its header: labels, figures, total and tree, reconciled (EXPORTS, layouts B, D and E)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figures import Figures, read_figures
from clientbase_xl.reading.reports.hierarchy import Tree, level_marks
from clientbase_xl.reading.reports.reconcile import EXPORT_AGAIN, check_groups, check_total, groups_fit
from clientbase_xl.reading.reports.sale_rows import nothing_sold
from clientbase_xl.reading.reports.total_rows import split_body, without_repeats


@dataclass(frozen=True)
class ReportBody:
    """`rows` of the sheet (0 = first) that hold anything, their `figures` with labels, the total, and `tail` rows."""

    grid: ReportGrid
    file_name: str
    label_column: int
    rows: tuple[int, ...]
    figures: Figures
    total: Figures
    tail: tuple[int, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the names of the rows with single spaces."""
        return self.figures.labels

    def only(self, chosen: Sequence[int]) -> ReportBody:
        """Return the body with some of its rows (places in `rows`)."""
        rows = tuple(self.rows[place] for place in chosen)
        return ReportBody(
            self.grid, self.file_name, self.label_column, rows, self.figures.rows(chosen), self.total, self.tail
        )

    def refused(self, place: int, found: str, allowed: str, remedy: str) -> BadFile:
        """Return a refusal that names one row of the body."""
        return BadFile(
            f"Отчёт «{self.file_name}», лист «{self.grid.sheet}», строка {self.rows[place] + 1} "
            f"«{self.labels[place]}»: {found}",
            allowed,
            remedy,
        )


def read_body(
    grid: ReportGrid, file_name: str, first_row: int, label_column: int, columns: Sequence[tuple[int, str, int]]
) -> ReportBody:
    """Return what stands from `first_row` on; columns are (position, heading, decimals).

    BadFile: no total row, no sale, a text where a figure belongs.
    """
    rows = range(first_row, len(grid.rows))
    labels = [_label(grid, row, label_column) for row in rows]
    found = split_body(labels)
    if found.total is None:
        if not any(labels):
            raise nothing_sold(file_name, grid.sheet)
        raise BadFile(
            f"В отчёте «{file_name}», лист «{grid.sheet}» нет строки «Итого»: не видно, весь ли это отчёт.",
            "последняя строка отчёта — «Итого» с суммой всех строк",
            EXPORT_AGAIN,
        )
    body = [place for place in found.rows if labels[place] or _has_figures(grid, rows[place], columns)]
    if not body:
        raise nothing_sold(file_name, grid.sheet)
    places = [*body, found.total]
    figures = read_figures(
        grid, file_name, [rows[place] for place in places], [labels[place] for place in places], columns
    )
    if not figures.units.any():
        raise nothing_sold(file_name, grid.sheet)
    kept = without_repeats(figures.labels[:-1], figures.units[:-1], figures.units[-1])
    if not body[kept]:
        raise nothing_sold(file_name, grid.sheet)
    return ReportBody(
        grid,
        file_name,
        label_column,
        tuple(rows[place] for place in body[kept]),
        figures.rows(kept),
        figures.rows(slice(-1, None)),
        tuple(rows[place] for place in found.tail),
    )


def marked_tree(body: ReportBody, fits: Callable[[Tree], bool] = lambda _: True) -> Tree | None:
    """Return the tree that outline, indents or spaces show and in which groups add up; None without any mark.

    When none adds up, the one with most levels is returned: `reconciled` refuses it with the difference.
    """
    trees = list(level_marks(body.grid, body.rows, body.label_column))
    good = (tree for tree in trees if fits(tree) and groups_fit(body.figures, tree))
    return next(good, trees[0] if trees else None)


def reconciled(body: ReportBody, tree: Tree) -> tuple[Problem, ...]:
    """Return the problems of rounding; BadFile when a group or the total differs from its leaves."""
    return (*body.figures.problems, *check_groups(body.figures, tree), *check_total(body.figures, tree, body.total))


def unlike_its_beginning(file_name: str, sheet: str) -> BadFile:
    """Return the refusal of a sheet whose cells do not bear out what its texts showed at first sight."""
    return BadFile(
        f"Отчёт «{file_name}», лист «{sheet}»: заголовок таблицы не читается: вместо слов в нём даты или ошибки.",
        "заголовок отчёта такой, каким его выводит учётная система",
        EXPORT_AGAIN,
    )


def _label(grid: ReportGrid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _has_figures(grid: ReportGrid, row: int, columns: Sequence[tuple[int, str, int]]) -> bool:
    return any(grid.cell(row, position) is not None for position, _, _ in columns)
