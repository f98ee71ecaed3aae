"""How coverage of the interval of 80 % is counted, on ratios whose share is known."""

from __future__ import annotations

import pandas as pd

from benchmarks.potential_interval import coverage
from clientbase_xl.settings import ProfileSettings


def clients(ratios: list[float], turnover: float = 100.0) -> pd.DataFrame:
    """Return answered clients of one channel with these ratios, and one who was not asked."""
    potentials = [*(turnover * ratio for ratio in ratios), None]
    frame = pd.DataFrame({"channel": "опт", "turnover_12m_rub": turnover, "potential_rub": potentials})
    return frame.astype({"potential_rub": float})


def test_evenly_spread_ratios_are_covered_in_four_cases_of_five() -> None:
    share, count = coverage(clients([1 + number / 100 for number in range(500)]), ProfileSettings())
    assert count == 500
    assert abs(share - 0.8) < 0.02


def test_too_few_answers_give_no_interval_and_count_as_missed() -> None:
    assert coverage(clients([2.0] * 9), ProfileSettings()) == (0.0, 9)
    assert coverage(clients([2.0] * 30), ProfileSettings()) == (1.0, 30)


def test_clients_without_turnover_hide_nothing() -> None:
    assert coverage(clients([2.0] * 30, turnover=0.0), ProfileSettings()) == (0.0, 0)
