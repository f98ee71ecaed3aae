"""Potential ÷ turnover of those who answered, by channel or by the whole base (METHOD section 4)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.potential_ratio import interval_80, potential_ratios
from clientbase_xl.settings import ProfileSettings


def ratios(*groups: tuple[str | None, list[float]], asked: str | None = "опт") -> pd.Series:  # type: ignore[type-arg]
    """Return the ratios of a client of a channel who was not asked, beside groups who answered these ratios."""
    rows = [(channel, 100.0, 100.0 * ratio) for channel, values in groups for ratio in values]
    table = pd.DataFrame([(asked, 100.0, None), *rows], columns=["channel", "turnover_12m_rub", "potential_rub"])
    return potential_ratios(table.astype({"potential_rub": float}), ProfileSettings()).iloc[0]


def test_ten_answers_of_the_channel_are_enough() -> None:
    found = ratios(("опт", [float(number) for number in range(1, 11)]), ("розница", [50.0] * 30))
    assert (found["ratio_median"], found["count_ratio"], found["is_of_channel"]) == (5.5, 10, True)
    # Linear between the 9th and the 10th of ten: 9 + 0.1; at the lower end 1 + 0.9.
    assert found["ratio_high"] == pytest.approx(9.1)
    assert found["ratio_low"] == pytest.approx(1.9)


def test_nine_answers_of_the_channel_leave_it_to_the_whole_base() -> None:
    found = ratios(("опт", [2.0] * 9), ("розница", [4.0] * 20))
    assert (found["ratio_median"], found["count_ratio"], found["is_of_channel"]) == (4.0, 29, False)


def test_nine_answers_of_the_whole_base_estimate_nobody() -> None:
    found = ratios(("опт", [2.0] * 5), ("розница", [4.0] * 4))
    assert found[["ratio_low", "ratio_median", "ratio_high"]].isna().all()
    assert found["count_ratio"] == 0


def test_a_client_without_a_channel_is_estimated_by_the_whole_base() -> None:
    found = ratios(("опт", [2.0] * 10), (None, [3.0] * 1), asked=None)
    assert (found["ratio_median"], found["count_ratio"], bool(found["is_of_channel"])) == (2.0, 11, False)


def test_answers_of_clients_without_turnover_lend_nothing() -> None:
    table = pd.DataFrame({"channel": ["опт"] * 10, "turnover_12m_rub": [100.0] * 9 + [0.0], "potential_rub": 200.0})
    assert potential_ratios(table, ProfileSettings())["ratio_median"].isna().all()


def test_the_interval_of_80_per_cent_is_never_below_own_turnover() -> None:
    table = pd.DataFrame({"ratio_low": [0.5, 1.2, 1.2], "ratio_high": [0.9, 3.0, 3.0]})
    ends = interval_80(pd.Series([100.0, 100.0, 0.0]), table)
    assert ends["low_rub"].iloc[:2].tolist() == [100.0, 120.0]
    assert ends["high_rub"].iloc[:2].tolist() == pytest.approx([100.0, 300.0])
    assert ends.iloc[2].isna().all()
