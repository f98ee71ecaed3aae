"""The typed «предкризисный период» of a client that cuts purchases: which may be a baseline (METHOD section 11)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules.falling_baseline import count_months
from clientbase_xl.rules.joined import as_dates

KEYS = ("client_code", "start_on", "end_on", "count_months")
HALF, BACKWARDS, AHEAD, BEFORE_SALES = "half", "backwards", "ahead", "before_sales"
"""What is wrong with a period: one end only, the end before the start, not over yet, before the first sale."""


def period_fault(first: Any, last: Any, first_sale_on: date | None, today: date) -> str:
    """Return what is wrong with a typed period of two days, both inclusive; "" for a sound one and for none at all.

    METHOD section 11. Its last day must lie before `today` (lines of today count for nothing), its first day not before
    the first sale of the ledger: what is not in the ledger is unknown, never 0.
    """
    if pd.isna(first) and pd.isna(last):
        return ""
    if pd.isna(first) or pd.isna(last):
        return HALF
    if first > last:
        return BACKWARDS
    if last >= pd.Timestamp(today):
        return AHEAD
    return "" if first_sale_on is not None and first >= pd.Timestamp(first_sale_on) else BEFORE_SALES


def crisis_periods(typed: pd.DataFrame, first_sale_on: date | None, today: date) -> pd.DataFrame:
    """Return the sound typed periods: columns KEYS, `end_on` is the day after the last (METHOD section 11).

    In: stored FALLING_PURCHASES. Out: dates, months by `count_months`.
    """
    days = zip(as_dates(typed["crisis_from"]), as_dates(typed["crisis_until"]), strict=True)
    rows = [
        (code, first.date(), last.date() + timedelta(days=1), count_months(first.date(), last.date()))
        for code, (first, last) in zip(typed["client_code"], days, strict=True)
        if not pd.isna(first) and not period_fault(first, last, first_sale_on, today)
    ]
    return pd.DataFrame(rows, columns=list(KEYS), dtype=object)


def with_typed_month(windows: pd.DataFrame, periods: pd.DataFrame, amounts: pd.DataFrame) -> pd.DataFrame:
    """Return `falling_windows` with `typed_month_rub`, a row too for clients that only have a period.

    In: `crisis_periods`; `client_code`, `amount_rub` of each of them. A month of a period is its roubles ÷ months.
    """
    months = dict(zip(periods["client_code"], periods["count_months"], strict=True))
    month_rub = {
        code: amount / months[code] for code, amount in zip(amounts["client_code"], amounts["amount_rub"], strict=True)
    }
    missing = [code for code in month_rub if code not in set(windows["client_code"])]
    nothing = dict.fromkeys(("now_rub", "year_ago_rub", "before_rub"), 0.0)
    more = pd.DataFrame([{"client_code": code, **nothing} for code in missing], columns=list(windows.columns))
    whole = pd.concat([windows, more.astype(windows.dtypes.to_dict())], ignore_index=True) if missing else windows
    return whole.assign(typed_month_rub=whole["client_code"].map(month_rub).astype("float64"))
