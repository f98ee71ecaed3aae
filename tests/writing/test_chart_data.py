"""What the charts draw, on hand-worked numbers."""

import pandas as pd
import pytest

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.blocks import GUIDE_DATA, PROFIT_DATA
from clientbase_xl.writing.chart_data import (
    data_grid,
    guide_columns,
    pareto_shares,
    profit_columns,
    profit_points,
    share_of_top,
)

CUTS = LevelCuts(50.0, 20.0, 10.0, 300.0, 200.0, True)


def clients(*rows: tuple[str | None, float | None, float | None, float]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["category", "potential_rub", "profitability_12m_rub", "turnover_12m_rub"])


def test_the_curve_starts_at_zero_and_ends_at_everything() -> None:
    across, up = pareto_shares(pd.Series([50.0, 30.0, 20.0, -5.0, 0.0, None]))
    assert across == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert up == pytest.approx([0, 0.5, 0.8, 1.0])


def test_a_large_base_is_drawn_with_a_hundred_points() -> None:
    across, up = pareto_shares(pd.Series(range(1, 5001), dtype=float))
    assert len(across) == len(up) == 101
    assert up == sorted(up)


@pytest.mark.parametrize("turnover", [[], [0.0, -1.0, None]])
def test_without_turnover_there_is_no_curve(turnover: list[float]) -> None:
    assert pareto_shares(pd.Series(turnover, dtype=float)) == ([], [])
    assert share_of_top(pd.Series(turnover, dtype=float)) is None


def test_the_share_of_the_largest_fifth_counts_whole_clients() -> None:
    assert share_of_top(pd.Series([60.0, 10.0, 10.0, 10.0, 10.0])) == pytest.approx(0.6)
    assert share_of_top(pd.Series([40.0, 20.0, 10.0, 10.0, 10.0, 10.0])) == pytest.approx(0.6)


def test_each_category_is_a_series_and_clients_without_potential_are_counted_not_drawn() -> None:
    table = clients(("A", 400.0, 60.0, 1.0), ("B", None, 30.0, 2.0), ("B", 90.0, None, 3.0), (None, 90.0, 1.0, 4.0))
    found = profit_points(table, CUTS)
    assert [(series.name, len(series.up)) for series in found.series] == [(letter, letter == "A") for letter in "ABCDE"]
    assert (found.count_shown, found.count_all) == (1, 4)


def test_cut_offs_within_the_picture_are_lines_and_those_beyond_keep_their_place_empty() -> None:
    found = profit_points(clients(("C", 250.0, 15.0, 1.0), ("D", 40.0, -5.0, 1.0)), CUTS)
    drawn = [(guide.name, *guide.across, *guide.up) for guide in found.guides if guide.up]
    assert drawn == [("Граница потенциала", 200, 200, -5, 15), ("Граница прибыли", 10, 250, 10, 10)]
    assert len(found.guides) == 5
    assert (found.least_rub, found.most_rub) == (10, 500)


def test_without_known_cost_turnover_is_drawn() -> None:
    cuts = LevelCuts(50.0, 20.0, 10.0, None, None, False)
    found = profit_points(clients(("A", 400.0, None, 77.0)), cuts)
    assert found.is_turnover
    assert found.series[0].up == [77]


@pytest.mark.parametrize("count", [0, 1, 1_500, 1_501])
def test_the_data_of_a_chart_fill_as_many_cells_on_every_day(count: int) -> None:
    found = profit_points(clients(*(("B", 10.0 + number, 5.0, 1.0) for number in range(count))), CUTS)
    grid = data_grid(profit_columns(found), PROFIT_DATA)
    assert (len(grid), {len(row) for row in grid}) == (1_501, {10})
    assert grid[0][2:4] == ["B: потенциал, ₽", "B: прибыльность, ₽"]
    assert sum(row[3] is not None for row in grid[1:]) == min(count, 1_500)
    assert len(data_grid(guide_columns(found), GUIDE_DATA)) == 3
