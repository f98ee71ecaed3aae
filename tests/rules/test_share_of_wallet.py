"""Share of wallet and what is no potential, by hand (METHOD section 4)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.share_of_wallet import known_potential, share_of_wallet


@pytest.mark.parametrize(
    ("turnover", "potential", "share"),
    [
        (300_000.0, 1_200_000.0, 0.25),
        (500_000.0, 500_000.0, 1.0),
        (0.0, 100_000.0, 0.0),
        (-1_000.0, 100_000.0, -0.01),
    ],
)
def test_the_share_is_turnover_over_potential(turnover: float, potential: float, share: float) -> None:
    assert share_of_wallet(np.array([turnover]), np.array([potential])).tolist() == [share]


@pytest.mark.parametrize(
    ("turnover", "potential"), [(np.nan, 100.0), (100.0, np.nan), (100.0, 0.0), (0.0, 0.0), (100.0, -5.0)]
)
def test_an_unknown_side_leaves_the_share_unknown_and_never_zero(turnover: float, potential: float) -> None:
    assert np.isnan(share_of_wallet(np.array([turnover]), np.array([potential]))).all()


@pytest.mark.parametrize(
    ("turnover", "potential", "is_known"),
    [
        (100.0, 100.0, True),
        (100.0, 99.99, False),
        (0.0, 0.01, True),
        (0.0, 0.0, False),
        (np.nan, 50.0, True),
        (-20.0, 0.0, False),
        (-20.0, 10.0, True),
    ],
)
def test_a_potential_below_the_turnover_or_of_zero_is_no_answer(
    turnover: float, potential: float, is_known: bool
) -> None:
    found = known_potential(np.array([turnover]), np.array([potential]))
    assert found.tolist() == [potential] if is_known else np.isnan(found).all()
