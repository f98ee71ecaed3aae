"""What a decision about a price is judged by: sales of its client before and after, as the ledger gives them.

METHOD section 14; sections 0 and 2 say when a gross profit is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clientbase_xl.rules.discount_spans import SPANS
from clientbase_xl.rules.discount_terms import Discount
from clientbase_xl.schemas.discounts import FACT_KEYS


@dataclass(frozen=True, slots=True)
class SpanSales:
    """What was sold in one stretch of days; `profit_rub` None is unknown, no lines are nothing sold."""

    turnover_rub: float = 0.0
    profit_rub: float | None = 0.0
    volume: float = 0.0
    count_lines: int = 0
    vat_basis: str | None = None


NOTHING_SOLD = SpanSales()


@dataclass(frozen=True, slots=True)
class DiscountFacts:
    """The sales of one decision: before, after, of that at the new price, while valid, of that the last 12 months."""

    before: SpanSales = NOTHING_SOLD
    after: SpanSales = NOTHING_SOLD
    priced: SpanSales = NOTHING_SOLD
    valid: SpanSales = NOTHING_SOLD
    year: SpanSales = NOTHING_SOLD

    @property
    def margin(self) -> float | None:
        """Return gross profit ÷ turnover before; None where either is unknown or nothing was sold."""
        if self.before.profit_rub is None or self.before.turnover_rub <= 0:
            return None
        return self.before.profit_rub / self.before.turnover_rub

    def growth(self, one: Discount) -> float | None:
        """Return by how much the volume grew; None where nothing was sold before.

        METHOD section 14 counts volume at the old price: of one SKU that is its units; of several goods, whose units do
        not add up, their roubles at the price before the discount (ours).
        """
        if one.sku:
            return self.after.volume / self.before.volume - 1 if self.before.volume > 0 else None
        share = one.share or 0.0
        if self.before.turnover_rub <= 0 or not 0 <= share < 1:
            return None
        after_rub = self.after.turnover_rub + self.priced.turnover_rub * share / (1 - share)
        return after_rub / self.before.turnover_rub - 1

    def cells(self) -> dict[str, float | None]:
        """Return the six figures by the keys of DISCOUNTS."""
        before, after = self.before, self.after
        values = (
            before.turnover_rub,
            after.turnover_rub,
            before.volume,
            after.volume,
            before.profit_rub,
            after.profit_rub,
        )
        return dict(zip(FACT_KEYS, values, strict=True))


def discount_facts(sales: pd.DataFrame) -> dict[str, DiscountFacts]:
    """Return the facts of each decision by its number, from what the ledger found per number and stretch.

    METHOD section 14. In: `row_id`, `span` (SPANS), `turnover_rub`, `profit_rub` (NaN: unknown), `volume`,
    `count_lines`, `vat_basis`. A stretch without lines is not there: nothing was sold in it.
    """
    found: dict[str, dict[str, SpanSales]] = {}
    for record in sales.to_dict("records"):
        found.setdefault(str(record["row_id"]), {})[str(record["span"])] = _span(record)
    return {
        row_id: DiscountFacts(*(spans.get(name, NOTHING_SOLD) for name in SPANS)) for row_id, spans in found.items()
    }


def _span(record: Mapping[Any, Any]) -> SpanSales:
    profit, basis = record["profit_rub"], record["vat_basis"]
    return SpanSales(
        turnover_rub=float(record["turnover_rub"]),
        profit_rub=None if pd.isna(profit) else float(profit),
        volume=float(record["volume"]),
        count_lines=int(record["count_lines"]),
        vat_basis=None if pd.isna(basis) else str(basis),
    )
