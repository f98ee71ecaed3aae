"""Target volume of clients that cut purchases, by hand (METHOD section 11)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.target_volume import target_volume


def target(
    reason: float,
    baseline: float = np.nan,
    units: float = np.nan,
    price: float = np.nan,
    prepaid: float = np.nan,
    limit: float = np.nan,
) -> float | None:
    """Return the volume of one client; None where there is no number."""
    values = (np.array([value]) for value in (reason, baseline, units, price, prepaid, limit))
    [found] = target_volume(*values).tolist()
    return None if np.isnan(found) else found


def test_who_only_expects_a_fall_keeps_the_volume_of_before() -> None:
    assert target(1, baseline=120_000.0, units=10, price=5.0, prepaid=1.0, limit=1.0) == 120_000.0


def test_whose_retail_fell_buys_what_he_sells() -> None:
    assert target(2, baseline=120_000.0, units=400.0, price=150.0) == 60_000.0
    assert target(2, units=0.0, price=150.0) == 0.0


def test_the_insolvent_buy_for_what_is_prepaid_and_the_free_limit() -> None:
    assert target(3, baseline=120_000.0, prepaid=10_000.0, limit=25_000.0) == 35_000.0
    assert target(3, prepaid=10_000.0) == 10_000.0
    assert target(3, limit=25_000.0) == 25_000.0
    assert target(3, prepaid=10_000.0, limit=-4_000.0) == 10_000.0


@pytest.mark.parametrize("reason", [1, 2, 3])
def test_a_reason_without_its_numbers_gives_none_and_never_zero(reason: float) -> None:
    assert target(reason) is None
    assert target(2, units=400.0) is None


def test_another_reason_gives_no_number() -> None:
    whole = {"baseline": 1.0, "units": 1.0, "price": 1.0, "prepaid": 1.0, "limit": 1.0}
    assert target(4, **whole) is None
    assert target(2.5, **whole) is None
    assert target(np.nan, **whole) is None
