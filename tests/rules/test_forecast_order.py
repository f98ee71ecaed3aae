"""Guarantee ≤ expectation ≤ maximum; equal numbers are in order, empty cells contradict nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.forecast_order import forecast_order
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, WEEK_FORECAST

NAN = float("nan")


def row(commit: float, expected: float, best: float, key: str = "month_on") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "manager": ["Иванова"],
            key: [pd.Timestamp("2026-11-02")],
            "commit_rub": [commit],
            "expected_rub": [expected],
            "best_rub": [best],
        }
    )


@pytest.mark.parametrize(
    ("commit", "expected", "best", "column"),
    [
        (1, 2, 3, None),
        (2, 2, 2, None),
        (0, 0, 0, None),
        (2.01, 2, 3, "Гарантия"),
        (1, 3.01, 3, "Ожидание"),
        (4, NAN, 3, "Гарантия"),
        (NAN, 4, 3, "Ожидание"),
        (4, 3, NAN, "Гарантия"),
        (4, NAN, NAN, None),
        (NAN, NAN, NAN, None),
        (9, 2, 1, "Гарантия"),  # one problem a row
    ],
)
def test_a_lower_forecast_does_not_exceed_a_higher_one(
    commit: float, expected: float, best: float, column: str | None
) -> None:
    problems = forecast_order(row(commit, expected, best), PLAN_FORECAST)
    assert [one.column for one in problems] == ([column] if column else [])
    assert all(one.sheet == "План и прогноз" and one.remedy and one.value for one in problems)


def test_a_week_is_named_with_its_manager_and_monday() -> None:
    (problem,) = forecast_order(row(200, 100, 300, "week_start_on"), WEEK_FORECAST)
    text = problem.message.replace("\u00a0", " ")
    assert text == "Иванова, 02.11.2026: гарантия больше, чем ожидание (100 ₽)"
    assert getattr(problem, "record", None) == ("Иванова", "2026-11-02")
