"""The order of day, month and year: one for the whole column, proved by a cell, answered by a person, or refused.

Source: EXPORTS, traps. Dots mean day.month.year unless the column contradicts; other marks mean nothing by themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clientbase_xl.reading.decisions import DATE_ORDERS

COUNT_EXAMPLES = 3
# Days of an export vary, its years hardly do: that tells «26-01-05» from «05-01-26».
MIN_DAYS, MAX_YEARS = 8, 3
# From so many different dates on, «all before the 13th» is no chance.
MIN_SWAPPED = 5
TWO_DIGITS = "; годы из двух цифр: 00–69 — это 20xx, 70–99 — 19xx"
ASK = "укажите порядок: --dates dmy, mdy или ymd"
BoolMask = npt.NDArray[np.bool_]
Parts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class DateOrder:
    """The decision: a key of DATE_ORDERS, why in Russian, the cell that proves it ("" when none does).

    `refusal` is the reason why nothing is decided, else ""; `proof` is then the cell that stands against it.
    """

    order: str
    why: str = ""
    proof: str = ""
    refusal: str = ""


def decide_order(parts: Parts, texts: pa.Array, is_dotted: BoolMask, answer: str) -> DateOrder:
    """Return the order of distinct dates that do not begin with a year of four digits.

    `parts` holds their three numbers, one row per text; `answer` is a key of DATE_ORDERS or "".
    """
    if answer:
        return _answered(parts, texts, is_dotted, answer)
    day_first = _fits(parts, "dmy") & ~_fits(parts, "mdy")
    month_first = _fits(parts, "mdy") & ~_fits(parts, "dmy")
    year_first = _year_first(parts, is_dotted)
    if year_first is None:
        return _asked(f"не ясно, что стоит первым — день или месяц, или год: {_show(texts)}")
    if year_first:
        if is_dotted.any():
            return _asked(f"первым, похоже, стоит год: {_show(texts)}")
        return DateOrder("ymd", f"порядок {DATE_ORDERS['ymd']}{TWO_DIGITS}", str(texts[0]))
    if month_first.any() and (is_dotted.all() or not day_first.any()):
        return _month_first(parts, texts, is_dotted, day_first, month_first)
    if day_first.any() and (month_first & ~is_dotted).any():
        return _mixed(texts, day_first, month_first & ~is_dotted)
    if day_first.any():
        return _proved(parts, texts, "dmy", day_first)
    if (parts[:, 0] == parts[:, 1]).all():
        return DateOrder("dmy", "день и месяц в каждой дате равны, порядок не важен" + _years(parts))
    if is_dotted.all():
        return DateOrder(
            "dmy", f"порядок {DATE_ORDERS['dmy']}, принятый при точке: ни одно значение не против{_years(parts)}"
        )
    return _asked(f"не ясно, что стоит первым — день или месяц: {_show(texts.filter(pa.array(~is_dotted)))}")


def is_swapped(iso_days: npt.NDArray[np.int64], parts: Parts) -> bool:
    """Tell whether a spreadsheet with foreign settings took days up to 12 for months and left the others as text.

    `iso_days` are days of the month of the distinct dates that the program wrote; all are below 13, all texts above.
    """
    is_early = len(iso_days) >= MIN_SWAPPED and bool((iso_days <= 12).all())
    return is_early and len(parts) >= MIN_SWAPPED and bool((parts[:, 0] > 12).all())


def _month_first(
    parts: Parts, texts: pa.Array, is_dotted: BoolMask, day_first: BoolMask, month_first: BoolMask
) -> DateOrder:
    """Month first is believed where no dot says otherwise; one odd cell among dotted days is a bad cell."""
    if day_first.any():
        return _proved(parts, texts, "dmy", day_first)
    if not is_dotted.any():
        return _proved(parts, texts, "mdy", month_first)
    if (month_first & is_dotted).any():
        shown = _show(texts.filter(pa.array(month_first & is_dotted)))
        return _asked(f"через точку пишут {DATE_ORDERS['dmy']}, но так не читается {shown}")
    return _mixed(texts, is_dotted, month_first)


def _answered(parts: Parts, texts: pa.Array, is_dotted: BoolMask, answer: str) -> DateOrder:
    fits = _fits(parts, answer)
    against = ~fits & np.logical_or.reduce([_fits(parts, other) for other in DATE_ORDERS if other != answer])
    if answer == "dmy" and (fits & ~_fits(parts, "mdy")).any():
        against &= ~is_dotted
    if against.any():
        cell = str(texts[int(np.flatnonzero(against)[0])])
        return DateOrder(answer, "", cell, f"ответу --dates {answer} ({DATE_ORDERS[answer]}) противоречит «{cell}»")
    return DateOrder(answer, f"порядок {DATE_ORDERS[answer]} — по ответу --dates {answer}{_years(parts)}")


def _proved(parts: Parts, texts: pa.Array, order: str, proof: BoolMask) -> DateOrder:
    return DateOrder(order, f"порядок {DATE_ORDERS[order]}{_years(parts)}", str(texts[int(np.flatnonzero(proof)[0])]))


def _mixed(texts: pa.Array, day_first: BoolMask, month_first: BoolMask) -> DateOrder:
    shown = f"{_show(texts.filter(pa.array(day_first)), 2)}, {_show(texts.filter(pa.array(month_first)), 2)}"
    return DateOrder("dmy", refusal=f"даты записаны в разном порядке — день/месяц и месяц/день: {shown}")


def _asked(refusal: str) -> DateOrder:
    return DateOrder("dmy", refusal=f"{refusal}; {ASK}")


def _fits(parts: Parts, order: str) -> BoolMask:
    """Return which dates have a month and a day in this order; a year of four digits stands last only."""
    month, day = parts[:, order.index("m")], parts[:, order.index("d")]
    return (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)


def _year_first(parts: Parts, is_dotted: BoolMask) -> bool | None:
    """Tell whether a year of two digits stands first; None where nothing tells."""
    if not _fits(parts, "ymd").all():
        return False
    count_first, count_last = len(np.unique(parts[:, 0])), len(np.unique(parts[:, 2]))
    if count_last >= MIN_DAYS and count_first <= MAX_YEARS:
        return True
    is_last = (count_first >= MIN_DAYS and count_last <= MAX_YEARS) or bool(is_dotted.all())
    return False if is_last else None


def _years(parts: Parts) -> str:
    return TWO_DIGITS if (parts[:, 2] < 100).any() else ""


def _show(texts: pa.Array, count: int = COUNT_EXAMPLES) -> str:
    return ", ".join(f"«{text}»" for text in texts.slice(0, count).to_pylist())
