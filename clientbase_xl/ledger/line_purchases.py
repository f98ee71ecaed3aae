"""What each client bought of each line of products: turnover, days with a purchase, the last of them (METHOD 17)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window
from clientbase_xl.schemas.sales_types import NO_LINE

KEYS = ("client_code", "line", "turnover_rub", "count_purchases", "last_on")


def line_purchases(lines: Any, line_of_category: Mapping[str, str], window: Window) -> pd.DataFrame:
    """Return one row per client and line with a sale or return in the window: columns KEYS, by client and line.

    METHOD section 17. A line is the product category, or what `line_of_category` calls it; lines of sales without a
    category are NO_LINE, those without a client have `client_code` None. Turnover is net of returns, exact to the
    kopeck; `count_purchases` are days; `last_on` (datetime64) is NaT for returns only. Raises BaseRefused for a
    damaged part.
    """
    recent = lines.filter(within(lines, window))
    category = recent.product_category.fill_null("").strip()
    named = category.cases(*line_of_category.items(), else_=category) if line_of_category else category
    keyed = recent.mutate(line=ibis.ifelse(named == "", NO_LINE, named))
    bought = is_purchase(keyed)
    sums = keyed.group_by(["client_code", "line"]).aggregate(
        amount=keyed.amount_rub.sum(),
        count_purchases=keyed.sold_on.nunique(where=bought),
        last_on=keyed.sold_on.max(where=bought),
    )
    table = fetch_frame(sums).sort_values(["client_code", "line"], ignore_index=True)
    table["turnover_rub"] = table.pop("amount").fillna(0) / margins.KOPECKS
    table["count_purchases"] = table["count_purchases"].fillna(0).astype("int64")
    return table[list(KEYS)]


def line_totals(bought: pd.DataFrame) -> pd.DataFrame:
    """Return the totals per line of what `line_purchases` gave: `line`, turnover, clients with a purchase, purchases.

    Sales without a client count in the turnover only.
    """
    is_named = bought["client_code"].notna()
    of_client = bought.assign(
        count_clients=(is_named & (bought["count_purchases"] > 0)).astype("int64"),
        count_purchases=bought["count_purchases"].where(is_named, 0),
    )
    keys = ["turnover_rub", "count_clients", "count_purchases"]
    return of_client.groupby("line")[keys].sum().reset_index()
