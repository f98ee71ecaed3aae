"""Listing of new SKUs: first shipments of an item to a client that bought from us before (METHOD section 5)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window
from clientbase_xl.rules.periods import months_before


def listings(lines: Any, window: Window, novelty_months: int) -> pd.DataFrame:
    """Return a row per client and item shipped to it for the first time ever in a window.

    METHOD section 5, KPI 4. Ours: only for clients with a purchase on an earlier day, otherwise every item of a new
    client would count; `is_novelty` when the item was first sold to anybody in the `novelty_months` before that day,
    NA where the ledger is not longer than that. Out: `manager` (of the lines of that day, "" where not stated; of
    several the first by alphabet), `client_code`, `sku`, `sku_name`, `listed_on`, `amount_rub` (purchase lines of that
    day), `is_novelty`, by day, client and item. Lines without an item or a client are left out.
    """
    table = fetch_frame(_first_shipments(lines, window)).sort_values(["listed_on", "client_code", "sku"])
    first_line = fetch_frame(lines.aggregate(first_on=lines.sold_on.min()))["first_on"].iloc[0]
    since = _months_before(table["listed_on"], novelty_months)
    is_new = (table.pop("first_sold_on") >= since).astype("boolean").where(since > first_line)
    amount_rub = table.pop("amount_kop").fillna(0) / margins.KOPECKS
    return table.assign(amount_rub=amount_rub, is_novelty=is_new).reset_index(drop=True)


def _months_before(days: pd.Series[Any], count: int) -> pd.Series[Any]:
    """Return each day so many calendar months earlier."""
    shifted = {day: pd.Timestamp(months_before(day.date(), count)) for day in days.unique()}
    return pd.Series([shifted[day] for day in days], index=days.index, dtype="datetime64[us]")


def _first_shipments(lines: Any, window: Window) -> Any:
    """Return the first shipments within a window beside the first sale of the item to anybody."""
    named = with_product(lines, SKU)
    everything = named.filter(is_purchase(named))
    started = everything.group_by("client_code").aggregate(started_on=everything.sold_on.min())
    bought = everything.filter(everything["product"] != "")
    first_sold = bought.group_by("product").aggregate(first_sold_on=bought.sold_on.min())
    known = bought.filter(bought.client_code.notnull())
    firsts = known.group_by(["client_code", "product"]).aggregate(listed_on=known.sold_on.min())
    found = firsts.filter((firsts.listed_on >= ibis.date(window.start)) & (firsts.listed_on < ibis.date(window.end)))
    found = found.inner_join(started, "client_code").inner_join(first_sold, "product")
    found = found.filter(found.started_on < found.listed_on)
    of_day = known.filter(within(known, window)).group_by(["client_code", "product", "sold_on"])
    days = of_day.aggregate(
        # whole kopecks: tens of thousands of decimals would be turned one by one
        amount_kop=(known.amount_rub.sum() * int(margins.KOPECKS)).cast("int64"),
        sku_name=known.sku_name.max(),
        manager=known.manager.min(),
    )
    keys = ["client_code", "product", ("listed_on", "sold_on")]
    joined = found.inner_join(days, keys)
    return joined.select(
        manager=ibis.coalesce(joined.manager, ""),
        client_code=joined.client_code,
        sku=joined["product"],
        sku_name=joined.sku_name,
        listed_on=joined.listed_on,
        amount_kop=joined.amount_kop,
        first_sold_on=joined.first_sold_on,
    )
