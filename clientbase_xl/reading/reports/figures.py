"""The figures of a report as exact whole units: kopecks of money, ten-thousandths of a quantity (METHOD section 0)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt
from openpyxl.utils import get_column_letter

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.report_grid import Cell, CellError, ReportGrid
from clientbase_xl.reading.reports.figure_texts import TextCell, decimal_mark, number_of
from clientbase_xl.rules.words import grouped

MONEY, QUANTITY = 2, 4
MAX_FIGURE = 10**12
COUNT_EXAMPLES = 3
CHECK_MARK = "Сверьте «Итого» с учётной системой; если суммы не те, ответьте --decimal comma или dot."
Units = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Figures:
    """Figures of some rows and columns of a report; all arrays have one row per label, one column per heading.

    `units` are whole: a value × 10 ** `decimals` of its column, 0 for an empty cell; `is_filled` tells which cells
    hold a figure; `is_rough` which had finer fractions and were rounded half away from zero. `row_numbers` count as
    people do (first row = 1). `problems` tell how texts were read where their decimal mark was open.
    """

    file_name: str
    sheet: str
    labels: tuple[str, ...]
    row_numbers: Units
    headings: tuple[str, ...]
    decimals: tuple[int, ...]
    units: Units
    is_filled: Mask
    is_rough: Mask
    problems: tuple[Problem, ...] = ()

    def rows(self, chosen: Sequence[int] | slice) -> Figures:
        """Return some of the rows."""
        places = np.arange(len(self.labels))[chosen if isinstance(chosen, slice) else list(chosen)]
        labels = tuple(self.labels[place] for place in places)
        cut = (self.units[places], self.is_filled[places], self.is_rough[places])
        return replace(
            self,
            labels=labels,
            row_numbers=self.row_numbers[places],
            units=cut[0],
            is_filled=cut[1],
            is_rough=cut[2],
        )

    def shown(self, units: int, column: int) -> str:
        """Return units of a column as a number that people read."""
        return grouped(Decimal(int(units)).scaleb(-self.decimals[column]), self.decimals[column])


def read_figures(
    grid: ReportGrid,
    file_name: str,
    rows: Sequence[int],
    labels: Sequence[str],
    columns: Sequence[tuple[int, str, int]],
) -> Figures:
    """Return the figures of rows (0 = first row of the sheet) and of columns as (position, heading, decimals).

    Empty cells and a dash are no figure. BadFile names the cells that hold a text, a date or an error of the
    spreadsheet, and figures beyond ±10 ** 12: a report with such a cell cannot be reconciled. Undecided: money as texts
    whose comma may mean thousands or a fraction (`decimal_mark`).
    """
    shape = (len(rows), len(columns))
    values = np.full(shape, np.nan)
    exact: dict[tuple[int, int], Decimal] = {}
    bad: list[tuple[int, int]] = []
    texts: list[tuple[int, int, TextCell]] = []
    for i, row in enumerate(rows):
        cells = grid.rows[row]
        for j, (position, _, decimals) in enumerate(columns):
            cell = cells[position] if position < len(cells) else None
            if cell is None:
                continue
            if type(cell) is float or type(cell) is int:
                values[i, j] = cell
            elif not isinstance(cell, str):
                bad.append((row, position))
            elif not _is_dash(cell):
                texts.append((i, j, TextCell(row, position, cell, decimals == MONEY)))
    where = f"Отчёт «{file_name}», лист «{grid.sheet}»"
    mark, why = decimal_mark([cell for _, _, cell in texts], grid.decimal, where)
    for i, j, text in texts:
        number = number_of(text.text, mark)
        if number is None:
            bad.append((text.row, text.column))
        else:
            exact[i, j] = number
    for place, number in exact.items():
        values[place] = float(number)
    is_filled = ~np.isnan(values)
    bad += [(rows[i], columns[j][0]) for i, j in np.argwhere(np.abs(values) > MAX_FIGURE)]
    if bad:
        raise _not_figures(grid, file_name, bad)
    scale = 10.0 ** np.array([decimals for _, _, decimals in columns]).reshape(1, -1)
    scaled = np.where(is_filled, values, 0.0) * scale
    units = np.rint(scaled).astype(np.int64)
    is_rough = np.abs(scaled - units) > 1e-4 + np.abs(scaled) * 1e-14
    for i, j in {*exact, *map(tuple, np.argwhere(is_rough).tolist())}:
        value = exact.get((i, j), Decimal(repr(float(values[i, j]))))
        units[i, j] = int(value.scaleb(columns[j][2]).quantize(Decimal(1), ROUND_HALF_UP))
    return Figures(
        file_name,
        grid.sheet,
        tuple(labels),
        np.array(rows, dtype=np.int64) + 1,
        tuple(heading for _, heading, _ in columns),
        tuple(decimals for _, _, decimals in columns),
        units,
        is_filled,
        is_rough,
        (Problem(why, CHECK_MARK, Severity.NOTICE, file_name, grid.sheet),) if why else (),
    )


def shown_cell(cell: Cell) -> str:
    """Return what a cell shows, for a message."""
    text = cell.text if isinstance(cell, CellError) else str(cell)
    return " ".join(text.split())[:40]


def _is_dash(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in ("", "-", "–", "—")


def _not_figures(grid: ReportGrid, file_name: str, bad: Sequence[tuple[int, int]]) -> BadFile:
    examples = "; ".join(
        f"ячейка {get_column_letter(column + 1)}{row + 1} — «{shown_cell(grid.cell(row, column))}»"
        for row, column in bad[:COUNT_EXAMPLES]
    )
    more = f" и ещё {grouped(len(bad) - COUNT_EXAMPLES)}" if len(bad) > COUNT_EXAMPLES else ""
    return BadFile(
        f"Отчёт «{file_name}», лист «{grid.sheet}»: вместо числа в столбцах отчёта стоит другое: {examples}{more}.",
        "в столбцах количества и денег только числа до 1 000 000 000 000 или пустые ячейки",
        "Исправьте эти ячейки в учётной системе и выгрузите отчёт заново.",
    )
