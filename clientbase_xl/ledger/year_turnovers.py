"""Turnover of each client in the last 12 months and in the 12 before them (METHOD section 18, question 3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import last_months
from clientbase_xl.rules.periods import MONTHS_IN_YEAR

KEYS = ("client_code", "turnover_now_rub", "turnover_before_rub", "is_client_before")


def year_turnovers(lines: Any, today: date) -> pd.DataFrame:
    """Return each client with a line in the last 24 months: columns KEYS, by code.

    METHOD sections 0, 18. Net of returns, exact to the kopeck; `is_client_before` tells whether the client made a
    purchase in the earlier 12 months. Lines without a client are left out. Raises BaseRefused for a damaged part.
    """
    now = last_months(today, MONTHS_IN_YEAR)
    before = now.before(MONTHS_IN_YEAR)
    recent = lines.filter((within(lines, now) | within(lines, before)) & lines.client_code.notnull())
    sums = recent.group_by("client_code").aggregate(
        now=recent.amount_rub.sum(where=within(recent, now)),
        before=recent.amount_rub.sum(where=within(recent, before)),
        is_client_before=(is_purchase(recent) & within(recent, before)).any(),
    )
    table = fetch_frame(sums).sort_values("client_code", ignore_index=True)
    for key in ("now", "before"):
        table[f"turnover_{key}_rub"] = table.pop(key).fillna(0) / margins.KOPECKS
    table["is_client_before"] = table["is_client_before"].fillna(False).astype(bool)
    return table[list(KEYS)]
