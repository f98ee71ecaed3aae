"""Run rate by working days: hand-worked months, first days, the turn of the year, leap February."""

from __future__ import annotations

import math
from datetime import date

import pytest

from clientbase_xl.rules.run_rate import Pace, pace, run_rate
from clientbase_xl.rules.working_days import WorkingCalendar, read_calendar
from tests.support.lists import default_lists


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return read_calendar(default_lists())[0]


def test_nine_of_21_working_days(calendar: WorkingCalendar) -> None:
    # April 2024 has 21 working days; before Friday 12.04 nine have passed: 900 000 ÷ 9 × 21.
    days = pace(date(2024, 4, 1), date(2024, 4, 30), date(2024, 4, 12), calendar)
    assert days == Pace(9, 21)
    assert run_rate(900_000.0, days) == 2_100_000.0


@pytest.mark.parametrize(
    ("first", "last", "today", "expected"),
    [
        ("2026-11-01", "2026-11-30", "2026-11-01", Pace(0, 20)),  # the first day
        ("2026-11-01", "2026-11-30", "2026-11-02", Pace(0, 20)),  # only a Sunday has passed
        ("2026-11-01", "2026-11-30", "2026-11-03", Pace(1, 20)),
        ("2026-11-01", "2026-11-30", "2026-11-20", Pace(13, 20)),
        ("2026-11-01", "2026-11-30", "2026-11-30", Pace(19, 20)),
        ("2026-11-01", "2026-11-30", "2026-12-01", Pace(20, 20)),  # over
        ("2026-11-01", "2026-11-30", "2027-03-01", Pace(20, 20)),
        ("2026-11-01", "2026-11-30", "2026-10-31", Pace(0, 20)),  # not begun
        ("2026-01-01", "2026-01-31", "2026-01-12", Pace(0, 15)),  # the holidays
        ("2026-01-01", "2026-01-31", "2026-01-13", Pace(1, 15)),
        ("2025-12-29", "2026-01-04", "2026-01-01", Pace(2, 2)),  # a week over the turn of the year
        ("2024-02-01", "2024-02-29", "2024-03-01", Pace(20, 20)),
    ],
)
def test_today_has_not_passed(first: str, last: str, today: str, expected: Pace, calendar: WorkingCalendar) -> None:
    assert pace(*map(date.fromisoformat, (first, last, today)), calendar) == expected


def test_without_a_day_passed_or_a_fact_there_is_no_run_rate() -> None:
    assert math.isnan(run_rate(500.0, Pace(0, 20)))
    assert math.isnan(run_rate(float("nan"), Pace(5, 20)))


def test_no_sales_and_returns_are_facts_and_kopecks_stay() -> None:
    assert run_rate(0.0, Pace(5, 20)) == 0.0
    assert run_rate(-10.0, Pace(5, 20)) == -40.0
    assert run_rate(100.0, Pace(3, 20)) == 666.67
