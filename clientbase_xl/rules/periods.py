"""Periods of the method: calendar months with clamped ends, full months, ISO weeks (METHOD section 0)."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

MONTHS_IN_YEAR = 12


def shift_months(day: date, months: int) -> date:
    """Return the day so many months later (earlier when negative), the end of a shorter month clamped.

    30.11.2026 − 9 months is 28.02.2026; 29.02.2028 − 12 months is 28.02.2027.
    """
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_before(today: date, count: int) -> date:
    """Return the same day `count` calendar months earlier, clamped as `shift_months` does."""
    return shift_months(today, -count)


def month_start(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def last_full_month_start(today: date) -> date:
    """Return the first day of the last full month: the current one never counts as full (METHOD section 0)."""
    return months_before(month_start(today), 1)


def week_start(day: date) -> date:
    """Return the Monday of an ISO week."""
    return day - timedelta(days=day.weekday())
