"""Turnover by week: the sheet with its figures, and the pictures of it on the pages (sparklines, the head's chart)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.rules.words import rub
from clientbase_xl.schemas.model import Group, Mode
from clientbase_xl.writing.book import Book, Page
from clientbase_xl.writing.page_setup import set_up_page
from clientbase_xl.writing.styles import (
    ACCENT,
    BAD,
    FONT,
    FONT_SIZE,
    HEADER_TONES,
    INK,
    LINE,
    MONEY_FORMAT,
    MUTED,
    PAPER,
    TAB_COLOURS,
    TEXT_FORMAT,
)
from clientbase_xl.writing.week_dates import DAYS_IN_WEEK
from clientbase_xl.writing.weekly_content import TURNOVER_SHEET, Turnover, WeeklyContent
from clientbase_xl.writing.weekly_paper import GRID, LAST, Paper, Place

PALE = "#7FB6DC"
"""Weeks that are not the last, and the week that is not over: seen on a grey printer too."""
HEADER_ROW = 3
CHART_POINTS, SMALL_CHART_POINTS = 128.0, 92.0
MANAGERS_OF_SMALL_CHART = 15
"""A team from which on the page has no room for a large chart."""
BAND_POINTS = 40.0
_NAME_WIDTH, _WEEK_WIDTH, _SUM_WIDTH = 34.0, 11.0, 13.0


@dataclass(frozen=True, slots=True)
class TurnoverRanges:
    """Where the figures of the turnover sheet stand, for sparklines and the chart."""

    rows: dict[str, int]
    count_weeks: int

    def of(self, person: str) -> str:
        """Return the cells of one row of weeks as «'Оборот по неделям'!$B$5:$M$5»."""
        return self._range(self.rows[person])

    def headings(self) -> str:
        """Return the cells with the Mondays."""
        return self._range(HEADER_ROW)

    def _range(self, row: int) -> str:
        return f"{quote_sheetname(TURNOVER_SHEET)}!{xl_range_abs(row, 1, row, self.count_weeks)}"


def ranges_of(turnover: Turnover) -> TurnoverRanges:
    """Return where each row of the turnover sheet will stand: the department first, then the managers."""
    people = [DEPARTMENT, *turnover.by_manager]
    return TurnoverRanges({person: HEADER_ROW + 1 + at for at, person in enumerate(people)}, len(turnover.mondays))


def write_turnover_sheet(book: Book, content: WeeklyContent, turnover: Turnover) -> None:
    """Write the figures behind the pictures: a row per manager, a column per week, the department on top."""
    page = book.page(TURNOVER_SHEET)
    styles, count = page.styles, len(turnover.mondays)
    page.sheet.set_tab_color(TAB_COLOURS[Group.SERVICE])
    page.widen(0, _NAME_WIDTH)
    for col in range(1, count + 1):
        page.widen(col, _WEEK_WIDTH)
    page.widen(count + 1, _SUM_WIDTH)
    page.put(0, 0, TURNOVER_SHEET, styles.title())
    page.put(1, 0, "₽, за вычетом возвратов; в столбце — неделя с этого понедельника.", styles.purpose())
    tone = HEADER_TONES[Mode.COMPUTED]
    look: dict[str, Any] = {"border": 1, "border_color": PAPER, "align": "center"}
    page.put(HEADER_ROW, 0, "Менеджер", styles.tone(tone, **look))
    for at, monday in enumerate(turnover.mondays, 1):
        page.put(HEADER_ROW, at, monday, styles.tone(tone, **look, num_format="dd.mm"))
    page.put(HEADER_ROW, count + 1, "Всего", styles.tone(tone, **look))
    for person, row in ranges_of(turnover).rows.items():
        series = turnover.department if person == DEPARTMENT else turnover.by_manager[person]
        _write_series(page, row, person, series, is_bold=person == DEPARTMENT)
    page.sheet.freeze_panes(HEADER_ROW + 1, 1)
    set_up_page(page, today=content.today, owner=content.base_name, is_landscape=True)
    page.sheet.fit_to_pages(1, 1)


def _write_series(page: Page, row: int, person: str, series: tuple[float | None, ...], *, is_bold: bool) -> None:
    """Write one manager's weeks and their sum; a week before the first known sale stays empty."""
    look = {"bottom": 1, "bottom_color": LINE, "bold": is_bold}
    name = page.styles.format(**look, shrink=True)
    figure = page.styles.format(**look, shrink=True, num_format=MONEY_FORMAT)
    page.put(row, 0, person, name, page.styles.format(**look, shrink=True, num_format=TEXT_FORMAT))
    for at, value in enumerate(series, 1):
        page.put(row, at, value, figure)
    known = [value for value in series if value is not None]
    page.put(row, len(series) + 1, sum(known) if known else None, figure)


