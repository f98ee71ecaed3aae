"""Share of selling time by hand (METHOD section 16)."""

from __future__ import annotations

import numpy as np

from clientbase_xl.rules.selling_share import selling_share


def test_selling_minutes_are_divided_by_all_minutes() -> None:
    assert selling_share(np.array([120.0, 60.0, 60.0]), np.array([1.0, 0.0, 1.0])) == 0.75
    assert selling_share(np.array([90.0]), np.array([0.0])) == 0.0


def test_an_unsorted_activity_and_an_unnoted_time_count_on_neither_side() -> None:
    assert selling_share(np.array([60.0, 60.0, 500.0]), np.array([1.0, 0.0, np.nan])) == 0.5
    assert selling_share(np.array([60.0, 60.0, np.nan]), np.array([1.0, 0.0, 1.0])) == 0.5


def test_without_a_minute_there_is_no_share() -> None:
    assert np.isnan(selling_share(np.array([0.0]), np.array([1.0])))
    assert np.isnan(selling_share(np.array([np.nan]), np.array([np.nan])))
