"""The bridge of «Движение базы» as a waterfall: было, what came, what went, стало."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.chart import Chart

from clientbase_xl.schemas.akb_bridge import BRIDGE_PERIODS, IN_WORK
from clientbase_xl.schemas.blocks import BRIDGE_DATA
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.chart_data import DATA_SHEET, data_grid, write_data
from clientbase_xl.writing.charts import dress, plain_axis
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.styles import FONT, INK, LINE
from clientbase_xl.writing.table import TablePlace

FIRST_DATA_COL = 60
"""Where our columns begin on the hidden sheet of chart data: «Начало» stands before."""
COLUMNS_OF_ONE = 5
DRAWN = BRIDGE_PERIODS[2:]
_TERMS = (
    ("Новые", "count_new", 1),
    ("Вернувшиеся", "count_returned", 1),
    ("Приняты", "count_received", 1),
    ("Уснувшие", "count_lapsed", -1),
    ("Ушедшие", "count_left", -1),
    ("Прекращена работа", "count_stopped", -1),
    ("Переданы", "count_handed", -1),
)
_ROW_PIXELS, _WIDTH, _HEIGHT = 20, 620, 300
_LABEL = {"name": FONT, "size": 9, "color": INK}


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Columns of a waterfall, one value per name: the hidden step below, and what is drawn upon it."""

    names: list[str]
    below: list[float]
    ends: list[float]
    plus: list[float]
    minus: list[float]
    least: float

    @property
    def parts(self) -> tuple[list[float], ...]:
        """Return the parts of a column from below."""
        return self.below, self.ends, self.plus, self.minus


def waterfall(row: dict[str, Any]) -> Waterfall:
    """Return the waterfall of one row of AKB_BRIDGE; missing terms are left out, those of nobody keep their step."""
    level = float(row["count_before"])
    names, below, ends, plus, minus = ["Было"], [0.0], [level], [0.0], [0.0]
    levels = [level]
    for name, key, sign in _TERMS:
        if pd.isna(row[key]):
            continue
        count = float(row[key])
        names.append(name)
        below.append(level if sign > 0 else level - count)
        ends.append(0.0)
        plus.append(count if sign > 0 else 0.0)
        minus.append(count if sign < 0 else 0.0)
        level += sign * count
        levels.append(level)
    names.append("Стало")
    for values, value in ((below, 0.0), (ends, level), (plus, 0.0), (minus, 0.0)):
        values.append(value)
    return Waterfall(names, below, ends, plus, minus, _axis_start(levels))


def _axis_start(levels: list[float]) -> float:
    """Return where the axis begins: low enough to show the ends, high enough to see small terms; whole tens."""
    span = max(levels) - min(levels)
    return max(0.0, (min(levels) - 2 * max(span, 5.0)) // 10 * 10)


def drawn_rows(table: pd.DataFrame) -> list[tuple[str, Waterfall]]:
    """Return what is drawn of AKB_BRIDGE, with titles: the working base of its first manager (the department).

    The last full month and the last 12 months; empty without rows of both.
    """
    drawn = []
    for period in DRAWN:
        found = table[(table["base"] == IN_WORK) & (table["period"] == period)].to_dict("records")
        if not found:
            return []
        first = {str(key): value for key, value in found[0].items()}
        drawn.append((f"{first['manager']}: {period}", waterfall(first)))
    return drawn


def bridge_columns(drawn: Sequence[tuple[str, Waterfall]]) -> list[tuple[str, Sequence[Cell]]]:
    """Return the columns of BRIDGE_DATA: the names of the steps and the four parts of each, for both charts."""
    columns: list[tuple[str, Sequence[Cell]]] = []
    for title, steps in drawn:
        columns.append((f"{title}: слагаемое", steps.names))
        columns += [(f"{title}: {name}", part) for (name, _), part in zip(_SERIES, steps.parts, strict=True)]
    return columns


def draw_bridges(book: Book, place: TablePlace, table: pd.DataFrame) -> int:
    """Draw the working base of the department below its table, both periods side by side; return the last row used.

    Nothing is drawn without rows.
    """
    page, drawn = book.pages[place.title], drawn_rows(table)
    grid = data_grid(bridge_columns(drawn), BRIDGE_DATA)
    write_data(book.pages[DATA_SHEET], FIRST_DATA_COL, grid, BRIDGE_DATA)
    if not drawn:
        return place.last_row
    row = place.last_row + 2
    for number, (title, steps) in enumerate(drawn):
        columns = [FIRST_DATA_COL + number * COLUMNS_OF_ONE + column for column in range(COLUMNS_OF_ONE)]
        ranges = [range_reference(DATA_SHEET, 1, column, len(steps.names), column) for column in columns]
        chart = _chart(page, ranges, steps.least, title)
        chart.set_size({"width": _WIDTH, "height": _HEIGHT})
        offset = 4 + number * (_WIDTH + 12)
        page.check(page.sheet.insert_chart(row, 0, chart, {"x_offset": offset, "y_offset": 4}))
    last = row + _HEIGHT // _ROW_PIXELS + 1
    page.sheet.print_area(0, 0, last, place.left + len(place.keys) - 1)
    return last


_SERIES = (("ниже", None), ("Клиентов в работе", "#5B7F95"), ("Пришли", "#7DB58A"), ("Ушли", "#D98C6A"))
"""Parts of a column from below: name and colour; the first is not seen."""


def _chart(page: Page, ranges: Sequence[str], least: float, title: str) -> Chart:
    """Return the stacked columns; every visible one carries its number, so that it reads in grey."""
    chart = page.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    names, *parts = ranges
    for (name, colour), values in zip(_SERIES, parts, strict=True):
        series: dict[str, Any] = {"name": name, "categories": names, "values": values, "gap": 40}
        if colour is None:
            series |= {"fill": {"none": True}, "border": {"none": True}}
        else:
            series |= {
                "fill": {"color": colour},
                "border": {"color": "#3B4650", "width": 0.5},
                "data_labels": {"value": True, "num_format": "#,##0;-#,##0;;", "font": _LABEL},
            }
        chart.add_series(series)
    dress(chart, title)
    chart.set_x_axis({"num_font": _LABEL, "line": {"color": LINE}})
    start = "" if least == 0 else f" (ось с {least:.0f})"
    chart.set_y_axis(plain_axis(f"Клиентов{start}", "#,##0") | {"min": least})
    chart.set_legend({"position": "bottom", "font": _LABEL, "delete_series": [0]})
    return chart
