"""Working days of a five-day week by the production calendar of «Справочники» (METHOD 5 and 19)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS

HOLIDAYS, WORKING_WEEKENDS = "holidays", "working_weekends"
"""Keys of the two lists."""
_SATURDAY = 5
_RUSSIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_REMEDY = "Впишите дату как 31.12.2026 или удалите строку на листе «Справочники»."


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Days off besides Saturdays and Sundays, and Saturdays and Sundays on which people work."""

    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()

    def between(self, first: date, last: date) -> int:
        """Return the working days from `first` to `last`, both inclusive."""
        return working_days_between(first, last, self.holidays, self.working_weekends)

    def is_working(self, day: date) -> bool:
        """Tell whether people work that day."""
        return self.between(day, day) == 1

    def covers(self, year: int) -> bool:
        """Tell whether any day off of a year is entered: no Russian year is without one."""
        return any(day.year == year for day in self.holidays)


def working_days_between(first: date, last: date, holidays: frozenset[date], working_weekends: frozenset[date]) -> int:
    """Return the working days from `first` to `last`, both inclusive; 0 when `last` is before `first`.

    METHOD 19: the run rate goes by working days. Monday to Friday, less `holidays`, plus `working_weekends`: a day
    that stands in both lists is worked, because somebody said so of this very day.
    """
    if last < first:
        return 0
    off = sorted(day for day in holidays if first <= day <= last and day not in working_weekends)
    days_off = np.array(off, dtype="datetime64[D]")
    weekdays = int(np.busday_count(first, last + timedelta(days=1), holidays=days_off))
    return weekdays + sum(first <= day <= last and day.weekday() >= _SATURDAY for day in working_weekends)


def read_calendar(lists: pd.DataFrame) -> tuple[WorkingCalendar, tuple[Problem, ...]]:
    """Return the calendar that stands in LISTS, and what of it is no date or says two things of one day.

    Values are dd.mm.yyyy, also as spreadsheets turn them (2026-12-31). Problems: a value that is no date (it counts
    for nothing), a day in both lists (it is worked).
    """
    found: dict[str, frozenset[date]] = {}
    problems: list[Problem] = []
    for key in (HOLIDAYS, WORKING_WEEKENDS):
        values = lists.loc[lists["list_key"] == key, "value"].dropna().astype(str)
        days = {value: _day(value) for value in values if value.strip()}
        found[key] = frozenset(day for day in days.values() if day)
        problems += [
            _problem(f"{LIST_TITLES[key]}: это не дата, день не учтён", value, _REMEDY)
            for value, day in days.items()
            if day is None
        ]
    for day in sorted(found[HOLIDAYS] & found[WORKING_WEEKENDS]):
        text = "День стоит и среди праздничных, и среди рабочих выходных: считается рабочим"
        problems.append(_problem(text, f"{day:%d.%m.%Y}", "Оставьте его в одном из списков листа «Справочники»."))
    return WorkingCalendar(found[HOLIDAYS], found[WORKING_WEEKENDS]), tuple(problems)


def calendar_gaps(calendar: WorkingCalendar, days: Iterable[date]) -> tuple[Problem, ...]:
    """Return a problem per year of the given days of which no day off is entered: Monday to Friday are then worked."""
    return tuple(
        Problem(
            f"Производственный календарь {year} года не заполнен: рабочими считаются дни с понедельника по пятницу",
            "Впишите праздничные дни и переносы этого года на лист «Справочники».",
            sheet=LISTS.title,
            column=LISTS["value"].title,
            value=str(year),
        )
        for year in sorted({day.year for day in days})
        if not calendar.covers(year)
    )


def _day(value: str) -> date | None:
    """Return the day that a text means; None for none."""
    text = value.strip()
    if match := _RUSSIAN.fullmatch(text):
        text = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _problem(message: str, value: str, remedy: str) -> Problem:
    return Problem(message, remedy, Severity.WARNING, sheet=LISTS.title, column=LISTS["value"].title, value=value)
