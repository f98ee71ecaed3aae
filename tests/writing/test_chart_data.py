"""What the charts draw, on hand-worked numbers."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.writing.book import new_book
from clientbase_xl.writing.chart_data import DataSheet, Profits, pareto_shares, profit_points, share_of_top
from tests.support.opened import opened

CUTS = LevelCuts(50.0, 20.0, 10.0, 300.0, 200.0, True)


def points(path: Path, clients: pd.DataFrame, cuts: LevelCuts = CUTS) -> Profits:
    with new_book(path, title="Т", today=date(2026, 11, 20)) as book:
        return profit_points(DataSheet(book.page("_данные")), clients, cuts)


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


def test_each_category_is_a_series_and_clients_without_potential_are_counted_not_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    found = points(
        path,
        clients(("A", 400.0, 60.0, 1.0), ("B", None, 30.0, 2.0), ("B", 90.0, None, 3.0), (None, 90.0, 1.0, 4.0)),
    )
    assert [(series.name, series.count) for series in found.series] == [("A", 1)]
    assert (found.count_shown, found.count_all) == (1, 4)
    sheet = opened(path)["_данные"]
    assert [sheet["A2"].value, sheet["B2"].value] == [400, 60]


def test_cut_offs_within_the_picture_are_lines_and_those_beyond_are_not(tmp_path: Path) -> None:
    found = points(tmp_path / "a.xlsx", clients(("C", 250.0, 15.0, 1.0), ("D", 40.0, -5.0, 1.0)))
    assert [guide.name for guide in found.guides] == ["Граница потенциала", "Граница прибыли"]
    assert (found.least_rub, found.most_rub) == (10, 500)


def test_without_known_cost_turnover_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    cuts = LevelCuts(50.0, 20.0, 10.0, None, None, False)
    assert points(path, clients(("A", 400.0, None, 77.0)), cuts).is_turnover
    assert opened(path)["_данные"]["B2"].value == 77
