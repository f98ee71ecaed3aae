"""Warning sign: profitability falls against last year.

METHOD section 14: «тотальное снижение цены → резкое падение рентабельности»; the threshold is ours.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import settle
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, last_full_month_start, shift_months
from clientbase_xl.rules.time_shares import per_cent
from clientbase_xl.rules.warning_sign import WarningSign, as_shown, is_warned, points
from clientbase_xl.rules.week_sales import group_profit_rub
from clientbase_xl.schemas.facts import MANAGER_MONTHS
from clientbase_xl.settings import WarningSettings

PRICE_PAIR = ("тотальное снижение цены", "резкое падение рентабельности")
"""The pair of METHOD 14: what is done, and what is lost by it."""
_SIGN = WarningSign(*PRICE_PAIR, "Рентабельность", "%", 0.0)


def margin_sign(
    months: pd.DataFrame, first_on: date | None, today: date, settings: WarningSettings, cost_coverage_min: float
) -> WarningSign:
    """Return gross profit ÷ turnover of the last full months against the same months a year before.

    METHOD section 14; gross profit as in section 2 (`group_profit_rub`: enough of the amount has a cost, one VAT
    basis). In: MANAGER_MONTHS of `today` (24 months with the current one), the first day of the ledger. Boundaries: the
    current month never counts; a fall of exactly the threshold warns. Unknown: a ledger that begins later than the
    earlier months, a profit that is not known, a turnover not above 0 in either period.
    """
    last, count = last_full_month_start(today), settings.margin_months
    first = shift_months(last, 1 - count)
    sign = replace(_SIGN, threshold=settings.margin_fall)
    earliest = shift_months(first, -MONTHS_IN_YEAR)
    if first_on is None or first_on > earliest:
        since = "продаж в базе ещё нет" if first_on is None else f"продажи в базе с {words.day(first_on)}"
        return replace(sign, reason=f"{since}, для сравнения нужны с {words.day(earliest)}")
    table = settle(months, MANAGER_MONTHS)
    margins: list[float] = []
    for back in (0, MONTHS_IN_YEAR):
        begin, end = (pd.Timestamp(shift_months(one, -back)) for one in (first, last))
        rows = table[table["month_start_on"].between(begin, end)]
        turnover = float(rows["turnover_rub"].fillna(0).sum())
        profit = group_profit_rub(rows, cost_coverage_min)
        if turnover <= 0 or profit != profit:
            what = "оборота нет" if turnover <= 0 else "валовая прибыль не известна"
            when = "год назад" if back else "сейчас"
            return replace(sign, reason=f"{what} ({when}, {_period(first, last)})")
        margins.append(profit / turnover)
    now, before = map(as_shown, margins)
    return replace(
        sign,
        value=now,
        value_before=before,
        is_warning=is_warned(before - now, settings.margin_fall),
        reason=f"{_period(first, last)} {per_cent(now)}, год назад {per_cent(before)} ({points(now - before)})",
    )


def _period(first: date, last: date) -> str:
    """Return the months of a period: «октябрь 2026», «август – октябрь 2026»."""
    if first == last:
        return words.month(last)
    begin = words.month(first) if first.year != last.year else words.MONTH_NAMES[first.month - 1]
    return f"{begin} – {words.month(last)}"
