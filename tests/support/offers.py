"""Lines of offers and counts of stock for tests."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.client_offer import OfferTerms
from clientbase_xl.rules.client_stock import client_stock
from clientbase_xl.rules.joined import present
from clientbase_xl.schemas.client_offer import BUYS, OFFER_LINES, SHIPMENTS
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.settings import OfferSettings

TODAY = date(2026, 11, 20)
TERMS = OfferTerms.of(OfferSettings())


def offer_line(sku: str = "А", rank: int = 1, code: str = "К1", **cells: object) -> dict[str, object]:
    """Return a line of OFFER_LINES: 10 units a day without spread at 50 ₽."""
    return {
        "line_key": f"{code}|{rank}",
        "client_code": code,
        "rank": rank,
        "sku": sku,
        "product_name": f"Товар {sku}",
        "kind": BUYS,
        "why": "Числа",
        "demand_day": 10.0,
        "sigma_day": 0.0,
        "demand_source": SHIPMENTS,
        "price_rub": 50.0,
        "pack_units": 1.0,
    } | cells


def offer_lines_of(*lines: dict[str, object]) -> pd.DataFrame:
    """Return lines as OFFER_LINES."""
    return present(pd.DataFrame(list(lines), columns=list(OFFER_LINES.keys)), OFFER_LINES)


def count(number: int, counted_on: date | None, sku: str | None = "А", **cells: object) -> dict[str, object]:
    """Return a count of CLIENT_STOCK as it is stored: of client К1."""
    return {"row_id": f"0-{number}", "client_code": "К1", "sku": sku, "counted_on": counted_on} | cells


def stock_of(*counts: dict[str, object], today: date = TODAY) -> pd.DataFrame:
    """Return counts as CLIENT_STOCK with their states."""
    keys = ["row_id", *(column.key for column in CLIENT_STOCK.typed)]
    clients = pd.DataFrame({"client_code": ["К1", "К2"], "client_name": ["Первый", "Второй"]})
    records = pd.DataFrame(list(counts), columns=keys, dtype=object)
    return client_stock(records, clients, {"А": "Товар А", "Б": None}, today)
