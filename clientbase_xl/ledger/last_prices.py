"""At what price clients bought articles last (METHOD section 12)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.client_skus import PAIR, lines_of_pairs
from clientbase_xl.ledger.predicates import is_purchase
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.sku_sales import UNITS
from clientbase_xl.ledger.windows import Window


def last_prices(lines: Any, pairs: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the price of the last purchase day of each pair: `client_code`, `sku`, `price_rub`, `last_on`.

    METHOD section 12. The price is the amount of that day ÷ its units over all purchase lines.
    """
    mine = lines_of_pairs(lines, pairs, window)
    bought = mine.filter(is_purchase(mine))
    days = bought.group_by(["client_code", "product", "sold_on"]).aggregate(
        quantity=bought.quantity.sum(), amount=bought.amount_rub.sum()
    )
    place = ibis.row_number().over(ibis.window(group_by=["client_code", "product"], order_by=ibis.desc(days.sold_on)))
    last = days.mutate(place=place)
    table = fetch_frame(
        last.filter(last.place == 0).select("client_code", "product", "quantity", "amount", last_on=last.sold_on)
    ).rename(columns={"product": "sku"})
    table["price_rub"] = (table.pop("amount") / margins.KOPECKS) / (table.pop("quantity") / UNITS)
    return table.sort_values(list(PAIR), ignore_index=True)
