"""What clients took of articles week by week (METHOD section 12)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.ledger.client_skus import PAIR, lines_of_pairs
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.sku_sales import UNITS
from clientbase_xl.ledger.windows import Window


def weekly_units(lines: Any, pairs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return what each pair took a week, net of returns: `client_code`, `sku`, `week_on`, `units`.

    METHOD section 12 (our shipments as the proxy of sell-out). Weeks begin on Monday (ISO); a week without lines has no
    row. In: `pairs` with `client_code` and `sku`.
    """
    mine = lines_of_pairs(lines, pairs, window)
    dated = mine.mutate(week_on=mine.sold_on.truncate("W").cast("date"))
    table = fetch_frame(
        dated.group_by(["client_code", "product", "week_on"]).aggregate(quantity=dated.quantity.sum())
    ).rename(columns={"product": "sku"})
    table["units"] = table.pop("quantity").fillna(0) / UNITS
    return table.sort_values([*PAIR, "week_on"], ignore_index=True)
