"""ISO weeks in words: what «2026-W47» means on a page (METHOD section 0: ISO weeks)."""

from __future__ import annotations

import datetime as dt
import re

from clientbase_xl.errors import BadUse

MONTHS_GENITIVE = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
DAYS_IN_WEEK = 7
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.IGNORECASE)


def monday_of(week: str) -> dt.date:
    """Return the Monday of an ISO week «2026-W47».

    Raises BadUse when the text is no week or the year has no such week (53 in a year of 52).
    """
    match = _WEEK.fullmatch(week)
    if match:
        try:
            return dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            pass
    raise BadUse(
        f"Неделя «{week}» не понята.",
        allowed="год и номер недели, например 2026-W47",
        remedy="Укажите неделю в таком виде или не указывайте её вовсе.",
    )


def week_of(day: dt.date) -> str:
    """Return the ISO week of a day as «2026-W47»."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def week_words(monday: dt.date) -> str:
    """Return the days of a week in words: «16–22 ноября 2026 г.», naming month and year once where they are shared."""
    sunday = monday + dt.timedelta(days=DAYS_IN_WEEK - 1)
    end = f"{sunday.day} {MONTHS_GENITIVE[sunday.month - 1]} {sunday.year} г."
    if monday.year != sunday.year:
        return f"{monday.day} {MONTHS_GENITIVE[monday.month - 1]} {monday.year} г. – {end}"
    if monday.month != sunday.month:
        return f"{monday.day} {MONTHS_GENITIVE[monday.month - 1]} – {end}"
    return f"{monday.day}–{end}"


def mondays_until(monday: dt.date, count_weeks: int) -> tuple[dt.date, ...]:
    """Return the Mondays of `count_weeks` weeks that end with the given one, oldest first."""
    return tuple(monday - dt.timedelta(days=DAYS_IN_WEEK * back) for back in reversed(range(count_weeks)))
