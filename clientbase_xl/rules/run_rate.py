"""Run rate: what a period comes to when the rest of it goes as its past working days (METHOD 19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientbase_xl.rules.working_days import WorkingCalendar

NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Pace:
    """Working days of a period: those before today, and all of them."""

    count_passed: int
    count_all: int


def pace(first: date, last: date, today: date, calendar: WorkingCalendar) -> Pace:
    """Return the working days of a period (both ends inclusive) and those of them that have passed.

    Today has not passed: lines of today are excluded from every fact (METHOD 0). A period that has not begun has no
    day passed, one that is over all of them.
    """
    yesterday = min(last, today - timedelta(days=1))
    return Pace(calendar.between(first, yesterday), calendar.between(first, last))


def run_rate(fact_rub: float, days: Pace) -> float:
    """Return fact ÷ working days passed × working days of the period, in roubles and kopecks.

    METHOD 0: with no working day passed (the first day of a month, 1–11 January) there is no run rate: NaN, shown
    «нет данных»; so it is for an unknown fact.
    """
    if days.count_passed == 0:
        return NAN
    return round(fact_rub / days.count_passed * days.count_all, 2)
