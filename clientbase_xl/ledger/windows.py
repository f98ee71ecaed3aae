"""Windows of time before today that the facts need (METHOD section 0)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.settings import Settings


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` (inclusive) to `end` (exclusive)."""

    start: date
    end: date

    def year_ago(self) -> Window:
        """Return the same days a year earlier."""
        return Window(shift_months(self.start, -MONTHS_IN_YEAR), shift_months(self.end, -MONTHS_IN_YEAR))

    def before(self, months: int) -> Window:
        """Return the window of so many months that ends where this one starts."""
        return Window(shift_months(self.start, -months), self.start)


@dataclass(frozen=True, slots=True)
class FactWindows:
    """Every window that the facts of one date need."""

    today: date
    turnover: Window
    reactivation: Window
    rhythm: Window
    trend: Window
    trend_year_ago: Window
    trend_before: Window
    purchases: Window
    purchases_year_ago: Window
    last_month: Window

    @classmethod
    def of(cls, today: date, settings: Settings) -> FactWindows:
        """Return the windows of a date by the settings of a base."""
        trend = full_months(today, settings.facts.trend_months)
        purchases = full_months(today, settings.status.dozing_months)
        return cls(
            today=today,
            turnover=last_months(today, settings.facts.turnover_months),
            reactivation=last_months(today, settings.reactivation.window_months),
            rhythm=last_months(today, settings.facts.rhythm_months),
            trend=trend,
            trend_year_ago=trend.year_ago(),
            trend_before=trend.before(settings.facts.trend_months),
            purchases=purchases,
            purchases_year_ago=purchases.year_ago(),
            last_month=full_months(today, 1),
        )


def last_months(today: date, months: int) -> Window:
    """Return [today − months; today): the day so many months ago counts, today does not."""
    return Window(shift_months(today, -months), today)


def full_months(today: date, months: int) -> Window:
    """Return the last full calendar months; the current one is excluded even on its last day."""
    end = month_start(today)
    return Window(shift_months(end, -months), end)
