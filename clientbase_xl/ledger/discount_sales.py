"""What was sold in the days that a decision about a price is judged by (METHOD section 14)."""

from __future__ import annotations

from typing import Any

import ibis
import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger import margins
from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import Window
from clientbase_xl.rules.discount_spans import SPAN_KEYS

SALES_KEYS = ("row_id", "span", "turnover_rub", "profit_rub", "volume", "count_lines", "vat_basis")
MANAGER_KEYS = ("manager", "turnover_rub", "discounted_rub")
_UNITS_OF_QUANTITY = 10_000
_TEXTS, _DAYS = SPAN_KEYS[:5], SPAN_KEYS[5:]
_SCHEMA = pa.schema([*((key, pa.string()) for key in _TEXTS), *((key, pa.date32()) for key in _DAYS)])


def discount_sales(lines: Any, spans: pd.DataFrame, cost_coverage_min: float) -> pd.DataFrame:
    """Return per span what its client bought of its goods: a row per row of `spans` that has lines, by both keys.

    METHOD sections 0, 2 and 14. In: SPAN_KEYS, each pair of `row_id` and `span` once. Out: SALES_KEYS; turnover and
    volume are net of returns, the profit NaN where the cost covers less than `cost_coverage_min` of the amount
    (inclusive) or the VAT bases are mixed. Lines without a client belong to nobody. Everything is joined and summed
    where the lines live. Raises BaseRefused when a part cannot be read.
    """
    if spans.empty:
        return pd.DataFrame(columns=list(SALES_KEYS))
    sold = _sold(lines, spans)
    sums = sold.group_by(["row_id", "span"]).aggregate(**margins.margin_sums(sold), volume=sold.quantity.sum())
    found = fetch_frame(sums).sort_values(["row_id", "span"], ignore_index=True)
    table = found.assign(
        turnover_rub=margins.turnover_rub(found),
        profit_rub=margins.gross_profit_rub(found, cost_coverage_min),
        volume=found["volume"].astype("float64") / _UNITS_OF_QUANTITY,
        vat_basis=margins.vat_basis(found),
    )
    return table[list(SALES_KEYS)]


def discounted_turnover(lines: Any, spans: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return per manager of the document the turnover of a window, and that of lines under a discount: MANAGER_KEYS.

    METHOD section 14. In: SPAN_KEYS, the days on which discounts were valid. A line under two discounts counts once;
    equal lines count each. Managers "" where documents name none; by name. Raises BaseRefused as `discount_sales`.
    """
    recent = lines.filter(within(lines, window))
    recent = recent.mutate(manager=recent.manager.fill_null(""))
    totals = fetch_frame(recent.group_by("manager").aggregate(amount=recent.amount_rub.sum()))
    table = totals.assign(turnover_rub=totals["amount"].fillna(0) / margins.KOPECKS, discounted_rub=0.0)
    if not spans.empty:
        given = _given(spans)
        covered = recent.semi_join(given, _conditions(recent, given))
        own = fetch_frame(covered.group_by("manager").aggregate(amount=covered.amount_rub.sum()))
        found = dict(zip(own["manager"], own["amount"].fillna(0) / margins.KOPECKS, strict=True))
        table["discounted_rub"] = table["manager"].map(found).fillna(0.0).astype("float64")
    return table.sort_values("manager", ignore_index=True)[list(MANAGER_KEYS)]


def sold_products(lines: Any, categories: list[str], skus: list[str]) -> tuple[set[str], set[str]]:
    """Return which of the given categories, and which codes or names of goods, stand in any line of the ledger.

    METHOD section 14: a discount on goods that nobody sells is a slip of the pen.
    """
    found: list[set[str]] = []
    for values, keys in ((categories, ("product_category",)), (skus, ("sku_code", "sku_name"))):
        known: set[str] = set()
        for key in keys if values else ():
            trimmed = lines.select(value=lines[key].strip())
            known |= set(fetch_frame(trimmed.filter(trimmed.value.isin(values)).distinct())["value"])
        found.append(known)
    return found[0], found[1]


def _given(spans: pd.DataFrame) -> Any:
    columns: dict[str, list[Any]] = {key: [str(value) for value in spans[key]] for key in _TEXTS}
    columns |= {key: [pd.Timestamp(day).date() for day in spans[key]] for key in _DAYS}
    return ibis.memtable(pa.table(columns, _SCHEMA))


def _sold(lines: Any, spans: pd.DataFrame) -> Any:
    """Return lines beside the spans they fall into; only clients and days that a span asks for are read."""
    given = _given(spans)
    whole = Window(pd.Timestamp(spans["start_on"].min()).date(), pd.Timestamp(spans["end_on"].max()).date())
    near = lines.filter(within(lines, whole) & lines.client_code.isin(sorted(set(spans["client_code"]))))
    joined = near.join(
        given.rename(of_client="client_code", of_category="product_category", of_sku="sku"),
        near.client_code == given.client_code,
    )
    return joined.filter(
        (joined.sold_on >= joined.start_on)
        & (joined.sold_on < joined.end_on)
        & _is_of(joined, joined.of_category, joined.of_sku)
    )


def _conditions(lines: Any, given: Any) -> list[Any]:
    return [
        lines.client_code == given.client_code,
        lines.sold_on >= given.start_on,
        lines.sold_on < given.end_on,
        _is_of(lines, given.product_category, given.sku),
    ]


def _is_of(lines: Any, category: Any, sku: Any) -> Any:
    """Tell whether a line is of the goods of a span; a SKU is known by its code or by its name."""
    is_category = (category == "") | (lines.product_category.fill_null("").strip() == category)
    is_named = (lines.sku_code.fill_null("").strip() == sku) | (lines.sku_name.fill_null("").strip() == sku)
    return is_category & ((sku == "") | is_named)
