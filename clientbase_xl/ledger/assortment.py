"""Width and depth: how many items a client buys and how much of each (METHOD section 2)."""

from __future__ import annotations

from typing import Any

import ibis

from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.windows import FactWindows


def assortment(known: Any, windows: FactWindows) -> Any:
    """Return per client the items with a net quantity above 0 in the turnover window, and their total quantity.

    An item is its code, or its name where the export has no codes; lines with neither are no item. What was
    bought and returned in full is not in the width.
    """
    recent = known.filter(within(known, windows.turnover))
    recent = recent.mutate(item=ibis.coalesce(recent.sku_code, recent.sku_name))
    recent = recent.filter(recent.item.notnull())
    items = recent.group_by(["client_code", "item"]).aggregate(quantity=recent.quantity.sum())
    bought = items.filter(items.quantity > 0)
    return bought.group_by("client_code").aggregate(
        width_skus=bought.item.count(), quantity_bought=bought.quantity.sum()
    )
