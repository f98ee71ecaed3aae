"""First and last purchase of each client as several days saw them: what the bridge of the base needs (METHOD 0)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger.predicates import is_purchase
from clientbase_xl.ledger.results import fetch_frame


def purchase_dates(lines: Any, days: Sequence[date]) -> dict[date, pd.DataFrame]:
    """Return for each day the clients with a purchase before it: `client_code`, first and last purchase before it.

    METHOD section 0: a purchase is a day with a line of positive quantity. One pass over the lines for all days.
    Columns `client_code`, `first_purchase_on`, `last_purchase_on` (datetime64), by code; a client with returns only
    is not there. Lines of `day` itself and later are invisible. Raises BaseRefused when a part cannot be read.
    """
    bought = lines.filter(is_purchase(lines) & lines.client_code.notnull())
    seen = {f"last_{n}": bought.sold_on.max(where=bought.sold_on < ibis.date(day)) for n, day in enumerate(days)}
    grouped = bought.group_by("client_code").aggregate(first_purchase_on=bought.sold_on.min(), **seen)
    table = fetch_frame(grouped).sort_values("client_code")
    keys = ["client_code", "first_purchase_on", "last_purchase_on"]
    return {
        day: table[table[f"last_{n}"].notna()].rename(columns={f"last_{n}": keys[2]})[keys].reset_index(drop=True)
        for n, day in enumerate(days)
    }
