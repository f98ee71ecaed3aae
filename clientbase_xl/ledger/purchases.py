"""Purchases of each client: days, counts, own rhythm, silence a year ago (METHOD sections 0, 2 and 8)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.windows import FactWindows
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, shift_months


def purchase_days(known: Any) -> Any:
    """Return one row per client and day with a purchase: several documents of a day are one purchase."""
    return known.filter(is_purchase(known)).select("client_code", "sold_on").distinct()


def purchase_counts(days: Any, windows: FactWindows) -> Any:
    """Return per client the first and last purchase and the purchases of every window."""

    def count(window: Any) -> Any:
        return days.sold_on.count(where=within(days, window))

    # Silence a year ago needs one number: the last purchase before this very day of last year.
    a_year_ago = ibis.date(shift_months(windows.today, -MONTHS_IN_YEAR))
    return days.group_by("client_code").aggregate(
        first_purchase_on=days.sold_on.min(),
        last_purchase_on=days.sold_on.max(),
        count_purchases=days.sold_on.count(),
        count_purchases_12m=count(windows.turnover),
        count_purchases_recent=count(windows.purchases),
        count_purchases_year_ago=count(windows.purchases_year_ago),
        count_purchases_last_month=count(windows.last_month),
        last_purchase_year_ago_on=days.sold_on.max(where=days.sold_on < a_year_ago),
    )


def rhythm(days: Any, windows: FactWindows) -> Any:
    """Return per client the median interval between purchases of the rhythm window, in days, and their number."""
    recent = days.filter(within(days, windows.rhythm))
    previous = recent.sold_on.lag().over(ibis.window(group_by="client_code", order_by="sold_on"))
    dated = recent.mutate(previous_on=previous)
    gaps = dated.filter(dated.previous_on.notnull())
    gaps = gaps.mutate(gap_days=gaps.sold_on.delta(gaps.previous_on, unit="day"))
    return gaps.group_by("client_code").aggregate(
        rhythm_days=gaps.gap_days.median(), count_intervals=gaps.gap_days.count()
    )


def silence_days(last_purchase_on: pd.Series[Any], today: date) -> pd.Series[Any]:
    """Return days from the last purchase to today; NaN for a client that never bought."""
    silence: pd.Series[Any] = (pd.Timestamp(today) - last_purchase_on).dt.days.astype("float64")
    return silence


def is_silent_year_ago(
    last_purchase_on: pd.Series[Any], last_year_ago_on: pd.Series[Any], first_line_on: date | None, today: date
) -> pd.Series[Any]:
    """Tell per client whether the days of its present silence were silent a year earlier too (METHOD section 8).

    The days from the one after the last purchase to today, shifted back by 12 months; `last_year_ago_on` is the
    last purchase before today − 12 months. NA when the client is not silent (bought yesterday), never bought, or
    the ledger begins within or after those days.
    """
    days = [pd.NaT if pd.isna(day) else day.date() for day in last_purchase_on]
    starts = {day: shift_months(day + timedelta(days=1), -MONTHS_IN_YEAR) for day in set(days) if not pd.isna(day)}
    start = pd.Series(
        [pd.Timestamp(starts[day]) if day in starts else pd.NaT for day in days],
        index=last_purchase_on.index,
        dtype="datetime64[us]",
    )
    is_known = start.notna() & (last_purchase_on < pd.Timestamp(today - timedelta(days=1)))
    if first_line_on is not None:
        is_known &= start >= pd.Timestamp(first_line_on)
    is_silent = ~(last_year_ago_on >= start)  # NaT compares as False: no purchase at all is silence
    return is_silent.astype("boolean").where(is_known)
