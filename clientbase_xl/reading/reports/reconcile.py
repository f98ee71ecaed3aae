"""Groups, leaves and «Итого» of a report add up to the same kopecks, or the report is refused (EXPORTS, 1C reports)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.reports.figures import Figures
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.rules.words import grouped

ALLOWED = "каждая группа равна сумме своих строк, а «Итого» — сумме всех строк, до копейки"
EXPORT_AGAIN = (
    "Выгрузите отчёт заново и не меняйте его: не удаляйте и не сворачивайте строки, не исправляйте числа. "
    "Если он и тогда не сходится, проверьте настройки отчёта в учётной системе."
)
Units = npt.NDArray[np.int64]


def groups_fit(figures: Figures, tree: Tree) -> bool:
    """Tell whether every group equals the sum of the leaves below it."""
    return not len(_wrong_groups(figures, tree)[0])


def check_groups(figures: Figures, tree: Tree) -> tuple[Problem, ...]:
    """Refuse rows of which a group differs from the sum of the leaves below it, in any column.

    A column that no group fills (quantities of different units) has nothing to compare. The tolerance is 0; only
    where the cells themselves hold fractions of a unit (of a kopeck) it is one unit per row added, and a Problem
    tells the largest difference. BadFile names the group with its row, what it says, the sum and the difference.
    """
    wrong, expected, allowed = _wrong_groups(figures, tree)
    if len(wrong):
        row, column = wrong[0]
        raise _refusal(
            figures, f"группа «{figures.labels[row]}»", "сумма строк под ней", expected, (row, column), len(wrong)
        )
    return _rounded(figures, expected, allowed, ~tree.is_leaf)


def check_total(body: Figures, tree: Tree, total: Figures) -> tuple[Problem, ...]:
    """Refuse a report whose total row (`total`, one row) differs from the sum of the leaves; tolerance as for groups.

    A column that the total row leaves empty has nothing to compare, unless it is money.
    """
    leaves = tree.is_leaf
    expected = body.units[leaves].sum(axis=0, keepdims=True)
    rough = body.is_rough[leaves].any(axis=0, keepdims=True) | total.is_rough
    allowed = np.where(rough, int(leaves.sum()), 0)
    is_told = total.is_filled | (np.array(total.decimals) == 2)[None, :]
    wrong = np.argwhere(is_told & (np.abs(total.units - expected) > allowed))
    if len(wrong):
        raise _refusal(
            total, f"строка «{total.labels[0]}»", "сумма строк отчёта", expected, (0, int(wrong[0][1])), len(wrong)
        )
    return _rounded(total, np.where(is_told, expected, total.units), allowed, np.ones(1, dtype=bool))


def check_across(
    figures: Figures, total: int, parts: Sequence[int], of_what: str = "сумма месяцев"
) -> tuple[Problem, ...]:
    """Refuse rows of which the column `total` differs from the sum of the columns `parts`; tolerance as for groups.

    Months or managers across and their block «Итого» (EXPORTS, layouts A and D); `of_what` names the sum. Rows that
    leave the column empty must have no sum.
    """
    expected = figures.units.copy()
    expected[:, total] = figures.units[:, list(parts)].sum(axis=1)
    rough = figures.is_rough[:, [*parts, total]].any(axis=1)
    allowed = np.zeros_like(expected)
    allowed[:, total] = np.where(rough, len(parts), 0)
    wrong = np.argwhere(np.abs(figures.units - expected) > allowed)
    if len(wrong):
        row = int(wrong[0][0])
        what = f"строка «{figures.labels[row]}»"
        raise _refusal(figures, what, of_what, expected, (row, total), len(wrong))
    return _rounded(figures, expected, allowed, np.ones(len(figures.labels), dtype=bool))


def _wrong_groups(figures: Figures, tree: Tree) -> tuple[list[tuple[int, int]], Units, Units]:
    """Return the cells of groups that are wrong, what every row should say and the tolerance of every cell."""
    leaves = tree.is_leaf
    starts = np.arange(len(leaves))
    sums = _prefix(np.where(leaves[:, None], figures.units, 0))
    expected = np.where(leaves[:, None], figures.units, sums[tree.ends] - sums[starts])
    counts = _prefix(leaves.astype(np.int64)[:, None])
    roughs = _prefix(figures.is_rough.astype(np.int64))
    has_rough = roughs[tree.ends] - roughs[starts] > 0
    allowed = np.where(has_rough, counts[tree.ends] - counts[starts], 0)
    is_told = figures.is_filled[~leaves].any(axis=0, keepdims=True)
    expected = np.where(is_told, expected, figures.units)
    wrong = np.argwhere(np.abs(figures.units - expected) > allowed)
    # The innermost group is where the difference comes from.
    ordered = sorted(((int(row), int(column)) for row, column in wrong), key=lambda cell: -tree.depths[cell[0]])
    return ordered, expected, allowed


def _prefix(values: Units) -> Units:
    return np.concatenate([np.zeros((1, values.shape[1]), dtype=np.int64), values.cumsum(axis=0)])


def _refusal(figures: Figures, what: str, of_what: str, expected: Units, cell: tuple[int, int], count: int) -> BadFile:
    row, column = cell
    said, found = int(figures.units[row, column]), int(expected[row, column])
    more = f" Всего таких мест: {grouped(count)}." if count > 1 else ""
    return BadFile(
        f"Отчёт «{figures.file_name}», лист «{figures.sheet}» не сходится: {what}, строка {figures.row_numbers[row]}, "
        f"столбец «{figures.headings[column]}»: в отчёте {figures.shown(said, column)}, "
        f"{of_what} {figures.shown(found, column)}, разница {figures.shown(said - found, column)}.{more}",
        ALLOWED,
        EXPORT_AGAIN,
    )


def _rounded(figures: Figures, expected: Units, allowed: Units, rows: npt.NDArray[np.bool_]) -> tuple[Problem, ...]:
    """Return the problem of sums that differ within the rounding of finer fractions; none when all are exact."""
    differences = np.where((allowed > 0) & rows[:, None], np.abs(figures.units - expected), 0)
    cells = np.argwhere(differences > 0)
    if not len(cells):
        return ()
    row, column = np.unravel_index(int(differences.argmax()), differences.shape)
    largest = figures.shown(int(differences[row, column]), int(column))
    return (
        Problem(
            f"Суммы отчёта сходятся с точностью до округления: в ячейках есть доли копейки, разница до {largest}",
            "Ничего делать не нужно: строки округлены до копейки.",
            Severity.NOTICE,
            figures.file_name,
            figures.sheet,
            int(figures.row_numbers[row]),
            figures.headings[int(column)],
            count=len(cells),
        ),
    )
