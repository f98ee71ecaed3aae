"""Listing of new SKUs: first shipments of an item to a client that bought from us before (METHOD section 5)."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import numpy as np
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window
from clientbase_xl.rules.periods import months_before


def listings(lines: Any, window: Window, novelty_months: int) -> pd.DataFrame:
    """Return a row per client and item shipped to it for the first time ever in a window.

    METHOD section 5, KPI 4. Ours: only for clients with a purchase on an earlier day, otherwise every item of a new
    client would count; `is_novelty` when the item was first sold to anybody in the `novelty_months` before the end of
    the window, NA while the ledger is not longer than that. Out: `manager` (of the lines of that day, "" where not
    stated; of several the first by alphabet), `client_code`, `sku`, `sku_name`, `listed_on`, `amount_rub` (purchase
    lines of that day), `is_novelty`, by day, client and item. Lines without an item or a client are left out.
    """
    rows = _first_shipments(lines, window)
    since = months_before(window.end, novelty_months)
    first_line = fetch_frame(lines.aggregate(first_on=lines.sold_on.min()))["first_on"].iloc[0]
    table = fetch_frame(rows).sort_values(["listed_on", "client_code", "sku"]).reset_index(drop=True)
    is_known = bool(not pd.isna(first_line) and first_line.date() < since)
    is_new = (table.pop("first_sold_on") >= pd.Timestamp(since)).astype("boolean")
    return table.assign(
        amount_rub=table["amount_rub"].fillna(0) / margins.KOPECKS,
        is_novelty=is_new.where(np.full(len(is_new), is_known)),
    )


def _first_shipments(lines: Any, window: Window) -> Any:
    """Return the first shipments within a window beside the first sale of the item to anybody."""
    named = with_product(lines, SKU)
    bought = named.filter(is_purchase(named) & (named["product"] != ""))
    first_sold = bought.group_by("product").aggregate(first_sold_on=bought.sold_on.min())
    known = bought.filter(bought.client_code.notnull())
    started = known.group_by("client_code").aggregate(started_on=known.sold_on.min())
    days = known.group_by(["client_code", "product", "sold_on"]).aggregate(
        amount_rub=known.amount_rub.sum(), sku_name=known.sku_name.max(), manager=known.manager.min()
    )
    first = ibis.window(group_by=["client_code", "product"], order_by="sold_on")
    days = days.mutate(place=ibis.row_number().over(first))
    found = days.filter((days.place == 0) & _is_within(days, window.start, window.end))
    joined = found.inner_join(started, "client_code").inner_join(first_sold, "product")
    joined = joined.filter(joined.started_on < joined.sold_on)
    return joined.select(
        manager=ibis.coalesce(joined.manager, ""),
        client_code=joined.client_code,
        sku=joined["product"],
        sku_name=joined.sku_name,
        listed_on=joined.sold_on,
        amount_rub=joined.amount_rub,
        first_sold_on=joined.first_sold_on,
    )


def _is_within(days: Any, start: date, end: date) -> Any:
    return (days.sold_on >= ibis.date(start)) & (days.sold_on < ibis.date(end))
