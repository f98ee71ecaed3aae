"""The three charts of «Начало»: readable in grey, because every series has its own marker and its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart

from clientbase_xl.writing.book import Page
from clientbase_xl.writing.chart_data import Profits
from clientbase_xl.writing.styles import ACCENT, CATEGORY_TONES, FONT, INK, LINE, MUTED

_MARKERS = {"A": "diamond", "B": "square", "C": "triangle", "D": "circle", "E": "x"}
_FONT = {"name": FONT, "size": 9, "color": INK, "bold": False}
_GRID = {"visible": True, "line": {"color": LINE, "width": 0.5}}


def profit_chart(page: Page, profits: Profits, points: Sequence[str], ends: Sequence[str]) -> Chart:
    """Return the scatter of profit against potential: a series per category, cut-offs of levels as dashed lines.

    `points` and `ends` are the references of the columns that `profit_columns` and `guide_columns` gave.
    """
    chart = page.book.workbook.add_chart({"type": "scatter"})
    for series, across, up in zip(profits.series, points[::2], points[1::2], strict=True):
        tone = CATEGORY_TONES[series.name]
        chart.add_series(
            {
                "name": f"Категория {series.name}",
                "categories": across,
                "values": up,
                "marker": {
                    "type": _MARKERS[series.name],
                    "size": 7,
                    "fill": {"color": tone.fill},
                    "border": {"color": "#3B4650" if series.name != "E" else tone.fill, "width": 0.75},
                },
            }
        )
    for guide, across, up in zip(profits.guides, ends[::2], ends[1::2], strict=True):
        chart.add_series(
            {
                "name": guide.name,
                "categories": across,
                "values": up,
                "marker": {"type": "none"},
                "line": {"color": "#8A949C", "width": 0.75, "dash_type": "dash"},
            }
        )
    what = "Оборот" if profits.is_turnover else "Прибыльность"
    dress(chart, f"{what} и потенциал клиентов")
    # Potentials differ a thousandfold: on an even scale all but a few clients would lie in one corner.
    scale = {"min": profits.least_rub, "max": profits.most_rub, "crossing": profits.least_rub}
    spread = {"log_base": 10, "major_unit": 10, "label_position": "low", **scale}
    chart.set_x_axis(plain_axis("Потенциал, тыс. ₽ в год (каждое деление — в 10 раз больше)", "#,##0,") | spread)
    chart.set_y_axis(plain_axis(f"{what} за 12 мес., тыс. ₽", "#,##0,") | {"label_position": "low"})
    hidden = list(range(len(profits.series), len(profits.series) + len(profits.guides)))
    chart.set_legend({"position": "bottom", "font": _FONT, "delete_series": hidden})
    return chart


def pareto_chart(page: Page, across: str, up: str) -> Chart:
    """Return the curve of accumulated turnover over accumulated clients, largest first."""
    chart = page.book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    chart.add_series(
        {"name": "Доля оборота", "categories": across, "values": up, "line": {"color": ACCENT, "width": 2.25}}
    )
    dress(chart, "Парето: доля клиентов и доля оборота")
    whole = {"min": 0, "max": 1, "major_unit": 0.2}
    chart.set_x_axis(plain_axis("Доля клиентов, крупные сначала", "0%") | whole)
    chart.set_y_axis(plain_axis("Накопленная доля оборота", "0%") | whole)
    chart.set_legend({"none": True})
    return chart


def category_chart(page: Page, letters: str, clients: str, turnover: str) -> Chart:
    """Return bars of each category's share of clients beside its share of turnover."""
    chart = page.book.workbook.add_chart({"type": "column"})
    for name, values, colour in (
        ("Доля клиентов", clients, "#C7D3DC"),
        ("Доля оборота", turnover, ACCENT),
    ):
        chart.add_series(
            {
                "name": name,
                "categories": letters,
                "values": values,
                "fill": {"color": colour},
                "border": {"color": "#3B4650", "width": 0.5},
                "gap": 60,
                "overlap": -5,
                "data_labels": {"value": True, "num_format": "0%", "font": _FONT},
            }
        )
    dress(chart, "Категории: клиенты и оборот")
    chart.set_x_axis({"num_font": _FONT | {"bold": True, "size": 10}, "line": {"color": MUTED}})
    chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "bottom", "font": _FONT})
    return chart


def dress(chart: Chart, title: str) -> None:
    """Give a chart its title and a plain frame; hidden data is drawn, because it stands on a hidden sheet."""
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "color": ACCENT, "bold": True}})
    chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
    chart.show_hidden_data()


def plain_axis(title: str, code: str) -> dict[str, Any]:
    """Return an axis with a title, a number format and light lines."""
    return {
        "name": title,
        "name_font": _FONT,
        "num_font": _FONT,
        "num_format": code,
        "major_gridlines": _GRID,
        "line": {"color": MUTED},
    }
