"""Active addresses and turnover by brand, product category and SKU (METHOD sections 5 and 19)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window

BRAND, CATEGORY, SKU = "brand", "product_category", "sku"
_PERIODS = ("now", "before")


def product_totals(lines: Any, clients: pd.DataFrame, now: Window, before: Window, dimension: str) -> pd.DataFrame:
    """Return per brand, category or SKU its active addresses and turnover in two windows.

    METHOD section 5. In: `dimension` BRAND, CATEGORY or SKU; `clients` with `client_code` (unique), `count_points`
    (how many addresses a client stands for), `is_active_now` and `is_active_before` (bool: in the active base at the
    end of each window). Out: `product` ("" where lines do not name it), `product_name` (SKU only), and for now and
    before `count_addresses_*` (Σ points of clients with a purchase), `count_active_*` (of them clients of the active
    base), `turnover_*_rub` (net of returns, lines without a client included), largest turnover first, then by name.
    A product without lines in both windows is not there. A client that `clients` lacks stands for one address.
    """
    named = with_product(lines, dimension)
    windows = dict(zip(_PERIODS, (now, before), strict=True))
    recent = named.filter(within(named, now) | within(named, before))
    sums = recent.group_by("product").aggregate(
        product_name=recent.sku_name.max(where=ibis.literal(dimension == SKU)),
        **{f"amount_{key}": recent.amount_rub.sum(where=within(recent, window)) for key, window in windows.items()},
    )
    table = fetch_frame(sums).merge(fetch_frame(_addresses(recent, clients, windows)), on="product", how="left")
    for key in _PERIODS:
        for name in (f"count_addresses_{key}", f"count_active_{key}"):
            table[name] = table[name].fillna(0).astype("int64")
        table[f"turnover_{key}_rub"] = table.pop(f"amount_{key}").fillna(0) / margins.KOPECKS
    return table.sort_values(["turnover_now_rub", "product"], ascending=[False, True]).reset_index(drop=True)


def _addresses(recent: Any, clients: pd.DataFrame, windows: dict[str, Window]) -> Any:
    """Return per product the addresses and the clients of the active base with a purchase in each window."""
    bought = recent.filter(is_purchase(recent) & recent.client_code.notnull())
    pairs = bought.group_by(["product", "client_code"]).aggregate(
        **{f"is_{key}": within(bought, window).any() for key, window in windows.items()}
    )
    known = pairs.left_join(client_table(clients), "client_code")
    points = ibis.coalesce(known.count_points, 1)
    counts = {}
    for key in windows:
        is_shipped = known[f"is_{key}"]
        counts[f"count_addresses_{key}"] = points.sum(where=is_shipped)
        counts[f"count_active_{key}"] = known.count(where=is_shipped & known[f"is_active_{key}"].fill_null(False))
    return known.group_by("product").aggregate(**counts)


def addresses_per_product(
    lines: Any, clients: pd.DataFrame, now: Window, before: Window, dimension: str
) -> pd.DataFrame:
    """Return per window and manager, and of all together (manager None), Σ addresses over products and products.

    METHOD section 5, KPI 3: their ratio is the average АА of a brand, category or SKU. In: windows that do not overlap;
    `clients` as for `product_totals`. Out: `is_now`, `manager` ("" where not stated), `count_addresses`,
    `count_products`; products without a name are left out.
    """
    named = with_product(lines, dimension)
    bought = named.filter(is_purchase(named) & named.client_code.notnull() & (named["product"] != ""))
    bought = bought.filter(within(bought, now) | within(bought, before))
    keys = ["is_now", "manager", "product", "client_code"]
    pairs = bought.mutate(is_now=within(bought, now), manager=ibis.coalesce(bought.manager, "")).select(keys).distinct()
    every = pairs.mutate(manager=ibis.null("string")).select(keys).distinct()
    known = pairs.union(every).left_join(client_table(clients), "client_code")
    grouped = known.group_by(["is_now", "manager"]).aggregate(
        count_addresses=ibis.coalesce(known.count_points, 1).sum(), count_products=known["product"].nunique()
    )
    return fetch_frame(grouped).sort_values(["is_now", "manager"]).reset_index(drop=True)


def with_product(lines: Any, dimension: str) -> Any:
    """Return the lines with `product`: the brand, the category, or the item (its code, else its name)."""
    value = ibis.coalesce(lines.sku_code, lines.sku_name, "") if dimension == SKU else lines[dimension].fill_null("")
    return lines.mutate(product=value)


def client_table(clients: pd.DataFrame) -> Any:
    """Return clients with their points and membership as a table of the engine, typed also without rows."""
    columns = {
        "client_code": pa.array(list(clients["client_code"]), pa.string()),
        "count_points": pa.array(list(clients["count_points"]), pa.int64()),
        **{key: pa.array(list(clients[key]), pa.bool_()) for key in ("is_active_now", "is_active_before")},
    }
    return ibis.memtable(pa.table(columns))
