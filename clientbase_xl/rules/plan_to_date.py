"""Plan of an agreement: its months, how much of it falls on a month and how much is due to date.

METHOD section 13: a forecast plan of orders at least for the first quarter. A plan is one sum for a period: every
month has an equal part, of the current month the part of the days that are over (ours).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.rules.record_cells import day_of, number_of

MOST_MONTHS = 60
"""A longer plan is a slip of the pen: nobody agrees orders for more than five years."""


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """A plan in roubles from the first day of a month to the last day of another one."""

    first: date
    last: date
    plan_rub: float

    @property
    def count_months(self) -> int:
        """Return how many months the plan has."""
        return (self.last.year - self.first.year) * MONTHS_IN_YEAR + self.last.month - self.first.month + 1

    @property
    def month_rub(self) -> float:
        """Return the part of one month."""
        return self.plan_rub / self.count_months

    def months(self) -> list[date]:
        """Return the first days of the months of the plan."""
        return [shift_months(self.first, number) for number in range(self.count_months)]

    def due_rub(self, today: date) -> float:
        """Return the plan due by the end of yesterday: 0 before the period, the whole plan after it."""
        if today > self.last:
            return self.plan_rub
        if today <= self.first:
            return 0.0
        month = month_start(today)
        whole = (month.year - self.first.year) * MONTHS_IN_YEAR + month.month - self.first.month
        days = (shift_months(month, 1) - month).days
        return self.month_rub * (whole + (today - month).days / days)


def plan_period(document: Mapping[Any, Any]) -> PlanPeriod | None:
    """Return the plan of a document of AGREEMENTS; None without roubles or months, or where they end before they begin.

    METHOD 13. Any day of the first and of the last month may be typed; one month alone stands for both. A plan of
    roubles without any month is none (a problem says so), and so is one of more than MOST_MONTHS.
    """
    first, last = day_of(document["plan_from_on"]), day_of(document["plan_to_on"])
    roubles = number_of(document["plan_rub"])
    if roubles is None or (begin := first or last) is None or (end := last or first) is None:
        return None
    begin, end = month_start(begin), shift_months(month_start(end), 1) - timedelta(days=1)
    if end < begin:
        return None
    found = PlanPeriod(begin, end, roubles)
    return found if found.count_months <= MOST_MONTHS else None
