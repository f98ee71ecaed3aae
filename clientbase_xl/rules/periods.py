"""Periods of the method: calendar months back with clamped ends, full months, ISO weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd


def months_before(today: date, count: int) -> date:
    """Return the same day `count` calendar months earlier, clamped to the end of a shorter month (METHOD section 0)."""
    moment: pd.Timestamp = pd.Timestamp(today) - pd.DateOffset(months=count)
    return moment.date()


def month_start(today: date) -> date:
    """Return the first day of the month of `today`."""
    return today.replace(day=1)


def last_full_month_start(today: date) -> date:
    """Return the first day of the last full month: the current one never counts as full (METHOD section 0)."""
    return month_start(month_start(today) - timedelta(days=1))


def week_start(today: date) -> date:
    """Return the Monday of the ISO week of `today`."""
    return today - timedelta(days=today.weekday())
