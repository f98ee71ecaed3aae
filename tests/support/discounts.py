"""Typed discounts and cuts of costs in a few words, as the base keeps them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.base.tables import stored_columns
from clientbase_xl.rules.discount_facts import DiscountFacts, SpanSales
from clientbase_xl.rules.discount_verdict import Known
from clientbase_xl.schemas.cost_cuts import COST_CUTS
from clientbase_xl.schemas.discounts import DISCOUNT_VERDICTS, DISCOUNTS
from clientbase_xl.schemas.model import Sheet

TODAY = date(2026, 6, 10)
WHOLE: dict[str, Any] = {
    "client_code": "К1",
    "decided_on": date(2026, 2, 1),
    "manager": "Ветров",
    "discount_share": 0.05,
    "expected_growth": 0.4,
    "ground": "договорились о плане",
    "purchase": "лояльность",
    "is_asked": True,
    "margin_kind": "маржа",
    "margin_value": 0.2,
}
"""A discount of which nothing is missing."""
KNOWN = Known(
    today=TODAY,
    months=3,
    first_on=date(2025, 1, 1),
    last_on=date(2026, 6, 9),
    clients=frozenset({"К1", "К2"}),
    cost_coverage_min=0.95,
)


def discounts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored rows of DISCOUNTS: each is WHOLE with its own cells over it, numbered н-1, н-2 …"""
    return _stored(DISCOUNTS, [WHOLE | row for row in rows])


def cuts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored rows of COST_CUTS."""
    return _stored(COST_CUTS, list(rows))


def verdicts(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored rows of DISCOUNT_VERDICTS."""
    return _stored(DISCOUNT_VERDICTS, list(rows))


def sales(turnover: float, profit: float | None, volume: float, vat: str | None = None) -> SpanSales:
    """Return what was sold in a stretch of days, in as many lines as units."""
    return SpanSales(turnover, profit, volume, max(1, int(volume)), vat)


def facts(before: SpanSales, after: SpanSales, **more: SpanSales) -> DiscountFacts:
    """Return the facts of a discount whose price held all the months after."""
    return DiscountFacts(before=before, after=after, **({"priced": after, "valid": after, "year": after} | more))


def plain(text: str | None) -> str:
    """Return a sentence with plain spaces."""
    return (text or "").replace("\xa0", " ")


def _stored(sheet: Sheet, rows: list[dict[str, Any]]) -> pd.DataFrame:
    keys = [column.key for column in stored_columns(sheet)]
    numbered = [{"row_id": f"н-{number}"} | row for number, row in enumerate(rows, 1)]
    return pd.DataFrame([[row.get(key) for key in keys] for row in numbered], columns=keys, dtype=object)
