"""The trading calendar of the invented distributor: months, working days, public holidays without moved days."""

from __future__ import annotations

from datetime import date, timedelta

from clientbase_xl.rules.periods import months_before
from clientbase_xl.schemas.production_calendar import FIXED_HOLIDAYS

COUNT_MONTHS = 30
_FRIDAY, _SATURDAY = 4, 5


def month_start(day: date, months_back: int = 0) -> date:
    """Return the first day of the month that lies `months_back` months before the month of `day`."""
    return months_before(day.replace(day=1), months_back)


def months_between(earlier: date, later: date) -> int:
    """Return how many month borders lie between the two days; negative when `later` is the earlier one."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def history_start(today: date) -> date:
    """Return the first day of 30 calendar months of sales, the last of which holds yesterday."""
    return month_start(today - timedelta(days=1), COUNT_MONTHS - 1)


def is_working(day: date, *, with_saturdays: bool = False) -> bool:
    """Tell whether goods are shipped that day: not on Sundays, public holidays and 1–8 January."""
    last_weekday = _SATURDAY if with_saturdays else _FRIDAY
    return day.weekday() <= last_weekday and (day.month, day.day) not in FIXED_HOLIDAYS


def working_day_not_after(day: date) -> date:
    """Return `day` or the nearest working day before it."""
    while not is_working(day):
        day -= timedelta(days=1)
    return day


def working_day_not_before(day: date) -> date:
    """Return `day` or the nearest working day after it."""
    while not is_working(day):
        day += timedelta(days=1)
    return day
