"""What the charts of «Начало» draw, as small tables on a hidden sheet: every series is one contiguous range.

The ranges are as long as a series ever gets, so that a button can fill them anew under the same charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.blocks import CURVE_POINTS, MOST_POINTS, Block
from clientbase_xl.schemas.clients import LETTERS
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.cells import Cell, Grid, plain
from clientbase_xl.writing.names import range_reference

DATA_SHEET = "_данные"


@dataclass(frozen=True, slots=True)
class Points:
    """One series: its name, its horizontal and its vertical values."""

    name: str
    across: Sequence[float]
    up: Sequence[float]


@dataclass(frozen=True, slots=True)
class Profits:
    """Profit of clients against their potential: a series per category, the cut-offs, how many clients are shown.

    A series and a cut-off that there is nothing to draw of keep their place and are empty.
    """

    series: tuple[Points, ...]
    guides: tuple[Points, ...]
    least_rub: float
    most_rub: float
    count_shown: int
    count_all: int
    is_turnover: bool


def data_grid(columns: Sequence[tuple[str, Sequence[Cell]]], block: Block) -> Grid:
    """Return columns under their headings as the rows of a block, empty below their ends."""
    rest = block.count_rows - 1
    whole = [[heading, *map(plain, values), *[None] * (rest - len(values))] for heading, values in columns]
    whole += [[None] * block.count_rows] * (block.count_columns - len(whole))
    return [list(row) for row in zip(*whole, strict=True)]


def write_data(page: Page, col: int, grid: Grid, block: Block) -> list[str]:
    """Write a block from its column on and name it; return the absolute reference of each column's values."""
    form = page.styles.format()
    for row, cells in enumerate(grid):
        for number, cell in enumerate(cells):
            if cell is not None:  # a blank would be drawn as nought by some programs
                page.put(row, col + number, cell, form)
    page.name_block(block, 0, col)
    last = block.count_rows - 1
    return [range_reference(page.title, 1, col + number, last, col + number) for number in range(block.count_columns)]


def profit_points(clients: pd.DataFrame, cuts: LevelCuts) -> Profits:
    """Return profitability (turnover where no cost is known) against known potential, a series per category.

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
        series.append(Points(letter, points["potential_rub"].tolist(), points[key].tolist()))
    potential = drawn["potential_rub"].astype(float)
    is_empty = drawn.empty
    least, most = (1.0, 10.0) if is_empty else (_power_below(potential.min()), _round_above(potential.max()))
    return Profits(
        tuple(series),
        _guides(potential, drawn[key].astype(float), cuts),
        least,
        most,
        sum(len(one.up) for one in series),
        len(clients),
        not is_profit_known,
    )


def profit_columns(profits: Profits) -> list[tuple[str, Sequence[Cell]]]:
    """Return the columns of PROFIT_DATA: potential and profit (or turnover) of every category."""
    what = "оборот" if profits.is_turnover else "прибыльность"
    return [
        column
        for one in profits.series
        for column in ((f"{one.name}: потенциал, ₽", one.across), (f"{one.name}: {what}, ₽", one.up))
    ]


def guide_columns(profits: Profits) -> list[tuple[str, Sequence[Cell]]]:
    """Return the columns of GUIDE_DATA: both ends of every cut-off."""
    return [
        column
        for one in profits.guides
        for column in ((f"{one.name}: по горизонтали", one.across), (f"{one.name}: по вертикали", one.up))
    ]


def _guides(potential_rub: pd.Series[float], profit_rub: pd.Series[float], cuts: LevelCuts) -> tuple[Points, ...]:
    """Return the cut-offs of the levels as lines across the drawn points; those out of reach are empty."""
    if potential_rub.empty:
        right, top, left, bottom = 0.0, 0.0, 0.0, 0.0
    else:
        right, top = float(potential_rub.max()), float(profit_rub.max())
        left, bottom = _power_below(float(potential_rub.min())), min(0.0, float(profit_rub.min()))
    guides = []
    for cut in cuts.potential:
        is_drawn = cut is not None and 0 < cut <= right
        guides.append(Points("Граница потенциала", *(([cut or 0.0] * 2, [bottom, top]) if is_drawn else ([], []))))
    for cut in cuts.profit:
        is_drawn = bool(cut) and cut is not None and cut <= top and right > 0
        guides.append(Points("Граница прибыли", *(([left, right], [cut or 0.0] * 2) if is_drawn else ([], []))))
    return tuple(guides)


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


def pareto_columns(clients: pd.DataFrame) -> list[tuple[str, Sequence[Cell]]]:
    """Return the columns of PARETO_DATA."""
    across, up = pareto_shares(clients["turnover_12m_rub"])
    return [("Доля клиентов", across), ("Доля оборота", up)]


def category_columns(clients: pd.DataFrame) -> list[tuple[str, Sequence[Cell]]]:
    """Return the columns of CATEGORY_DATA: each category's share of clients and of turnover.

    Clients without a category do not count.
    """
    known = clients[clients["category"].isin(LETTERS)]
    grouped = known.groupby("category")["turnover_12m_rub"].agg(["size", "sum"]).reindex(list(LETTERS), fill_value=0)
    counts = grouped["size"] / max(int(grouped["size"].sum()), 1)
    total = float(grouped["sum"].sum())
    sums = grouped["sum"] / total if total > 0 else grouped["sum"] * 0
    return [
        ("Категория", list(LETTERS)),
        ("Доля клиентов", counts.astype(float).tolist()),
        ("Доля оборота", sums.astype(float).tolist()),
    ]


def share_of_top(turnover_rub: pd.Series[float], top: float = 0.2) -> float | None:
    """Return the share of turnover of the largest `top` of clients (rounded up to a client); None without turnover."""
    values = np.sort(turnover_rub.dropna().to_numpy(dtype=float))[::-1]
    values = values[values > 0]
    if not len(values):
        return None
    count = int(np.ceil(len(values) * top - 1e-9))
    return float(values[:count].sum() / values.sum())
