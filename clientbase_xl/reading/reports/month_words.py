"""What is told about a report by month: one sentence of what was recognised, and findings that refuse nothing."""

from __future__ import annotations

import numpy as np

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figure_words import TITLES, Figure, vat_of
from clientbase_xl.reading.reports.figures import Figures
from clientbase_xl.reading.reports.hierarchy import Tree
from clientbase_xl.reading.reports.level_names import Levels
from clientbase_xl.reading.reports.month_blocks import MonthFigures
from clientbase_xl.reading.reports.month_header import MonthHeader
from clientbase_xl.reading.reports.preamble import Preamble
from clientbase_xl.reading.reports.row_labels import RowLabels
from clientbase_xl.reading.reports.unroll import Units
from clientbase_xl.rules.words import grouped


def summary(
    preamble: Preamble, months: MonthFigures, figures: Figures, tree: Tree, levels: Levels, count_lines: int
) -> str:
    """Return in one sentence what was recognised, with the totals to which groups, leaves and «Итого» agree."""
    ordered = sorted(months.months)
    span = ordered[0].name if len(ordered) == 1 else f"{ordered[0].name} – {ordered[-1].name}"
    named = " → ".join(f"«{name}»" for name in levels.names) or "не названы"
    sums = []
    for figure in (Figure.QUANTITY, Figure.AMOUNT, Figure.COST):
        if figure in months.places:
            units = int(figures.units[tree.is_leaf][:, months.places[figure]].sum())
            vat = vat_of(months.headings[figure])
            shown = figures.shown(units, months.places[figure][0])
            shown = shown.rstrip("0").rstrip(",") if figure is Figure.QUANTITY else f"{shown} ₽"
            sums.append(f"{TITLES[figure]}{f' {vat}' if vat else ''} {shown}")
    title = f"Отчёт по месяцам «{preamble.title}»" if preamble.title else "Отчёт по месяцам"
    return (
        f"{title}: {span}, месяцев {len(ordered)}; уровни строк {named} (по {tree.seen_by}); "
        f"групп {grouped(int((~tree.is_leaf).sum()))}, строк {grouped(int(tree.is_leaf.sum()))}, "
        f"продаж {grouped(count_lines)}; {', '.join(sums)}: группы и итоги сходятся."
    )


def column_problems(grid: ReportGrid, file_name: str, header: MonthHeader, labels: RowLabels) -> tuple[Problem, ...]:
    """Return a notice of columns that hold something and are not read: unknown figures and texts beside the labels."""
    known = (column.heading for block in header.blocks for column in block.columns if column.figure is None)
    unread = list(dict.fromkeys((*labels.unread, *known)))
    if not unread:
        return ()
    return (
        Problem(
            "Столбцы отчёта не прочитаны: " + ", ".join(f"«{name}»" for name in unread[:5]),
            "Ничего делать не нужно, если они не нужны.",
            Severity.NOTICE,
            file_name,
            grid.sheet,
            header.last + 1,
            unread[0],
        ),
    )


def count_problems(figures: Figures, months: MonthFigures, rows: Units, at: Units) -> tuple[Problem, ...]:
    """Return a notice of lines with money and without a quantity: they count as quantity 0."""
    if Figure.QUANTITY not in months.places:
        return ()
    quantity = np.array(months.places[Figure.QUANTITY])[at]
    amount = np.array(months.places[Figure.AMOUNT])[at]
    alone = ~figures.is_filled[rows, quantity] & (figures.units[rows, amount] != 0)
    return _told(
        figures,
        rows[alone],
        quantity[alone],
        "Выручка без количества: количество принято за 0, такая продажа не считается покупкой",
        "Так бывает при корректировках и услугах. Если это товар, проверьте его в учётной системе.",
        Severity.NOTICE,
    )


def profit_problems(figures: Figures, months: MonthFigures, rows: Units, at: Units) -> tuple[Problem, ...]:
    """Return a warning of lines whose profit is not revenue − cost, all three given: often a matter of VAT."""
    needed = (Figure.AMOUNT, Figure.COST, Figure.PROFIT)
    if any(figure not in months.places for figure in needed):
        return ()
    places = [np.array(months.places[figure])[at] for figure in needed]
    amount, cost, profit = (figures.units[rows, place] for place in places)
    wrong = (np.abs(amount - cost - profit) > 1) & figures.is_filled[rows, places[2]]
    return _told(
        figures,
        rows[wrong],
        places[2][wrong],
        "Валовая прибыль не равна выручке без себестоимости: возможно, у них разный НДС",
        "Назовите НДС при загрузке: --vat и --cost-vat.",
        Severity.WARNING,
    )


def _told(
    figures: Figures, rows: Units, places: Units, message: str, remedy: str, severity: Severity
) -> tuple[Problem, ...]:
    if not len(rows):
        return ()
    row, place = int(rows[0]), int(places[0])
    shown = figures.shown(int(figures.units[row, place]), place) if figures.is_filled[row, place] else ""
    return (
        Problem(
            message,
            remedy,
            severity,
            figures.file_name,
            figures.sheet,
            int(figures.row_numbers[row]),
            figures.headings[place],
            shown,
            len(rows),
        ),
    )
