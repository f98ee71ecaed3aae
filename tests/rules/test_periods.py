"""Periods of the method (METHOD section 0)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules.periods import last_full_month_start, month_start, months_before, week_start


@pytest.mark.parametrize(
    ("today", "count", "start"),
    [
        (date(2026, 11, 30), 9, date(2026, 2, 28)),
        (date(2024, 11, 30), 9, date(2024, 2, 29)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
        (date(2026, 11, 21), 12, date(2025, 11, 21)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
    ],
)
def test_months_back_are_clamped_to_the_end_of_a_shorter_month(today: date, count: int, start: date) -> None:
    assert months_before(today, count) == start


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 1), date(2026, 10, 1)),
        (date(2026, 11, 30), date(2026, 10, 1)),
        (date(2026, 1, 15), date(2025, 12, 1)),
    ],
)
def test_the_current_month_never_counts_as_full(today: date, start: date) -> None:
    assert last_full_month_start(today) == start
    assert month_start(today).day == 1


def test_an_iso_week_begins_on_monday() -> None:
    assert week_start(date(2026, 11, 22)) == date(2026, 11, 16)
    assert week_start(date(2026, 11, 16)) == date(2026, 11, 16)
    assert week_start(date(2027, 1, 1)) == date(2026, 12, 28)
