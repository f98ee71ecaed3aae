"""Safety stock: published examples and boundaries (METHOD section 12)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.safety_stock import quantiles, safety_stock


def stock(d: float, lead: float, sigma: float, service: float, review: float = 0.0, lead_sigma: float = 0.0) -> float:
    """Return the safety stock of one article."""
    values = (np.array([value], dtype=float) for value in (d, lead, sigma, review, service, lead_sigma))
    [found] = safety_stock(*values).tolist()
    return float(found)


@pytest.mark.parametrize(
    ("service", "z"), [(0.95, 1.644854), (0.90, 1.281552), (0.99, 2.326348), (0.5, 0.0), (0.975, 1.959964)]
)
def test_z_is_the_exact_normal_quantile(service: float, z: float) -> None:
    assert quantiles(np.array([service])).tolist() == [pytest.approx(z, abs=5e-7)]


def test_published_examples_come_out() -> None:
    # d = 30, σ = 5, L = 10, z = 1.65: 26.1; with the exact z of 95 % it is 26.007.
    level = 0.9505285
    assert stock(30, 10, 5, level) == pytest.approx(26.1, abs=0.05)
    assert 30 * 10 + stock(30, 10, 5, level) == pytest.approx(326.1, abs=0.05)
    assert stock(2.5, 25, 1.2, 0.90) == pytest.approx(7.69, abs=0.005)
    assert 2.5 * 25 + stock(2.5, 25, 1.2, 0.90) == pytest.approx(70.2, abs=0.05)
    assert 16.4 <= stock(5, 3, 0, 0.95, lead_sigma=2) <= 16.5


def test_the_days_between_reviews_widen_the_stock() -> None:
    # √(10 + 7) instead of √10
    assert stock(30, 10, 5, 0.95, review=7) == pytest.approx(1.6448536 * 5 * 17**0.5, abs=1e-5)
    assert stock(30, 10, 5, 0.95, review=7, lead_sigma=1) == pytest.approx(1.6448536 * (17 * 25 + 900) ** 0.5, abs=1e-4)


def test_without_spread_and_at_half_service_nothing_is_kept() -> None:
    assert stock(30, 10, 0, 0.95) == 0.0
    assert stock(30, 10, 5, 0.5) == 0.0
    assert stock(30, 10, 5, 0.4) == 0.0


@pytest.mark.parametrize("service", [0.0, 1.0, 1.5, np.nan])
def test_a_service_level_that_nothing_reaches_gives_no_stock(service: float) -> None:
    assert np.isnan(stock(30, 10, 5, service))


def test_a_missing_spread_gives_no_stock() -> None:
    assert np.isnan(stock(30, 10, np.nan, 0.95))
