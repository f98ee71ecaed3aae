"""ISO weeks in words."""

from __future__ import annotations

import datetime as dt

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.writing.week_dates import monday_of, mondays_until, week_of, week_words


@pytest.mark.parametrize(
    ("week", "monday"),
    [
        ("2026-W47", dt.date(2026, 11, 16)),
        ("2026-W01", dt.date(2025, 12, 29)),  # the first ISO week begins in the old year
        ("2026-W53", dt.date(2026, 12, 28)),  # 2026 has 53 weeks
    ],
)
def test_a_week_begins_on_its_monday(week: str, monday: dt.date) -> None:
    assert monday_of(week) == monday
    assert week_of(monday) == week
    assert week_of(monday + dt.timedelta(days=6)) == week


@pytest.mark.parametrize("week", ["2025-W53", "2026-W00", "2026-W54", "2026-47", "W47", "", "2026-W47 "])
def test_what_is_no_week_is_refused_with_an_example(week: str) -> None:
    with pytest.raises(BadUse, match="2026-W47"):
        monday_of(week)


@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (dt.date(2026, 11, 16), "16–22 ноября 2026 г."),
        (dt.date(2026, 11, 30), "30 ноября – 6 декабря 2026 г."),
        (dt.date(2026, 12, 28), "28 декабря 2026 г. – 3 января 2027 г."),
    ],
)
def test_month_and_year_are_named_once_where_shared(monday: dt.date, words: str) -> None:
    assert week_words(monday) == words


def test_the_last_of_the_weeks_is_the_given_one() -> None:
    assert mondays_until(dt.date(2026, 11, 16), 3) == (
        dt.date(2026, 11, 2),
        dt.date(2026, 11, 9),
        dt.date(2026, 11, 16),
    )
