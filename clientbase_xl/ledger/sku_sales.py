"""How articles turn: who bought them, who bought them again, how many units (METHOD section 12)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window

UNITS = 10_000
"""Smallest units of a stored quantity in one unit."""


def sku_sales(lines: Any, sold: Window, rebought: Window, known: Window) -> pd.DataFrame:
    """Return per article its buyers in two windows, those who bought it again, and what was sold of it.

    METHOD section 12. `sold` (3 months) lies within `rebought` (6), that within `known` (12). Out, by `sku` (its code,
    else its name):
    `product_name`, `count_buyers` (clients with a purchase in `sold`), `count_buyers_long` and of them
    `count_rebuyers` (on two days and more of `rebought`), `units` and `amount_rub` of `sold`, net of returns, lines
    without a client too. An article without lines in `known` is not there.
    """
    named = with_product(lines, SKU)
    named = named.filter(within(named, known) & (named["product"] != ""))
    bought = named.filter(is_purchase(named) & named.client_code.notnull() & within(named, rebought))
    pairs = bought.group_by(["product", "client_code"]).aggregate(
        count_days=bought.sold_on.nunique(), is_recent=within(bought, sold).any()
    )
    buyers = pairs.group_by("product").aggregate(
        count_buyers=pairs.count(where=pairs.is_recent),
        count_buyers_long=pairs.count(),
        count_rebuyers=pairs.count(where=pairs.count_days >= 2),
    )
    is_sold = is_purchase(named) & named.client_code.notnull() & (named.amount_rub > 0)
    sums = named.group_by("product").aggregate(
        # What nobody bought is often a note of the warehouse: «повреждён», «ошибка».
        product_name=ibis.coalesce(named.sku_name.max(where=is_sold), named.sku_name.max()),
        quantity=named.quantity.sum(where=within(named, sold)),
        amount=named.amount_rub.sum(where=within(named, sold)),
    )
    table = fetch_frame(sums).merge(fetch_frame(buyers), on="product", how="left")
    for key in ("count_buyers", "count_buyers_long", "count_rebuyers"):
        table[key] = table[key].fillna(0).astype("int64")
    table["units"] = table.pop("quantity").fillna(0) / UNITS
    table["amount_rub"] = table.pop("amount").fillna(0) / margins.KOPECKS
    return table.rename(columns={"product": "sku"}).sort_values("sku", ignore_index=True)
