"""Periods of the method (METHOD section 0)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.rules.periods import last_full_month_start, month_start, months_before, shift_months, week_start


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-30", -9, "2026-02-28"),
        ("2028-11-30", -9, "2028-02-29"),
        ("2028-02-29", -12, "2027-02-28"),
        ("2027-02-28", -12, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-31", -1, "2025-12-31"),
        ("2026-01-01", -24, "2024-01-01"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-05-15", 0, "2026-05-15"),
    ],
)
def test_a_shift_by_months_clamps_the_end_of_a_shorter_month(day: str, months: int, expected: str) -> None:
    assert shift_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


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


def test_a_week_begins_on_monday() -> None:
    assert [week_start(date(2026, 11, day)) for day in (15, 16, 22)] == [
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 16),
    ]
