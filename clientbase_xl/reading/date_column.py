"""Columns of dates: the order of day and month is decided for the whole column, or asked, never per row.

Source: EXPORTS, traps. Dotted dates are day.month; years of two digits: 70–99 are 19xx, 00–69 are 20xx.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.text import by_unique, clean

FIRST_YEAR, LAST_YEAR = 1990, 2100
# Day 0 of a spreadsheet; serial numbers of plausible days have five digits.
SERIAL_ZERO = np.datetime64("1899-12-30", "D")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
COUNT_EXAMPLES = 3
_TIME = r"(?:[ T]\d{1,2}:\d{2}.*)?(?: ?г\.?)?$"
_YEAR_FIRST = r"^(?P<a>\d{4})[-./](?P<b>\d{1,2})[-./](?P<c>\d{1,2})" + _TIME
_DOTTED = r"^(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<c>\d{4}|\d{2})" + _TIME
_SLASHED = r"^(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<c>\d{4}|\d{2})" + _TIME
_SOLID = r"^(?P<a>(?:19|20|21)\d{2})(?P<b>\d{2})(?P<c>\d{2})$"
_SERIAL = r"^\d{5}(?:\.\d+)?$"
Days = npt.NDArray[np.datetime64]
BoolMask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Dates:
    """A parsed column: days (NaT where unreadable or empty), which cells are empty, which are unreadable.

    `refusal` is the Russian reason why the order of day and month cannot be decided; empty when it is.
    """

    days: Days
    is_empty: BoolMask
    is_bad: BoolMask
    refusal: str = ""

    @property
    def is_far(self) -> BoolMask:
        """Return which days are outside 1990–2100."""
        first, after = np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR + 1}-01-01")
        known = ~np.isnat(self.days)
        return known & ((self.days < first) | (self.days >= after))


def parse_dates(array: pa.Array) -> Dates:
    """Return the days of a column whatever its type; the time of the day is dropped."""
    kind = array.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        empty = _mask(pc.is_null(array))
        return Dates(_days(array), empty, np.zeros(len(array), dtype=bool))
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        numbers = array.cast(pa.float64()).to_numpy(zero_copy_only=False)
        empty = np.isnan(numbers)
        days = _from_numbers(numbers)
        return Dates(days, empty, np.isnat(days) & ~empty)
    if not pa.types.is_string(kind):
        empty = _mask(pc.is_null(array))
        return Dates(np.full(len(array), "NaT", "datetime64[D]"), empty, ~empty)
    texts = clean(array)
    refusals: list[str] = []
    days = _days(by_unique(texts, lambda distinct: _from_texts(distinct, refusals)))
    empty = _mask(pc.is_null(texts))
    return Dates(days, empty, np.isnat(days) & ~empty, refusals[0] if refusals else "")


def _from_numbers(numbers: npt.NDArray[np.float64]) -> Days:
    """Return days of serial numbers or of whole numbers like 20260131."""
    days = np.full(len(numbers), "NaT", "datetime64[D]")
    serial = (numbers >= FIRST_SERIAL) & (numbers <= LAST_SERIAL)
    days[serial] = SERIAL_ZERO + np.floor(numbers[serial]).astype("timedelta64[D]")
    solid = (numbers >= 19_000_101) & (numbers <= 21_991_231)
    whole = numbers[solid].astype(np.int64)
    days[solid] = _calendar(whole // 10_000, whole // 100 % 100, whole % 100)
    return days


def _from_texts(distinct: pa.Array, refusals: list[str]) -> pa.Array:
    days = np.full(len(distinct), "NaT", "datetime64[D]")
    for pattern, order in ((_YEAR_FIRST, "ymd"), (_SOLID, "ymd"), (_DOTTED, "dmy")):
        found, parts = _parts(distinct, pattern)
        days[found] = _ordered(parts, order)
    found, parts = _parts(distinct, _SLASHED)
    if found.any():
        order, refusal = _slash_order(parts, distinct.filter(pa.array(found)))
        if refusal:
            refusals.append(refusal)
        days[found] = _ordered(parts, order)
    serial = _mask(pc.match_substring_regex(distinct, _SERIAL))
    if serial.any():
        days[serial] = _from_numbers(distinct.filter(pa.array(serial)).cast(pa.float64()).to_numpy())
    return pa.array(days, pa.date32())


def _slash_order(parts: npt.NDArray[np.int64], texts: pa.Array) -> tuple[str, str]:
    """Return the order and, where the column does not prove one, the reason for refusing."""
    first, second = parts[:, 0], parts[:, 1]
    day_first = (first > 12) & (first <= 31) & (second <= 12)
    month_first = (second > 12) & (second <= 31) & (first <= 12)
    if day_first.any() and month_first.any():
        shown = _show(texts.filter(pa.array(day_first)), 2) + ", " + _show(texts.filter(pa.array(month_first)), 2)
        return "dmy", f"даты записаны в разном порядке — день/месяц и месяц/день: {shown}"
    if day_first.any():
        return "dmy", ""
    if month_first.any() or (first == second).all():
        return "mdy", ""
    return "dmy", f"не ясно, что стоит первым — день или месяц: {_show(texts, COUNT_EXAMPLES)}"


def _show(texts: pa.Array, count: int) -> str:
    return ", ".join(f"«{text}»" for text in texts.slice(0, count).to_pylist())


def _parts(texts: pa.Array, pattern: str) -> tuple[BoolMask, npt.NDArray[np.int64]]:
    taken = pc.extract_regex(texts, pattern)
    found = _mask(pc.is_valid(taken))
    known = taken.drop_null()
    columns = [known.field(i).cast(pa.int64()).to_numpy(zero_copy_only=False) for i in range(3)]
    return found, np.stack(columns, axis=1) if len(known) else np.empty((0, 3), dtype=np.int64)


def _ordered(parts: npt.NDArray[np.int64], order: str) -> Days:
    year, month, day = (parts[:, order.index(letter)] for letter in "ymd")
    return _calendar(np.where(year < 70, 2000 + year, np.where(year < 100, 1900 + year, year)), month, day)


def _calendar(year: npt.NDArray[np.int64], month: npt.NDArray[np.int64], day: npt.NDArray[np.int64]) -> Days:
    """Return days; NaT where the calendar has no such day, as for 31.02.2026."""
    sound = (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + np.where(sound, month - 1, 0)
    days = months.astype("datetime64[D]") + np.where(sound, day - 1, 0)
    sound &= days.astype("datetime64[M]") == months
    return np.where(sound, days, np.datetime64("NaT", "D"))


def _days(array: pa.Array) -> Days:
    days: Days = array.cast(pa.date32(), safe=False).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return days


def _mask(values: pa.Array) -> BoolMask:
    mask: BoolMask = values.to_numpy(zero_copy_only=False).astype(bool)
    return mask
