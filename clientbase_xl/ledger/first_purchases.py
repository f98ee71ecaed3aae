"""First and second purchase of each client, and the months after the first in which it bought (METHOD section 9)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger.purchases import purchase_days
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.rules.periods import MONTHS_IN_YEAR

COUNT_MONTHS = 12
"""Months after the month of the first purchase that are told apart."""
FIRST_PURCHASE_KEYS = ("client_code", "first_on", "second_on", "months_mask")


def first_purchases(lines: Any) -> pd.DataFrame:
    """Return per client its first and second purchase and its months: FIRST_PURCHASE_KEYS, a row per client, by code.

    `second_on` is NaT for a client that bought on one day only. Bit k of `months_mask` (int64) is set when the client
    bought in the k-th calendar month after that of its first purchase (k from 0 to COUNT_MONTHS). Clients that never
    bought are absent. Aggregated where the lines live. Raises BaseRefused when a part cannot be read.
    """
    days = purchase_days(lines.filter(lines.client_code.notnull()))
    per_client = ibis.window(group_by="client_code", order_by="sold_on")
    dated = days.mutate(number=ibis.row_number().over(per_client), first_on=days.sold_on.first().over(per_client))
    months = _month_number(dated.sold_on) - _month_number(dated.first_on)
    bought = dated.mutate(month_bit=(months <= COUNT_MONTHS).ifelse(ibis.literal(1) << months.cast("int64"), 0))
    # A month of several purchases must count once: bits are joined by month first.
    monthly = bought.group_by(["client_code", "month_bit"]).aggregate(
        first_on=bought.sold_on.min(), second_on=bought.sold_on.min(where=bought.number == 1)
    )
    table = fetch_frame(
        monthly.group_by("client_code").aggregate(
            first_on=monthly.first_on.min(),
            second_on=monthly.second_on.min(),
            months_mask=monthly.month_bit.sum(),
        )
    )
    table = table.astype({"client_code": "object", "months_mask": "int64"})
    return table[list(FIRST_PURCHASE_KEYS)].sort_values("client_code").reset_index(drop=True)


def first_line_on(lines: Any) -> date | None:
    """Return the first day of the ledger, lines without a client included; None without lines."""
    first = fetch_frame(lines.aggregate(first_on=lines.sold_on.min()))["first_on"].iloc[0]
    return None if pd.isna(first) else pd.Timestamp(first).date()


def _month_number(days: Any) -> Any:
    return days.year() * MONTHS_IN_YEAR + days.month()
