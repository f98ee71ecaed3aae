"""What the charts of «Начало» draw, as small tables on a hidden sheet: every series is one contiguous range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.names import range_reference

DATA_SHEET = "_данные"
MOST_POINTS = 1_500
"""Points of one series: the clients with the largest turnover; more would be a blot and slow to draw."""
CURVE_POINTS = 100


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its name, and the references of its horizontal and vertical values."""

    name: str
    across: str
    up: str
    count: int


@dataclass(frozen=True, slots=True)
class Profits:
    """Profit of clients against their potential: series by category, and how many clients are not shown."""

    series: tuple[Series, ...]
    guides: tuple[Series, ...]
    least_rub: float
    most_rub: float
    count_shown: int
    count_all: int
    is_turnover: bool


class DataSheet:
    """The hidden sheet of chart data: hands out references to what it has written."""

    def __init__(self, page: Page, first_col: int = 0) -> None:
        self._page = page
        self._col = first_col

    def write(self, heading: str, values: list[float] | list[str]) -> str:
        """Write one column under its heading and return the absolute reference of its values."""
        form = self._page.styles.format()
        self._page.put(0, self._col, heading, form)
        for row, value in enumerate(values, 1):
            self._page.put(row, self._col, plain(value), form)
        reference = range_reference(self._page.title, 1, self._col, max(len(values), 1), self._col)
        self._col += 1
        return reference


def profit_points(data: DataSheet, clients: pd.DataFrame, cuts: LevelCuts) -> Profits:
    """Write profitability (turnover where no cost is known) against known potential, a series per category.

    In: CLIENTS table. Clients without potential, without a category or without the number are counted, not drawn.
    """
    is_profit_known = cuts.is_profit_known
    key = "profitability_12m_rub" if is_profit_known else "turnover_12m_rub"
    drawn = clients.loc[
        (clients["potential_rub"] > 0) & clients[key].notna() & clients["category"].isin(LETTERS),
        list(dict.fromkeys(("category", "potential_rub", key, "turnover_12m_rub"))),
    ].sort_values("turnover_12m_rub", ascending=False, kind="stable")
    series = []
    for letter in LETTERS:
        points = drawn[drawn["category"] == letter].head(MOST_POINTS)
        if points.empty:
            continue
        across = data.write(f"{letter}: потенциал, ₽", points["potential_rub"].tolist())
        up = data.write(f"{letter}: {'прибыльность' if is_profit_known else 'оборот'}, ₽", points[key].tolist())
        series.append(Series(letter, across, up, len(points)))
    guides = _guides(data, drawn["potential_rub"], drawn[key], cuts) if series else ()
    potential = drawn["potential_rub"].astype(float)
    least, most = (_power_below(potential.min()), _round_above(potential.max())) if series else (1.0, 10.0)
    return Profits(
        tuple(series), guides, least, most, sum(one.count for one in series), len(clients), not is_profit_known
    )


def _guides(
    data: DataSheet, potential_rub: pd.Series[float], profit_rub: pd.Series[float], cuts: LevelCuts
) -> tuple[Series, ...]:
    """Write the cut-offs of the levels as lines across the drawn points; those out of reach are left out."""
    right, top = float(potential_rub.max()), float(profit_rub.max())
    left, bottom = _power_below(float(potential_rub.min())), min(0.0, float(profit_rub.min()))
    lines = [("Граница потенциала", [cut, cut], [bottom, top]) for cut in cuts.potential if cut and cut <= right]
    lines += [("Граница прибыли", [left, right], [cut, cut]) for cut in cuts.profit if cut and cut <= top]
    return tuple(
        Series(name, data.write(f"{name}: по горизонтали", across), data.write(f"{name}: по вертикали", up), 2)
        for name, across, up in lines
    )


def _power_below(value: float) -> float:
    """Return the largest power of ten that is not above a positive value: where a logarithmic axis begins."""
    return float(10 ** np.floor(np.log10(value)))


def _round_above(value: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below a positive value: where an axis ends."""
    power = _power_below(value)
    return next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= value)


def pareto_shares(turnover_rub: pd.Series[float]) -> tuple[list[float], list[float]]:
    """Return shares of clients and the shares of turnover that they give, largest clients first, both from 0 to 1.

    Clients without positive turnover do not count. At most about a hundred points; empty for no turnover.
    """
    values = np.sort(turnover_rub.dropna().to_numpy(dtype=float))[::-1]
    values = values[values > 0]
    if not len(values):
        return [], []
    total = values.sum()
    places = np.unique(np.linspace(1, len(values), min(len(values), CURVE_POINTS)).round().astype(int))
    up = np.cumsum(values)[places - 1] / total
    return [0.0, *(places / len(values)).tolist()], [0.0, *up.tolist()]


def share_of_top(turnover_rub: pd.Series[float], top: float = 0.2) -> float | None:
    """Return the share of turnover of the largest `top` of clients (rounded up to a client); None without turnover."""
    values = np.sort(turnover_rub.dropna().to_numpy(dtype=float))[::-1]
    values = values[values > 0]
    if not len(values):
        return None
    count = int(np.ceil(len(values) * top - 1e-9))
    return float(values[:count].sum() / values.sum())
