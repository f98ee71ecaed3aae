"""The rows of a report of settlements: every row closes, groups and «Итого» add up, or a refusal (EXPORTS, F)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figures import MONEY, Figures, read_figures
from clientbase_xl.reading.reports.hierarchy import BY_SUMS, Tree, as_tree, find_tree
from clientbase_xl.reading.reports.reconcile import EXPORT_AGAIN, check_groups, check_total, groups_fit
from clientbase_xl.reading.reports.settlement_header import SettlementHeader
from clientbase_xl.reading.reports.settlement_levels import Levels, is_below_clients
from clientbase_xl.reading.reports.total_rows import split_body

OPENING, INCREASE, DECREASE, CLOSING = range(4)
LevelsOf = Callable[[Tree], Levels]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class SettlementRows:
    """The rows of the body with their balances as whole kopecks; `rows` are places in the sheet, 0 = first.

    `tells_open` says that the closing balance of a document is what is open on it; else documents only move the
    balance of their contract.
    """

    rows: tuple[int, ...]
    balances: Figures
    overdue: Figures | None
    tree: Tree
    levels: Levels
    tells_open: bool
    problems: tuple[Problem, ...]

    def is_document(self, place: int) -> bool:
        """Tell whether a row is a document."""
        return self.levels.is_document(self.balances.labels[place], int(self.tree.depths[place]))


def read_settlement_rows(
    grid: ReportGrid, file_name: str, header: SettlementHeader, levels_of: LevelsOf
) -> SettlementRows:
    """Return the rows below the header, reconciled.

    BadFile: no total row, nothing above it, a text where a figure belongs, a row whose opening + in − out is not its
    closing balance, a group or total that is not the sum of its rows.
    """
    column = _label_column(grid, header)
    places = range(header.row + 1, len(grid.rows))
    labels = [_label(grid, place, column) for place in places]
    found = split_body(labels)
    body = [
        index
        for index in found.rows
        if labels[index] or any(grid.cell(places[index], position) is not None for position in header.balances)
    ]
    if found.total is None or not body:
        what = "нет строки «Итого»: не видно, весь ли это отчёт" if body else "нет ни одного контрагента"
        raise BadFile(
            f"В ведомости «{file_name}», лист «{grid.sheet}» {what}.",
            "строки контрагентов и под ними «Итого» с их суммой",
            EXPORT_AGAIN,
        )
    chosen = [*body, found.total]
    rows = [places[index] for index in chosen]
    names = [labels[index] for index in chosen]
    columns = [(place, name, MONEY) for place, name in zip(header.balances, header.headings, strict=True)]
    both = read_figures(grid, file_name, rows, names, columns)
    balances, total = both.rows(slice(0, -1)), both.rows(slice(-1, None))
    tree = find_tree(
        grid, rows[:-1], column, lambda one: _fits(balances, one, levels_of), balances.units, total.units[0]
    )
    levels = levels_of(tree)
    _refuse_chance(balances, tree, levels)
    documents = _documents(balances, tree, levels)
    _check_rows(balances, documents & _is_movement(balances))
    _check_rows(total, np.zeros(1, dtype=bool))
    tells_open = groups_fit(balances, tree) or not _are_movements(balances, tree, documents)
    problems = (*balances.problems, *_check(balances, tree, total, documents & (not tells_open)))
    overdue = None
    if header.overdue is not None:
        both = read_figures(grid, file_name, rows, names, [(header.overdue, "Просрочено", MONEY)])
        overdue = both.rows(slice(0, -1))
        problems += overdue.problems
        problems += _check_overdue(overdue, tree, both.rows(slice(-1, None)))
    return SettlementRows(tuple(rows[:-1]), balances, overdue, tree, levels, tells_open, problems)


def _refuse_chance(balances: Figures, tree: Tree, levels: Levels) -> None:
    """Refuse a tree by sums with documents or contracts among the clients: rows that cancel out fall off a client."""
    if tree.seen_by != BY_SUMS:
        return
    clients = np.flatnonzero(tree.depths == levels.client).tolist()
    place = next((place for place in clients if is_below_clients(balances.labels[place])), None)
    if place is not None:
        raise BadFile(
            f"Отчёт «{balances.file_name}», лист «{balances.sheet}»: уровни строк в файле не сохранены, а по суммам "
            f"строка {balances.row_numbers[place]} «{balances.labels[place]}» встаёт рядом с контрагентами: не видно, "
            "чья она.",
            "уровни строк видны в файле, или суммы контрагентов и строк под ними складываются единственным образом",
            "Выгрузите отчёт из учётной системы в формате xlsx: в нём уровни строк сохраняются.",
        )


def _label_column(grid: ReportGrid, header: SettlementHeader) -> int:
    limit = min(header.balances)
    texts = (
        column
        for row in grid.rows[header.row + 1 :]
        for column, cell in enumerate(row[:limit])
        if isinstance(cell, str) and cell.strip()
    )
    return min(texts, default=0)


def _label(grid: ReportGrid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())


def _fits(balances: Figures, tree: Tree, levels_of: LevelsOf) -> bool:
    if groups_fit(balances, tree):
        return True
    try:
        documents = _documents(balances, tree, levels_of(tree))
    except BadFile:
        return False
    return _are_movements(balances, tree, documents) and groups_fit(*_without(balances, tree, documents))


def _documents(balances: Figures, tree: Tree, levels: Levels) -> Mask:
    named = [levels.is_document(label, int(depth)) for label, depth in zip(balances.labels, tree.depths, strict=True)]
    documents: Mask = np.array(named, dtype=bool) & tree.is_leaf
    return documents


def _is_movement(balances: Figures) -> Mask:
    """Return the rows without balances: documents that say only what came and went."""
    mask: Mask = ~balances.is_filled[:, OPENING] & ~balances.is_filled[:, CLOSING]
    return mask


def _are_movements(balances: Figures, tree: Tree, documents: Mask) -> bool:
    """Tell whether documents have no balances, or each begins with the balance that the one before it leaves."""
    if not documents.any():
        return False
    if bool(_is_movement(balances)[documents].all()):
        return True
    units = balances.units
    for group in np.flatnonzero(~tree.is_leaf):
        below = np.flatnonzero(documents[group + 1 : tree.ends[group]]) + group + 1
        below = below[tree.depths[below] == tree.depths[group] + 1]
        if len(below):
            before = [units[group, OPENING], *units[below[:-1], CLOSING]]
            if list(units[below, OPENING]) != before or units[below[-1], CLOSING] != units[group, CLOSING]:
                return False
    return True


def _without(figures: Figures, tree: Tree, left_out: Mask) -> tuple[Figures, Tree]:
    kept = np.flatnonzero(~left_out)
    return figures.rows(kept.tolist()), as_tree(tree.depths[kept], tree.seen_by)


def _check(balances: Figures, tree: Tree, total: Figures, movements: Mask) -> tuple[Problem, ...]:
    if not movements.any():
        return (*check_groups(balances, tree), *check_total(balances, tree, total))
    kept, upper = _without(balances, tree, movements)
    turnovers = balances.units.copy()
    turnovers[:, [OPENING, CLOSING]] = 0
    check_groups(replace(balances, units=turnovers), tree)
    return (*check_groups(kept, upper), *check_total(kept, upper, total))


def _check_overdue(overdue: Figures, tree: Tree, total: Figures) -> tuple[Problem, ...]:
    """Check the groups down to the innermost level that tells anything: often clients alone do."""
    told = overdue.is_filled[:, 0]
    kept, upper = _without(overdue, tree, tree.depths > tree.depths[told].max(initial=0))
    return (*check_groups(kept, upper), *(check_total(kept, upper, total) if total.is_filled.any() else ()))


def _check_rows(figures: Figures, passed_over: Mask) -> None:
    """Refuse rows that do not close; where cells hold fractions of a kopeck two kopecks are rounding."""
    units = figures.units
    expected = units[:, OPENING] + units[:, INCREASE] - units[:, DECREASE]
    difference = units[:, CLOSING] - expected
    allowed = np.where(figures.is_rough.any(axis=1), 2, 0)
    wrong = np.flatnonzero((np.abs(difference) > allowed) & ~passed_over)
    if len(wrong):
        row = int(wrong[0])
        names = figures.headings
        more = f" Всего таких строк: {len(wrong)}." if len(wrong) > 1 else ""
        raise BadFile(
            f"Отчёт «{figures.file_name}», лист «{figures.sheet}» не сходится: строка {figures.row_numbers[row]} "
            f"«{figures.labels[row]}»: «{names[OPENING]}» + «{names[INCREASE]}» − «{names[DECREASE]}» = "
            f"{figures.shown(int(expected[row]), CLOSING)}, а «{names[CLOSING]}» "
            f"{figures.shown(int(units[row, CLOSING]), CLOSING)}, разница "
            f"{figures.shown(int(difference[row]), CLOSING)}.{more}",
            "в каждой строке начальный остаток + приход − расход = конечный остаток, до копейки",
            EXPORT_AGAIN,
        )
