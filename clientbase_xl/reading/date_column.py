"""Columns of dates: the order of day and month is decided for the whole column, or asked, never per row.

Source: EXPORTS, traps. Dotted dates are day.month; years of two digits: 70–99 are 19xx, 00–69 are 20xx.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.date_order import DateOrder, decide_order, is_swapped
from clientbase_xl.reading.text import by_unique, clean

FIRST_YEAR, LAST_YEAR = 1990, 2100
# Day 0 of a spreadsheet; serial numbers of plausible days have five digits.
SERIAL_ZERO = np.datetime64("1899-12-30", "D")
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
_TIME = r"(?:[ T]\d{1,2}:\d{2}.*)?(?: ?г\.?)?$"
_YEAR_FIRST = r"^(?P<a>\d{4})[-./](?P<b>\d{1,2})[-./](?P<c>\d{1,2})" + _TIME
_DOTTED = r"^(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<c>\d{4}|\d{2})" + _TIME
_SLASHED = r"^(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<c>\d{4}|\d{2})" + _TIME
_SOLID = r"^(?P<a>(?:19|20|21)\d{2})(?P<b>\d{2})(?P<c>\d{2})$"
_SERIAL = r"^\d{5}(?:\.\d+)?$"
SWAPPED = (
    "даты до 12-го числа стали датами Excel, поздние остались текстом: программа с другими региональными настройками "
    "переставила день и месяц"
)
Days = npt.NDArray[np.datetime64]
BoolMask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Dates:
    """A parsed column: days (NaT where unreadable or empty), which cells are empty, which are unreadable.

    `order` says how day, month and year were told apart, or why they cannot be (its `refusal`); None where no text
    needed a decision.
    """

    days: Days
    is_empty: BoolMask
    is_bad: BoolMask
    order: DateOrder | None = None

    @property
    def refusal(self) -> str:
        """Return the Russian reason why the order of day and month cannot be decided; empty when it is."""
        return self.order.refusal if self.order else ""

    @property
    def is_far(self) -> BoolMask:
        """Return which days are outside 1990–2100."""
        first, after = np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR + 1}-01-01")
        known = ~np.isnat(self.days)
        return known & ((self.days < first) | (self.days >= after))


def parse_dates(array: pa.Array, answer: str = "") -> Dates:
    """Return the days of a column whatever its type; the time of the day is dropped.

    `answer` is the order of day, month and year that a person stated, a key of DATE_ORDERS, or "".
    """
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
    orders: list[DateOrder] = []
    days = _days(by_unique(texts, lambda distinct: _from_texts(distinct, answer, orders)))
    empty = _mask(pc.is_null(texts))
    return Dates(days, empty, np.isnat(days) & ~empty, orders[0] if orders else None)


def parse_dotted(array: pa.Array, answer: str = "") -> Dates:
    """Return days that a reader has typed, all written as «31.01.2026»; `answer` is "dmy" or ""."""
    distinct = pc.unique(array).drop_null()
    days = _days(distinct)
    months = days.astype("datetime64[M]")
    numbers = (
        days - months.astype("datetime64[D]") + 1,
        months.astype(np.int64) % 12 + 1,
        days.astype("datetime64[Y]"),
    )
    parts = np.stack([part.astype(np.int64) for part in numbers], axis=1)
    parts[:, 2] += 1970
    texts = pc.strftime(distinct, "%d.%m.%Y")
    order = decide_order(parts, texts, np.ones(len(parts), dtype=bool), answer) if len(parts) else None
    return replace(parse_dates(array), order=order)


def _from_numbers(numbers: npt.NDArray[np.float64]) -> Days:
    """Return days of serial numbers or of whole numbers like 20260131."""
    days = np.full(len(numbers), "NaT", "datetime64[D]")
    serial = (numbers >= FIRST_SERIAL) & (numbers <= LAST_SERIAL)
    days[serial] = SERIAL_ZERO + np.floor(numbers[serial]).astype("timedelta64[D]")
    solid = (numbers >= 19_000_101) & (numbers <= 21_991_231)
    whole = numbers[solid].astype(np.int64)
    days[solid] = _calendar(whole // 10_000, whole // 100 % 100, whole % 100)
    return days


def _from_texts(distinct: pa.Array, answer: str, orders: list[DateOrder]) -> pa.Array:
    days = np.full(len(distinct), "NaT", "datetime64[D]")
    is_told = np.zeros(len(distinct), dtype=bool)
    iso_days = np.empty(0, dtype=np.int64)
    for pattern in (_YEAR_FIRST, _SOLID):
        found, parts = _parts(distinct, pattern)
        days[found] = _ordered(parts, "ymd")
        is_told |= found
        iso_days = parts[:, 2] if pattern is _YEAR_FIRST else iso_days
    dotted, dotted_parts = _parts(distinct, _DOTTED)
    slashed, slashed_parts = _parts(distinct, _SLASHED)
    found = dotted | slashed
    serial = _mask(pc.match_substring_regex(distinct, _SERIAL))
    if found.any():
        parts = np.empty((len(distinct), 3), dtype=np.int64)
        parts[dotted], parts[slashed] = dotted_parts, slashed_parts
        parts = parts[found]
        texts = distinct.filter(pa.array(found))
        decided = decide_order(parts, texts, dotted[found], answer)
        days[found] = _ordered(parts, decided.order)
        if is_swapped(iso_days, parts):
            decided = replace(decided, refusal=f"{SWAPPED}: «{texts[0]}»", proof="")
        orders.append(decided)
    elif is_told.any():
        orders.append(DateOrder("ymd", "порядок год-месяц-день", _first(distinct, is_told)))
    elif serial.any():
        orders.append(DateOrder("ymd", "номера дней, как их считает Excel", _first(distinct, serial)))
    if serial.any():
        days[serial] = _from_numbers(distinct.filter(pa.array(serial)).cast(pa.float64()).to_numpy())
    return pa.array(days, pa.date32())


def _first(texts: pa.Array, mask: BoolMask) -> str:
    return str(texts[int(np.flatnonzero(mask)[0])])


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
