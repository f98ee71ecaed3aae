"""Which numbers of a spreadsheet are dates, by their number format, and which day they are."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

# The numbers of formats that a file need not spell (ECMA-376 part 1, 18.8.30), those of dates and times of day.
BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)))
EPOCH_1900 = datetime.fromisoformat("1899-12-30")
EPOCH_1904 = datetime.fromisoformat("1904-01-01")
# The first day that both the serial number and the calendar agree on: Excel has a 29 February 1900.
FIRST_DAY_1900 = 61
LAST_DAY = 2_958_465
_DURATION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DATE_LETTER = re.compile("[dmyhs]", re.IGNORECASE)


@cache
def is_date_format(code: str) -> bool:
    """Tell whether a format shows a day or a time of day; a duration such as `[h]:mm` is a number."""
    shown = code.partition(";")[0]
    if _DURATION.search(shown) or shown.casefold() in ("general", "standard"):
        return False
    return bool(_DATE_LETTER.search(_LITERAL.sub("", shown)))


def as_moment(serial: float, *, is_1904: bool = False) -> datetime | float:
    """Return the moment of a serial number to the millisecond; the number itself where it is no day of a calendar.

    Whole days count from 30.12.1899, or from 01.01.1904; below 01.03.1900 and above 31.12.9999 nothing is a date.
    """
    first, epoch = (1, EPOCH_1904) if is_1904 else (FIRST_DAY_1900, EPOCH_1900)
    if not first <= serial < LAST_DAY - (1462 if is_1904 else 0) + 1:
        return serial
    milliseconds = round(serial * 86_400_000)
    try:
        return epoch + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return serial
