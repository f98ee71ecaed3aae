"""Which articles are liquid: many buy them, and most of those who bought them buy them again.

METHOD section 12 [P] (ours: the thresholds): sold to ≥ 5 clients in 3 months and re-bought by ≥ 50 % of their buyers in
6; ordered by re-buying clients, then units a week.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import texts
from clientbase_xl.settings import OfferSettings

SOLD_MONTHS, REBOUGHT_MONTHS, KNOWN_MONTHS = 3, 6, 12


def liquid_assortment(sales: pd.DataFrame, weeks_sold: float, settings: OfferSettings) -> pd.DataFrame:
    """Return the articles with their liquidity, liquid ones first in their order, the others by roubles.

    METHOD section 12. In: a row per article with `sku` (unique), `product_name`, `count_buyers` (3 months),
    `count_buyers_long` and `count_rebuyers` (6 months), `units` and `amount_rub` of 3 months; `weeks_sold`, their
    number of weeks. Out: the same with `is_liquid`, `rebuy_share` (NaN: nobody bought it in 6 months), `units_week`,
    `liquid_rank` (Int64 from 1, NA: not liquid), `reason`. Both thresholds are inclusive; ties by article.
    """
    table = sales.copy()
    table["rebuy_share"] = table["count_rebuyers"] / table["count_buyers_long"].where(table["count_buyers_long"] > 0)
    table["units_week"] = table["units"] / weeks_sold
    is_liquid = (table["count_buyers"] >= settings.liquid_buyers) & (table["rebuy_share"] >= settings.liquid_share)
    table["is_liquid"] = is_liquid.astype(bool)
    by = ["is_liquid", "count_rebuyers", "units_week", "sku"]
    liquid = table[table["is_liquid"]].sort_values(by, ascending=[False, False, False, True], kind="stable")
    others = table[~table["is_liquid"]].sort_values(["amount_rub", "sku"], ascending=[False, True], kind="stable")
    ordered = pd.concat([liquid, others], ignore_index=True)
    places = pd.Series(range(1, len(ordered) + 1), dtype="Int64")
    ordered["liquid_rank"] = places.where(ordered["is_liquid"])
    ordered["reason"] = texts([_reason(row, settings) for row in ordered.to_dict("records")], ordered.index)
    return ordered


def _reason(row: Mapping[Any, Any], settings: OfferSettings) -> str:
    """Return the numbers behind the verdict; of an article that is not liquid, what it lacks."""
    buyers, long = row["count_buyers"], row["count_buyers_long"]
    bought = f"За {SOLD_MONTHS} мес. купили {words.counted(buyers, 'клиент', 'клиента', 'клиентов')}"
    again = f"за {REBOUGHT_MONTHS} мес. снова брали {int(str(row['count_rebuyers']))} из {long}"
    if long:
        again += f" ({words.share(float(str(row['rebuy_share'])))})"
    if row["is_liquid"]:
        return f"{bought}; {again}; {words.grouped(float(str(row['units_week'])), 1)} ед. в неделю"
    if buyers < settings.liquid_buyers:
        bought += f", нужно {settings.liquid_buyers}"
    if not row["rebuy_share"] >= settings.liquid_share:
        again += f", нужно {words.share(settings.liquid_share)}"
    return f"{bought}; {again}"
