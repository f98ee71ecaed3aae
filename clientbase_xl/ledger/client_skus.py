"""The assortment of single clients: their best articles, and what they have bought at all (METHOD section 12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import is_purchase, within
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.sku_sales import UNITS
from clientbase_xl.ledger.windows import Window

PAIR = ("client_code", "sku")


def client_skus(
    lines: Any, codes: Sequence[str], ranks: pd.DataFrame, window: Window, *, most_liquid: int, most_other: int
) -> pd.DataFrame:
    """Return the articles that each of the given clients bought in a window, the best ones only.

    METHOD section 12. In: `ranks` with `sku` (unique), `liquid_rank` (NA: not liquid) and `is_candidate` (bool: asked
    for whatever its place). Per client so many liquid ones come back, by rank, and so many others, by roubles; beside
    them every candidate that he bought. Out: `client_code`, `sku`, `is_best`, `count_days`, `units` and `amount_rub`
    (net of returns), by client and article; `first_on` (datetime64): his first purchase of it, however long before
    the window. Only articles with a purchase in the window count.
    """
    clients = ibis.memtable(pa.table({"client_code": pa.array(list(codes), pa.string())}))
    known = ibis.memtable(
        pa.table(
            {
                "product": pa.array(list(ranks["sku"]), pa.string()),
                "liquid_rank": pa.array(
                    [None if pd.isna(one) else int(one) for one in ranks["liquid_rank"]], pa.int64()
                ),
                "is_candidate": pa.array([bool(one) for one in ranks["is_candidate"]], pa.bool_()),
            }
        )
    )
    named = with_product(lines, SKU)
    # Lines older than the window only tell when an article was first bought.
    known_by = (named.sold_on < ibis.date(window.end)) & (named["product"] != "")
    mine = named.filter(known_by).semi_join(clients, "client_code")
    inside = within(mine, window)
    sums = mine.group_by(["client_code", "product"]).aggregate(
        count_days=mine.sold_on.nunique(where=inside & is_purchase(mine)),
        quantity=mine.quantity.sum(where=inside),
        amount=mine.amount_rub.sum(where=inside),
        first_on=mine.sold_on.min(where=is_purchase(mine)),
    )
    pairs = sums.filter(sums.count_days > 0).left_join(known, "product")
    pairs = pairs.mutate(is_kept=pairs.quantity > 0, is_liquid=pairs.liquid_rank.notnull())
    place = ibis.row_number().over(
        ibis.window(
            group_by=["client_code", "is_kept", "is_liquid"],
            order_by=[ibis.coalesce(pairs.liquid_rank, 0), ibis.desc(pairs.amount), pairs["product"]],
        )
    )
    placed = pairs.mutate(place=place)
    is_best = placed.is_kept & (placed.place < placed.is_liquid.ifelse(most_liquid, most_other))
    kept = placed.mutate(is_best=is_best)
    kept = kept.filter(kept.is_best | kept.is_candidate.fill_null(False))
    table = fetch_frame(
        kept.select("client_code", "product", "is_best", "count_days", "quantity", "amount", "first_on")
    ).rename(columns={"product": "sku"})
    table["units"] = table.pop("quantity").fillna(0) / UNITS
    table["amount_rub"] = table.pop("amount").fillna(0) / margins.KOPECKS
    return table.sort_values(list(PAIR), ignore_index=True)


def lines_of_pairs(lines: Any, pairs: pd.DataFrame, window: Window) -> Any:
    """Return the lines of a window about the given pairs of client and article (`product`)."""
    wanted = ibis.memtable(
        pa.table(
            {
                "client_code": pa.array(list(pairs["client_code"]), pa.string()),
                "product": pa.array(list(pairs["sku"]), pa.string()),
            }
        )
    )
    named = with_product(lines, SKU)
    return named.filter(within(named, window)).semi_join(wanted, ["client_code", "product"])
