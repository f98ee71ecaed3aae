"""Months as reports write them: «Январь 2025 г.», «янв. 25», «01.2025», «Январь» alone (EXPORTS, layout A)."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

NAMES = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
YEAR = r"(?:(?:19|20)\d{2}|\d{2})"
YEAR_WORD = r"(?: ?(?:г|год|года)\b\.?)?"
_WORD = re.compile(rf"(?P<word>[а-яё]+)\.?,?(?:[ ./-]*(?P<year>{YEAR}))?{YEAR_WORD}", re.IGNORECASE)
_DIGITS = re.compile(rf"(?P<month>0?[1-9]|1[0-2])[./](?P<year>(?:19|20)\d{{2}}){YEAR_WORD}")
_ISO = re.compile(r"(?P<year>(?:19|20)\d{2})-(?P<month>0[1-9]|1[0-2])(?:-01(?:[ T]00:00(?::00)?)?)?")


def _spellings() -> dict[str, int]:
    words = dict[str, int]()
    for number, name in enumerate(NAMES, 1):
        genitive = f"{name}а" if name.endswith("т") else f"{name[:-1]}я"
        words |= dict.fromkeys((name, genitive, name[:3], name[:4]), number)
    return words | {"нояб": 11, "мае": 5}


_SPELLINGS = _spellings()


class Month(NamedTuple):
    """A month; its year is None where the heading does not say it."""

    year: int | None
    month: int

    @property
    def name(self) -> str:
        """Return the month in Russian words."""
        return NAMES[self.month - 1] + (f" {self.year}" if self.year else "")


def last_day(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def full_year(text: str) -> int:
    """Return a year of two digits as 1970–2069, one of four as it is."""
    year = int(text)
    return year if year > 99 else 1900 + year if year >= 70 else 2000 + year


def month_number(word: str) -> int:
    """Return the number of a month by its name, genitive or short form; 0 for another word."""
    return _SPELLINGS.get(word.strip(" .").casefold(), 0)


def parse_month(cell: object) -> Month | None:
    """Return the month that a whole cell names, None for anything else; a day counts when it is the first."""
    if isinstance(cell, datetime):
        return Month(cell.year, cell.month) if cell.day == 1 else None
    if not isinstance(cell, str):
        return None
    text = " ".join(cell.split())
    if (match := _WORD.fullmatch(text)) and (number := month_number(match["word"])):
        return Month(full_year(match["year"]) if match["year"] else None, number)
    for pattern in (_DIGITS, _ISO):
        if match := pattern.fullmatch(text):
            return Month(int(match["year"]), int(match["month"]))
    return None
