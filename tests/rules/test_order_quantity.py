"""Order of a client by hand (METHOD section 12)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.order_quantity import order_quantity

# Without spread: 10 a day × (3 + 7) days = 100 units.
BASE = {
    "demand_per_day": 10.0,
    "lead_days": 3.0,
    "demand_sigma": 0.0,
    "review_days": 7.0,
    "service_level": 0.95,
    "lead_sigma_days": 0.0,
    "stock_units": 0.0,
    "in_transit_units": 0.0,
    "pack_units": 1.0,
}


def order(**changed: float) -> float:
    """Return the order of one article."""
    values = {key: np.array([value], dtype=float) for key, value in (BASE | changed).items()}
    [found] = order_quantity(**values).tolist()
    return float(found)


def test_stock_and_goods_in_transit_are_subtracted() -> None:
    assert order() == 100.0
    assert order(stock_units=30.0, in_transit_units=20.0) == 50.0
    assert order(stock_units=np.nan, in_transit_units=np.nan) == 100.0


def test_an_overstocked_client_orders_nothing() -> None:
    assert order(stock_units=100.0) == 0.0
    assert order(stock_units=101.0) == 0.0


@pytest.mark.parametrize(("pack", "units"), [(1.0, 100.0), (25.0, 100.0), (24.0, 120.0), (100.0, 100.0), (0.1, 100.0)])
def test_the_order_is_whole_packs_and_never_one_too_many(pack: float, units: float) -> None:
    assert order(pack_units=pack) == pytest.approx(units)


def test_a_hair_of_binary_fractions_orders_no_pack_more() -> None:
    # 0.1 × 3 is 0.30000000000000004
    assert order(demand_per_day=0.1, review_days=0.0, pack_units=0.1) == pytest.approx(0.3)


def test_the_safety_stock_is_added_before_rounding_up() -> None:
    # 1.644854 × √(10 × 4) = 10.40 → 110.40 → 111
    assert order(demand_sigma=2.0) == 111.0


def test_too_few_weeks_leave_the_safety_stock_out() -> None:
    assert order(demand_sigma=np.nan) == 100.0
    assert order(demand_sigma=np.nan, lead_sigma_days=2.0) == 100.0


@pytest.mark.parametrize("key", ["demand_per_day", "lead_days", "pack_units"])
def test_a_missing_number_gives_no_order(key: str) -> None:
    assert np.isnan(order(**{key: np.nan}))


def test_nothing_sold_is_nothing_ordered() -> None:
    assert order(demand_per_day=0.0) == 0.0
