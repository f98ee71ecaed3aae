"""Width, depth and presence of the must list per client on any day (METHOD sections 2 and 5)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.product_kpis import SKU, with_product
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window

_UNITS_OF_QUANTITY = 10_000


def client_assortment(lines: Any, window: Window, mml: Collection[str]) -> pd.DataFrame:
    """Return per client the items with a net quantity above 0 in a window, their quantity, and those of the MML.

    METHOD section 5, KPI 5: width and depth; share of MML present = `count_mml` ÷ size of the list. An item is its
    code, or its name where the export has no codes. Out: `client_code`, `width_skus`, `quantity_bought`, `count_mml`,
    by code; a client that bought no item, or returned all, is not there. What was returned in full is not present.
    """
    named = with_product(lines, SKU)
    recent = named.filter(within(named, window) & named.client_code.notnull() & (named["product"] != ""))
    items = recent.group_by(["client_code", "product"]).aggregate(quantity=recent.quantity.sum())
    bought = items.filter(items.quantity > 0)
    codes = sorted(set(mml))
    is_listed = bought["product"].isin(codes) if codes else bought["product"].isnull()
    grouped = bought.group_by("client_code").aggregate(
        width_skus=bought.count(), quantity_bought=bought.quantity.sum(), count_mml=bought.count(where=is_listed)
    )
    table = fetch_frame(grouped).sort_values("client_code").reset_index(drop=True)
    return table.assign(quantity_bought=table["quantity_bought"].fillna(0) / _UNITS_OF_QUANTITY)
