"""Demand a day and its spread from weeks, by hand (METHOD section 12)."""

from __future__ import annotations

from datetime import date, timedelta
from math import sqrt
from statistics import stdev

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.rules.weekly_demand import demand_of_weeks, shipment_demand

END = date(2026, 11, 16)
START = END - timedelta(weeks=26)


def demand(units: dict[date, float], first_on: date, start: date = START) -> dict[str, float]:
    """Return what one client and article need a day."""
    weekly = pd.DataFrame(
        {"client_code": "К", "sku": "А", "week_on": pd.to_datetime(list(units)), "units": list(units.values())}
    )
    first = pd.DataFrame({"client_code": ["К"], "sku": ["А"], "first_on": [pd.Timestamp(first_on)]})
    [row] = shipment_demand(weekly, first, start, END).to_dict("records")
    return {str(key): value for key, value in row.items()}


def week(back: int) -> date:
    """Return the Monday so many weeks before the current one."""
    return END - timedelta(weeks=back)


def test_weeks_without_shipments_count_as_nothing_sold() -> None:
    found = demand({week(1): 70.0, week(3): 112.0}, date(2025, 12, 1))
    assert found["count_weeks"] == 26
    assert found["demand_day"] == pytest.approx(182 / 26 / 7)
    assert found["sigma_day"] == pytest.approx(stdev([70.0, 112.0, *[0.0] * 24]) / sqrt(7))


@pytest.mark.parametrize(("weeks", "is_known"), [(7, False), (8, True)])
def test_eight_weeks_give_a_spread_and_seven_do_not(weeks: int, is_known: bool) -> None:
    found = demand({week(1): 7.0}, week(weeks) + timedelta(days=6))
    assert found["count_weeks"] == weeks, "the week of the first purchase counts, also of a Sunday"
    assert found["demand_day"] == pytest.approx(1 / weeks)
    assert np.isfinite(found["sigma_day"]) == is_known


def test_an_article_first_bought_in_the_current_week_has_no_demand_yet() -> None:
    found = demand({END: 50.0}, END + timedelta(days=2))
    assert found["count_weeks"] == 0
    assert np.isnan(found["demand_day"])
    assert np.isnan(found["sigma_day"])


def test_equal_weeks_have_no_spread_and_returns_above_sales_no_demand() -> None:
    steady = demand({week(back): 0.7 for back in range(1, 27)}, date(2025, 1, 1))
    assert steady["demand_day"] == pytest.approx(0.1)
    assert steady["sigma_day"] == 0
    assert demand({week(2): -30.0}, date(2025, 1, 1))["demand_day"] == 0


def test_no_pairs_give_an_empty_table() -> None:
    weekly = pd.DataFrame({"client_code": [], "sku": [], "week_on": pd.to_datetime([]), "units": []})
    first = pd.DataFrame({"client_code": [], "sku": [], "first_on": pd.to_datetime([])})
    assert shipment_demand(weekly, first, START, END).empty


@given(st.lists(st.integers(0, 500), min_size=8, max_size=40))
def test_the_spread_is_the_sample_deviation_of_the_weeks(units: list[int]) -> None:
    numbers = np.array([[float(sum(units))], [float(sum(u * u for u in units))], [float(len(units))]])
    mean, sigma = demand_of_weeks(*numbers)
    assert mean[0] == pytest.approx(sum(units) / len(units) / 7)
    assert sigma[0] == pytest.approx(stdev(units) / sqrt(7), abs=1e-4)
