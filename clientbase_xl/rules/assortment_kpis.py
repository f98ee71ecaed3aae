"""«АА и нулевые по товарам»: active addresses and zero clients by brand, category, SKU (METHOD sections 5 and 19)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.kpi_periods import KpiPeriod
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS, DIMENSIONS

NOT_NAMED = "не указан"
SKU = DIMENSIONS[2]
_COUNTS = ("count_addresses_now", "count_addresses_before", "count_active_now", "count_active_before")


def assortment_kpis(
    totals: Mapping[str, pd.DataFrame],
    count_active: tuple[int, int],
    periods: tuple[KpiPeriod, KpiPeriod],
    *,
    count_skus: int,
    is_before_known: bool,
) -> pd.DataFrame:
    """Return brands, then product categories, then the largest SKUs by turnover: columns ASSORTMENT_KPIS.

    METHOD sections 5 and 19. In: `totals` dimension → `product` ("" where not named), `product_name`, and for now and
    before `count_addresses_*`, `count_active_*` (clients of the active base with a purchase), `turnover_*_rub`;
    `count_active`, the active base at the end of both periods. Zero clients = active base − those of it with a
    purchase, so a client outside the base (archived) is an address and no zero client. SKUs beyond `count_skus` stand
    together in one row without addresses, so that roubles add up. A dimension that no line names has no rows. A period
    before the ledger began (`is_before_known` False) is missing. Change of turnover needs a turnover above 0 before.
    """
    parts = [_part(dimension, totals[dimension], count_skus) for dimension in DIMENSIONS if dimension in totals]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["dimension", "product", *_COUNTS])
    if table.empty:
        return present(pd.DataFrame(columns=list(ASSORTMENT_KPIS.keys)), ASSORTMENT_KPIS)
    now, before = count_active
    if not is_before_known:
        for key in ("count_addresses_before", "count_active_before", "turnover_before_rub"):
            table[key] = np.nan
    base = table["turnover_before_rub"].where(table["turnover_before_rub"] > 0)
    result = pd.DataFrame(
        {
            "dimension": table["dimension"],
            "product": table["product"],
            "product_name": table["product_name"],
            "count_addresses": table["count_addresses_now"],
            "count_addresses_before": table["count_addresses_before"],
            "count_change": table["count_addresses_now"] - table["count_addresses_before"],
            "count_zero": now - table["count_active_now"],
            "count_zero_before": before - table["count_active_before"],
            "share_covered": table["count_active_now"] / now if now else np.nan,
            "turnover_rub": table["turnover_now_rub"],
            "turnover_before_rub": table["turnover_before_rub"],
            "change_turnover": table["turnover_now_rub"] / base - 1,
        }
    )
    result["reason"] = [_why(row, now, periods) for row in table.to_dict("records")]
    return present(result, ASSORTMENT_KPIS)


def _part(dimension: str, totals: pd.DataFrame, count_skus: int) -> pd.DataFrame:
    """Return one dimension; nothing where no line names it."""
    if not (totals["product"] != "").any():
        return totals.head(0).assign(dimension=dimension)
    table = totals.astype(dict.fromkeys(_COUNTS, "float64")).astype({"product": object, "product_name": object})
    table = table.assign(dimension=dimension, count_rest=0)
    table["product"] = [name or NOT_NAMED for name in table["product"]]
    if dimension != SKU or len(table) <= count_skus:
        return table
    shown, rest = table.head(count_skus), table.iloc[count_skus:]
    sums = {key: round(float(rest[key].sum()), 2) for key in ("turnover_now_rub", "turnover_before_rub")}
    last = {"dimension": dimension, "product": "остальные", "product_name": f"ещё {len(rest)} SKU"}
    row = pd.DataFrame([last | dict.fromkeys(_COUNTS, np.nan) | sums | {"count_rest": len(rest)}])
    return pd.concat([shown, row], ignore_index=True)


def _why(row: Mapping[Any, Any], active: int, periods: tuple[KpiPeriod, KpiPeriod]) -> str:
    now, before = periods
    when = now.words[0].upper() + now.words[1:]
    if row["count_rest"]:
        return f"{when} и {before.words}: только рубли, один клиент берёт несколько SKU"
    shipped = int(row["count_active_now"])
    text = f"{when}: активная база {words.grouped(active)} − купили {words.grouped(shipped)}"
    if pd.isna(row["turnover_before_rub"]):
        return f"{text}; {before.words}: нет данных"
    was = f"АА {words.grouped(row['count_addresses_before'])}, {words.rub(row['turnover_before_rub'])}"
    return f"{text}; {before.words}: {was}"
