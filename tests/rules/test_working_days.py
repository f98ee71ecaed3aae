"""Working days: the official calendars give their known totals, weekends and holidays at both ends of a period."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.working_days import (
    HOLIDAYS,
    WORKING_WEEKENDS,
    WorkingCalendar,
    calendar_gaps,
    read_calendar,
    working_days_between,
)
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS
from clientbase_xl.schemas.production_calendar import COUNT_WORKING_DAYS, FIXED_HOLIDAYS


def lists_of(**values: tuple[str, ...]) -> pd.DataFrame:
    rows = [(LIST_TITLES[key], value, None, None, key) for key, several in values.items() for value in several]
    return pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)


@pytest.fixture(scope="module")
def official() -> WorkingCalendar:
    """Return the calendar that a new base starts with."""
    values = {key: tuple(value for value, _ in DEFAULT_VALUES[key]) for key in (HOLIDAYS, WORKING_WEEKENDS)}
    calendar, problems = read_calendar(lists_of(**values))
    assert problems == ()
    return calendar


@pytest.mark.parametrize(("year", "expected"), COUNT_WORKING_DAYS.items())
def test_a_year_has_as_many_working_days_as_its_official_calendar(
    year: int, expected: int, official: WorkingCalendar
) -> None:
    assert official.between(date(year, 1, 1), date(year, 12, 31)) == expected


# Working days of each month by the official calendars of these years.
@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2024, (17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21)),
        (2025, (17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22)),
        (2026, (15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22)),
    ],
)
def test_a_month_has_as_many_working_days_as_its_official_calendar(
    year: int, months: tuple[int, ...], official: WorkingCalendar
) -> None:
    starts = [date(year, month, 1) for month in range(1, 13)] + [date(year + 1, 1, 1)]
    ends = [date.fromordinal(start.toordinal() - 1) for start in starts[1:]]
    counted = tuple(official.between(first, last) for first, last in zip(starts, ends, strict=False))
    assert counted == months
    assert sum(months) == COUNT_WORKING_DAYS[year]


def test_2027_has_what_the_law_says_and_names_what_is_not_decided() -> None:
    notes = dict(DEFAULT_VALUES[HOLIDAYS])
    assert {f"{day:02d}.{month:02d}.2027" for month, day in FIXED_HOLIDAYS} <= notes.keys()
    assert "Внесите" in notes["02.01.2027"]
    assert "Внесите" in notes["03.01.2027"]
    assert "Внесите" not in notes["04.01.2027"]
    assert "не внесены" in notes["10.05.2027"]


def test_every_moved_day_is_a_weekday_and_every_working_weekend_a_weekend(official: WorkingCalendar) -> None:
    moved = {day for day in official.holidays if (day.month, day.day) not in FIXED_HOLIDAYS}
    assert all(day.weekday() < 5 for day in moved)
    assert all(day.weekday() >= 5 for day in official.working_weekends)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 2), date(2026, 11, 2), 1),  # a Monday
        (date(2026, 11, 1), date(2026, 11, 1), 0),  # a Sunday
        (date(2026, 11, 4), date(2026, 11, 4), 0),  # a holiday
        (date(2026, 11, 2), date(2026, 11, 1), 0),  # backwards: nothing
        (date(2025, 12, 31), date(2026, 1, 11), 0),  # 12 days off
        (date(2025, 12, 30), date(2026, 1, 12), 2),  # with a working day at each end
        (date(2024, 2, 26), date(2024, 3, 1), 5),  # over 29 February
        (date(2024, 4, 27), date(2024, 5, 1), 1),  # a working Saturday, then four days off
    ],
)
def test_both_ends_of_a_period_count(first: date, last: date, expected: int, official: WorkingCalendar) -> None:
    assert official.between(first, last) == expected


def test_without_a_calendar_monday_to_friday_are_worked() -> None:
    assert working_days_between(date(2026, 1, 1), date(2026, 1, 31), frozenset(), frozenset()) == 22


def test_a_holiday_on_a_weekend_takes_nothing_off() -> None:
    assert working_days_between(date(2026, 5, 4), date(2026, 5, 10), frozenset({date(2026, 5, 9)}), frozenset()) == 5


def test_a_day_in_both_lists_is_worked_once_and_named() -> None:
    calendar, problems = read_calendar(lists_of(holidays=("03.11.2025",), working_weekends=("03.11.2025",)))
    assert calendar.between(date(2025, 11, 3), date(2025, 11, 3)) == 1
    assert [(one.value, "считается рабочим" in one.message) for one in problems] == [("03.11.2025", True)]


@pytest.mark.parametrize("text", ["31.12.2026", " 31.12.2026 ", "2026-12-31", "31.12.2026 ".strip()])
def test_a_date_is_understood_as_typed_and_as_spreadsheets_turn_it(text: str) -> None:
    assert read_calendar(lists_of(holidays=(text,)))[0].holidays == {date(2026, 12, 31)}


@pytest.mark.parametrize("text", ["Новый год", "31.02.2026", "1.1", "31.12.26"])
def test_a_value_that_is_no_date_is_a_problem_and_counts_for_nothing(text: str) -> None:
    calendar, problems = read_calendar(lists_of(holidays=(text, "01.01.2026")))
    assert calendar.holidays == {date(2026, 1, 1)}
    assert [(one.sheet, one.column, one.value) for one in problems] == [("Справочники", "Значение", text)]


def test_a_year_without_any_holiday_is_not_filled(official: WorkingCalendar) -> None:
    assert calendar_gaps(official, [date(2024, 1, 1), date(2027, 12, 31)]) == ()
    gaps = calendar_gaps(official, [date(2026, 12, 31), date(2028, 1, 1), date(2028, 2, 29), date(2023, 6, 1)])
    assert [one.value for one in gaps] == ["2023", "2028"]
    assert all("не заполнен" in one.message for one in gaps)