def sparkline(paper: Paper, row: int, column: int, cells: str, series: tuple[float | None, ...]) -> None:
    """Draw the weeks of a row of the turnover sheet into one cell, the last week darker, minus weeks in orange."""
    if paper.page is None:
        return
    known = [value for value in series if value is not None]
    options: dict[str, Any] = {
        "range": [cells],
        "type": "column",
        "series_color": PALE,
        "last_point": True,
        "last_color": ACCENT,
        "negative_points": True,
        "negative_color": BAD.ink,
        "show_hidden": True,
    }
    if known and min(known) >= 0:
        options["min"] = 0  # columns that begin at zero compare honestly
        options["max"] = max(known) * 1.1 or 1
    paper.page.book.at = (paper.page.title, row, column)
    paper.page.check(paper.page.sheet.add_sparkline(row, column, options))


def turnover_band(paper: Paper, ranges: TurnoverRanges, person: str, series: tuple[float | None, ...]) -> None:
    """Write one tall row: the weeks as a sparkline and, in words, the last, the mean and the best week."""
    row = paper.advance(BAND_POINTS)
    paper.write(row, Place(0, 0, is_wrapped=True, is_bold=True), f"Оборот за {len(series)} недель")
    paper.write(row, Place(1, LAST - 1, is_wrapped=True), series_words(series))
    if person in ranges.rows:  # into one cell: LibreOffice draws nothing over a merged one
        sparkline(paper, row, LAST, ranges.of(person), series)
    paper.gap()


def series_words(series: tuple[float | None, ...]) -> str:
    """Return the weeks in words: the last one, the mean and the best; without sales it says so."""
    known = [value for value in series if value is not None]
    if not any(known):
        return "Продаж за эти недели нет."
    return f"Последняя {rub(known[-1])}, в среднем {rub(sum(known) / len(known))}, лучшая {rub(max(known))}."


def turnover_chart(paper: Paper, ranges: TurnoverRanges, content: WeeklyContent, turnover: Turnover) -> None:
    """Draw the department's weeks as columns in one tall row; the week that is not over is drawn lighter."""
    height = CHART_POINTS if len(turnover.by_manager) < MANAGERS_OF_SMALL_CHART else SMALL_CHART_POINTS
    row = paper.advance(height)
    paper.gap()
    if paper.page is None:
        return
    chart = paper.page.book.workbook.add_chart({"type": "column"})
    is_open = content.today < turnover.mondays[-1] + dt.timedelta(days=DAYS_IN_WEEK)
    last = {"fill": {"color": PALE if is_open else ACCENT}}
    font = {"name": FONT, "size": 9, "color": INK}
    chart.add_series(
        {
            "name": "Оборот отдела",
            "categories": f"={ranges.headings()}",
            "values": f"={ranges.of(DEPARTMENT)}",
            "fill": {"color": ACCENT},
            "points": [*([None] * (ranges.count_weeks - 1)), last],
            "gap": 45,
            "data_labels": {"value": True, "num_format": "#,##0,", "font": {"name": FONT, "size": 8, "color": INK}},
        }
    )
    chart.set_title(
        {
            "name": "Оборот отдела по неделям, тыс. ₽" + (" (последняя не закончена)" if is_open else ""),
            "name_font": {"name": FONT, "size": FONT_SIZE, "bold": True, "color": MUTED},
            "overlay": False,
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_format": "dd.mm", "num_font": font, "text_axis": True, "line": {"color": LINE}})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    width = sum(int(one * 7 + 5) for one in GRID)
    chart.set_size({"width": width - 4, "height": int(height / 0.75) - 2})
    description = "Столбцы оборота отдела по неделям; числа на листе «Оборот по неделям»."
    paper.page.check(
        paper.page.sheet.insert_chart(row, 0, chart, {"object_position": 1, "x_offset": 2, "description": description})
    )
