"""Numbers in Russian sentences: roubles, shares, days and dates as people write them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"
MINUS = "\u2212"
MILLION = 1_000_000
MONTH_NAMES = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)
OF_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
# Sums and products of floats land a hair beside the number people see; a hair must not move a whole per cent or rouble.
_HAIR = 1e-9


def grouped(value: float | Decimal, digits: int = 0) -> str:
    """Return a number with thousands parted by no-break spaces, a decimal comma and a true minus.

    Whole numbers are rounded half away from zero, as the cells beside the sentence show them.
    """
    if not digits:
        whole = math.floor(abs(float(value)) + 0.5)
        text = f"{whole:,}".replace(",", NBSP)
        return text if value >= 0 or not whole else MINUS + text
    text = f"{value:,.{digits}f}".replace(",", NBSP).replace(".", ",")
    if text[0] != "-":
        return text
    is_zero = not text.strip("-0,")
    return text[1:] if is_zero else MINUS + text[1:]


def rub(value: float) -> str:
    """Return roubles for reading: whole up to a million, then millions with one digit («1,2 млн ₽»).

    Less than a rouble keeps its kopecks, so that a loss of 0,01 ₽ does not read as nothing.
    """
    if abs(value) < MILLION - 0.5:
        return f"{grouped(value, 2 if 0 < abs(value) < 1 else 0)}{NBSP}₽"
    return f"{grouped(value / MILLION, 1)}{NBSP}млн{NBSP}₽"


def rub_more(value: float) -> str:
    """Return a missing amount in full, rounded up to the rouble, so that adding it is enough («+12 300 ₽»)."""
    return f"+{grouped(math.ceil(value - _HAIR))}{NBSP}₽"


def share(value: float) -> str:
    """Return a share as whole per cent, rounded down: 0.4997 stays below a threshold of 50 % on the page too."""
    return _per_cent(math.floor(value * 100 + _HAIR))


@lru_cache(maxsize=1_024)
def _per_cent(value: int) -> str:
    return f"{grouped(value)}{NBSP}%"


def change(value: float) -> str:
    """Return a relative change with its sign («+12 %», «−5 %»), rounded to whole per cent."""
    text = f"{grouped(abs(value) * 100)}{NBSP}%"
    return text if text == f"0{NBSP}%" else f"{'+' if value > 0 else MINUS}{text}"


def number(value: float) -> str:
    """Return a number without needless digits: 21 → «21», 10.5 → «10,5»."""
    return grouped(value) if abs(value - round(value)) < _HAIR else grouped(value, 1)


@lru_cache(maxsize=8_192)
def days(value: float) -> str:
    """Return a count of days («75 дн.»)."""
    return f"{number(value)}{NBSP}дн."


def months(value: int) -> str:
    """Return a count of months («9 мес.»)."""
    return f"{value}{NBSP}мес."


def day(value: date) -> str:
    """Return a date as Russians write it («21.11.2026»)."""
    return f"{value:%d.%m.%Y}"


def span(first: date, last: date, year: int) -> str:
    """Return days from … to … as people say them: «3–16 августа», «28 июля – 10 августа», «5 августа».

    A year other than the given one is said, once where both days are in it.
    """

    def said(value: date, *, has_year: bool) -> str:
        return f"{value.day}{NBSP}{OF_MONTHS[value.month - 1]}" + (f"{NBSP}{value.year}" if has_year else "")

    is_one_year = first.year == last.year
    end = said(last, has_year=last.year != year)
    if first == last:
        return end
    if is_one_year and first.month == last.month:
        return f"{first.day}–{end}"
    return f"{said(first, has_year=not is_one_year and first.year != year)} – {end}"


def month(value: date) -> str:
    """Return the month of a date («октябрь 2026»)."""
    return f"{MONTH_NAMES[value.month - 1]}{NBSP}{value.year}"


def counted(value: int, one: str, few: str, many: str) -> str:
    """Return a number with its noun in the right form: 1 клиент, 3 клиента, 5 клиентов."""
    tens, units = value % 100, value % 10
    if units == 1 and tens != 11:
        noun = one
    elif 2 <= units <= 4 and not 12 <= tens <= 14:
        noun = few
    else:
        noun = many
    return f"{grouped(value)}{NBSP}{noun}"


def clients(value: int) -> str:
    """Return a count of clients («5 клиентов»)."""
    return counted(value, "клиент", "клиента", "клиентов")


def quoted(names: Sequence[str], most: int) -> str:
    """Return names in quotes, the first few and how many more there are: «Заявки», «Отчёты» и ещё 3."""
    shown = ", ".join(f"«{name}»" for name in names[:most])
    return shown + (f" и ещё {len(names) - most}" if len(names) > most else "")
