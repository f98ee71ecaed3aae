"""Turnover of clients by full calendar months: what the plan proposal and the chart of a client need (METHOD 13)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import full_months
from clientbase_xl.settings import Settings

KEYS = ("client_code", "month_start_on", "turnover_rub", "count_purchases", "gross_profit_rub")
"""Columns of the table."""


def client_months(lines: Any, today: date, count_months: int, settings: Settings) -> pd.DataFrame:
    """Return turnover, purchases and gross profit per client of the last full months: columns KEYS.

    A row for every client and month with at least one line, by code and month; months without lines have none
    (0 when the ledger covers them, `ledger_first_on`). The current month is no full month, even on its last day.
    Turnover is net of returns and may be negative; purchases are days; gross profit is NaN where the cost covers too
    little (the rule of client facts). Lines without a client are left out. Money float64 exact to the kopeck, counts
    int64, months datetime64. Raises BaseRefused when a part cannot be read.
    """
    window = full_months(today, count_months)
    known = lines.filter(within(lines, window) & lines.client_code.notnull())
    known = known.mutate(month_start_on=known.sold_on.truncate("M").cast("date"))
    grouped = known.group_by(["client_code", "month_start_on"]).aggregate(
        **margins.margin_sums(known), count_purchases=known.sold_on.nunique(where=is_purchase(known))
    )
    sums = fetch_frame(grouped).sort_values(["client_code", "month_start_on"], ignore_index=True)
    return sums.assign(
        turnover_rub=margins.turnover_rub(sums),
        gross_profit_rub=margins.gross_profit_rub(sums, settings.facts.cost_coverage_min),
        count_purchases=sums["count_purchases"].fillna(0).astype("int64"),
    )[list(KEYS)]


def ledger_first_on(lines: Any, today: date) -> date | None:
    """Return the first day of the ledger before `today`, also of lines without a client; None without lines."""
    visible = lines.filter(lines.sold_on < today)
    first = fetch_frame(visible.aggregate(first_on=visible.sold_on.min()))["first_on"].iloc[0]
    return None if pd.isna(first) else first.date()
