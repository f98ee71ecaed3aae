"""What groups of similar clients buy again and again (METHOD section 12)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window


def peer_skus(lines: Any, members: pd.DataFrame, least: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return per group of clients the articles that enough of them bought again, and how much one of them takes.

    METHOD section 12. In: `members` with `client_code` (unique) and `group_id` (int); `least` with `group_id`
    (unique) and `count_least`, how many must have bought it on two days and more of the window; groups that `least`
    lacks are left out. Out, by group and `sku`: `count_rebuyers`, `units_median` (units of a re-buyer in the window,
    the median). Only what passes comes back: groups × articles, never clients × articles.
    """
    known = ibis.memtable(
        pa.table(
            {
                "client_code": pa.array(list(members["client_code"]), pa.string()),
                "group_id": pa.array(list(members["group_id"]), pa.int64()),
            }
        )
    )
    bounds = ibis.memtable(
        pa.table({key: pa.array(list(least[key]), pa.int64()) for key in ("group_id", "count_least")})
    )
    named = with_product(lines, SKU)
    bought = named.filter(within(named, window) & is_purchase(named) & (named["product"] != ""))
    mine = bought.inner_join(known, "client_code")
    pairs = mine.group_by(["group_id", "product", "client_code"]).aggregate(
        count_days=mine.sold_on.nunique(), units=mine.quantity.sum().cast("float64")
    )
    again = pairs.filter(pairs.count_days >= 2)
    grouped = again.group_by(["group_id", "product"]).aggregate(
        count_rebuyers=again.count(), units_median=again.units.median()
    )
    limited = grouped.inner_join(bounds, "group_id")
    enough = limited.filter(limited.count_rebuyers >= limited.count_least)
    table = fetch_frame(enough.select("group_id", "product", "count_rebuyers", "units_median"))
    return table.rename(columns={"product": "sku"}).sort_values(["group_id", "sku"], ignore_index=True)
