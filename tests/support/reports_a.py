"""Look-alikes of «Валовая прибыль предприятия» wide by month (EXPORTS, layout A); all names are invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import xlsxwriter

# By month: quantity, cost, revenue; None is a month without a sale.
Sale = tuple[float, float, float] | None
Groups = Mapping[str, Mapping[str, Sequence[Sale]]]
TITLE = ("Валовая прибыль предприятия", "", "Параметры:")
FIGURES = ("Количество", "Себестоимость", "Выручка")
YEAR_MONTHS = (
    *("Июнь 2025 г.", "Июль 2025 г.", "Август 2025 г.", "Сентябрь 2025 г.", "Октябрь 2025 г.", "Ноябрь 2025 г."),
    *("Декабрь 2025 г.", "Январь 2026 г.", "Февраль 2026 г.", "Март 2026 г.", "Апрель 2026 г.", "Май 2026 г."),
)
SMALL: Groups = {
    "ООО «Ладья»": {
        "Гвоздь 100 мм": [(10, 70.5, 100.1), None, (5, 35.25, 50.05)],
        "00123": [None, (2, 11, 20), None],
    },
    "АО «Вектор»": {
        "Гвоздь 100 мм": [(-1, -7.05, -10.01), (3, 21.15, 30.03), None],
        "Шайба": [None, None, (1000, 0.1, 0.3)],
        "Болт М8": [None, None, None],
    },
    "ИП Небывалова": {"00123": [(1, 5.5, 10), (-1, -5.5, -10), None]},
}


@dataclass(frozen=True)
class ReportA:
    """How a look-alike is written.

    `marks` are the ways in which levels show: outline, indent, spaces; `wide` the months whose revenue is merged over
    two columns, `wide_groups` those where it is in rows of groups only; `total_width` the figures of the block
    «Итого», the last ones; `changed` replaces cells at (row, column) counted from 0 after everything else.
    """

    groups: Groups
    months: Sequence[str] = ("Июнь 2025 г.", "Июль 2025 г.", "Август 2025 г.")
    heading: Sequence[str] = ("Контрагент", "Номенклатура")
    lines: Sequence[str] = ("Период: 01.06.2025 - 31.08.2025", "Отбор: Склад Равно «Основной»")
    figures: Sequence[str] = FIGURES
    marks: Sequence[str] = ("outline", "indent")
    wide: Sequence[int] = (1,)
    wide_groups: Sequence[int] = ()
    has_total: bool = True
    has_total_block: bool = True
    total_width: int = 3
    articles: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[int, str] = field(default_factory=dict)
    tail: Sequence[Sequence[Any]] = ()
    changed: Mapping[tuple[int, int], Any] = field(default_factory=dict)

    @property
    def header_row(self) -> int:
        """Return the row of the month names (0 = first row)."""
        return len(TITLE) + len(self.lines) + bool(self.years)


def write_report(path: Path, report: ReportA) -> Path:
    """Write a look-alike: labels merged over two columns, months over their figures, groups over leaves."""
    book = xlsxwriter.Workbook(path, {"in_memory": True})
    sheet = book.add_worksheet("TDSheet")
    sheet.outline_settings(symbols_below=False)
    formats = {level: book.add_format({"indent": level}) for level in (2, 4)}
    cells: dict[tuple[int, int], tuple[Any, Any]] = {}
    merges: list[tuple[int, int, int, int]] = []
    for row, text in enumerate((*TITLE, *report.lines)):
        cells[row, 0 if row < len(TITLE) - 1 else 1] = (text, None)
    top, start = report.header_row, 3 if report.articles else 2
    starts = _columns(report, start)
    for row, text in enumerate(report.heading[:2], top):
        cells[row, 0] = (text, None)
    if report.articles:
        cells[top, 2] = ("Артикул", None)
    names = [*report.months, *(["Итого"] if report.has_total_block else [])]
    for block, name in enumerate(names):
        places = starts[block]
        cells[top, places[0]] = (name, None)
        if (end := starts[block + 1][0] - 1) > places[0]:
            merges.append((top, places[0], top, end))
        if block in report.years:
            cells[top - 1, places[0]] = (report.years[block], None)
        for place, figure in zip(places, report.figures[-len(places) :], strict=True):
            cells[top + 1, place] = (figure, None)
    row = top + 2
    every: list[list[Sale]] = []
    for name, items in report.groups.items():
        sums = _added(list(items.values()), len(report.months))
        every += list(items.values())
        _put(cells, merges, row, name, sums, report, starts, None)
        row += 1
        for item, sales in items.items():
            shown = f"    {item}" if "spaces" in report.marks else item
            _put(cells, merges, row, shown, sales, report, starts, formats[2] if "indent" in report.marks else None)
            if item in report.articles:
                cells[row, 2] = (report.articles[item], None)
            if "outline" in report.marks:
                sheet.set_row(row, None, None, {"level": 1})
            row += 1
    if report.has_total:
        _put(cells, merges, row, "Итого", _added(every, len(report.months)), report, starts, None)
    for offset, line in enumerate(report.tail, 2):
        for column, value in enumerate(line):
            cells[row + offset, column] = (value, None)
    cells.update({place: (value, None) for place, value in report.changed.items()})
    for merge in merges:
        sheet.merge_range(*merge, "")
    for (at, column), (value, shape) in sorted(cells.items(), key=lambda cell: cell[0]):
        _write(sheet, at, column, value, shape)
    book.close()
    return path


def invented(count_groups: int, count_leaves: int, count_months: int, seed: int = 1) -> Groups:
    """Return invented sales of clients and items, a third of the months sold, a twentieth of these returned."""
    draw = np.random.default_rng(seed)
    groups: dict[str, dict[str, list[Sale]]] = {}
    for group in range(count_groups):
        items: dict[str, list[Sale]] = {}
        for item in sorted(draw.choice(max(50, 3 * count_leaves), count_leaves, replace=False)):
            sales: list[Sale] = []
            for sold, quantity, price in zip(
                draw.random(count_months),
                draw.integers(1, 50, count_months),
                draw.integers(100, 90_000, count_months),
                strict=True,
            ):
                sign = -1 if sold < 0.02 else 1
                kopecks = int(quantity) * int(price)
                sale = (sign * float(quantity), sign * (kopecks * 7 // 10) / 100, sign * kopecks / 100)
                sales.append(sale if sold < 0.35 else None)
            items[f"Товар {item:04d}"] = sales
        groups[f"ООО «Клиент {group:04d}»"] = items
    return groups


def _columns(report: ReportA, start: int) -> list[list[int]]:
    """Return for each block the columns of its figures, and behind the last the column after the report."""
    found: list[list[int]] = []
    for block in range(len(report.months) + report.has_total_block):
        width = report.total_width if block == len(report.months) else len(report.figures)
        places = [start + offset for offset in range(width)]
        found.append(places)
        start = places[-1] + 1 + (block in (*report.wide, *report.wide_groups))
    return [*found, [start]]


def _added(rows: Sequence[Sequence[Sale]], count_months: int) -> list[Sale]:
    sums: list[Sale] = []
    for month in range(count_months):
        sold = [sale for row in rows if (sale := row[month])]
        added = [round(sum(values), 2) for values in zip(*sold, strict=True)]
        sums.append((added[0], added[1], added[2]) if added else None)
    return sums


def _put(
    cells: dict[tuple[int, int], tuple[Any, Any]],
    merges: list[tuple[int, int, int, int]],
    row: int,
    name: str,
    sales: Sequence[Sale],
    report: ReportA,
    starts: Sequence[Sequence[int]],
    shape: Any,
) -> None:
    cells[row, 0] = (name, shape)
    merges.append((row, 0, row, 1))
    is_group = name in report.groups or name == "Итого"
    figures = [*sales, *(_added([[sale] for sale in sales], 1) if report.has_total_block else [])]
    for block, sale in enumerate(figures):
        wide = block in report.wide or (block in report.wide_groups and is_group)
        if wide:
            merges.append((row, starts[block][-1], row, starts[block][-1] + 1))
        for place, figure in zip(starts[block], report.figures[-len(starts[block]) :], strict=True):
            if sale is not None:
                kind = FIGURES.index(figure) if figure in FIGURES else 2
                cells[row, place] = (sale[kind], None)


def _write(sheet: Any, row: int, column: int, value: Any, shape: Any) -> None:
    if isinstance(value, str) and value.startswith("#"):
        sheet.write_formula(row, column, "=1/0", shape, value)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, shape)
    elif value is not None:
        sheet.write_number(row, column, value, shape)
