"""The calendar of the demo: holidays, months and the bounds of its history."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.demo.working_days import (
    history_start,
    is_working,
    month_start,
    months_between,
    working_day_not_after,
    working_day_not_before,
)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 8), False),
        (date(2026, 1, 9), True),
        (date(2026, 5, 1), False),
        (date(2026, 11, 4), False),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 22), False),
    ],
)
def test_goods_are_shipped_on_weekdays_that_are_no_holidays(day: date, expected: bool) -> None:
    assert is_working(day) is expected


def test_some_shops_take_goods_on_saturdays_but_not_on_sundays() -> None:
    assert is_working(date(2026, 11, 21), with_saturdays=True)
    assert not is_working(date(2026, 11, 22), with_saturdays=True)


def test_the_nearest_working_days_step_over_the_new_year() -> None:
    assert working_day_not_after(date(2027, 1, 5)) == date(2026, 12, 31)
    assert working_day_not_before(date(2027, 1, 1)) == date(2027, 1, 11)


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2026, 11, 20), date(2024, 6, 1)),
        (date(2026, 12, 1), date(2024, 6, 1)),
        (date(2026, 12, 2), date(2024, 7, 1)),
        (date(2027, 1, 1), date(2024, 7, 1)),
    ],
)
def test_the_history_has_30_calendar_months_up_to_yesterday(today: date, start: date) -> None:
    assert history_start(today) == start


def test_months_are_counted_across_years() -> None:
    assert month_start(date(2026, 2, 17), 3) == date(2025, 11, 1)
    assert months_between(date(2025, 11, 30), date(2026, 2, 1)) == 3
    assert months_between(date(2026, 2, 1), date(2025, 11, 30)) == -3
