"""The period of the KPIs of the active base and the same period before it (METHOD sections 0 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from clientbase_xl.rules import words
from clientbase_xl.rules.periods import month_start, shift_months
from clientbase_xl.settings import BaseKpiSettings

CURRENT = "текущий месяц"


@dataclass(frozen=True, slots=True)
class KpiPeriod:
    """Days from `start` (inclusive) to `end` (exclusive): the base is looked at on the morning of `end`.

    `due_until` (exclusive) bounds the due days of its tasks: a month that goes on owes all its tasks.
    """

    start: date
    end: date
    due_until: date

    @property
    def words(self) -> str:
        """Return the period in words: a whole month by its name, else its first and last day."""
        if self.end == self.due_until:
            return words.month(self.start)
        if self.end <= self.start:
            return f"{words.month(self.start)}, дней ещё нет"
        return f"{words.day(self.start)}–{words.day(self.end - timedelta(days=1))}"


def kpi_periods(today: date, settings: BaseKpiSettings) -> tuple[KpiPeriod, KpiPeriod]:
    """Return the period of the KPIs and the one before it.

    METHOD section 0: full months exclude the current one. Ours (`kpis.period`): the last full month against the month
    before it, or the current month up to yesterday against the same days of the previous month, the end of a shorter
    month clamped: on 31.03 the days 01.03–30.03 stand beside the whole February. On the first of a month the current
    one has no days yet.
    """
    this_month = month_start(today)
    if settings.period == CURRENT:
        before = shift_months(this_month, -1)
        # The morning of the same number of the previous month; a shorter month ends with its last day.
        count_days = min((today - this_month).days, (this_month - before).days)
        return (
            KpiPeriod(this_month, today, shift_months(this_month, 1)),
            KpiPeriod(before, before + timedelta(days=count_days), this_month),
        )
    last, earlier = shift_months(this_month, -1), shift_months(this_month, -2)
    return KpiPeriod(last, this_month, this_month), KpiPeriod(earlier, last, last)
