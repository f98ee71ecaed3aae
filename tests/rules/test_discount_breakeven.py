"""Break-even of discounts: the published table and its edge (METHOD section 14)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.discount_breakeven import discount_breakeven, margin_of_markup


def growth(margin: float, discount: float) -> float | str:
    """Return the growth of one discount."""
    [found] = discount_breakeven(np.array([margin]), np.array([discount]))
    return found


@pytest.mark.parametrize(
    ("discount", "margin", "per_cent"),
    [
        (0.05, 0.20, 33),
        (0.05, 0.30, 20),
        (0.05, 0.40, 14),
        (0.10, 0.15, 200),
        (0.10, 0.20, 100),
        (0.10, 0.30, 50),
        (0.10, 0.40, 33),
        (0.20, 0.25, 400),
        (0.20, 0.30, 200),
        (0.20, 0.50, 67),
    ],
)
def test_the_published_table_comes_out(discount: float, margin: float, per_cent: int) -> None:
    found = growth(margin, discount)
    assert isinstance(found, float)
    assert round(found * 100) == per_cent


@pytest.mark.parametrize(
    ("margin", "discount"), [(0.1, 0.1), (0.1, 0.2), (0.0, 0.05), (-0.1, 0.05), (0.0, 0.0), (0.1 + 0.2, 0.3)]
)
def test_a_margin_not_above_the_discount_never_pays(margin: float, discount: float) -> None:
    assert growth(margin, discount) == "никогда"


def test_no_discount_needs_no_growth() -> None:
    assert growth(0.3, 0.0) == 0.0


def test_what_is_unknown_has_no_answer() -> None:
    assert np.isnan(float(growth(np.nan, 0.1)))
    assert np.isnan(float(growth(0.3, np.nan)))


def test_a_markup_is_turned_into_a_margin() -> None:
    assert margin_of_markup(np.array([0.25, 1.0, 0.0])).tolist() == [0.2, 0.5, 0.0]
