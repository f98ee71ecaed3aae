"""Directions at the threshold of 10 %, by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from clientbase_xl.rules.task_direction import change, direction, directions

NAN = math.nan


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (110, 100, "растёт"),
        (109.99, 100, "без изменений"),
        (90, 100, "падает"),
        (0.9, 1, "падает"),  # 0.9 − 1 misses −0.1 by a hair
        (90.01, 100, "без изменений"),
        (0, 100, "падает"),
        (5, 0, "растёт"),
        (0, 0, "без изменений"),
        (-3, -5, "без изменений"),
        (NAN, 100, "нет данных"),
        (100, NAN, "нет данных"),
    ],
)
def test_a_change_counts_from_the_threshold_on(now: float, before: float, expected: str) -> None:
    assert direction(now, before, 0.10) == expected
    assert directions(pd.Series([now]), pd.Series([before]), 0.10).tolist() == [expected]


def test_the_change_is_now_to_before_and_after_nothing_unknown() -> None:
    assert change(150, 100) == 0.5
    assert math.isnan(change(1, 0))
    assert directions(pd.Series(dtype=float), pd.Series(dtype=float), 0.1).empty
