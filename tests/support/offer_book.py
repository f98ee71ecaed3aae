"""A workbook with offers: clients with and without counts, with awkward codes, with every kind of line and of note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.rules.client_stock import client_stock
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.rules.offered_first import offered_first
from clientbase_xl.schemas.client_offer import NO_DEMAND, NOT_OFFERED, PEERS, PEERS_BUY
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.writing.content import WorkbookContent
from tests.support.card_book import card_content
from tests.support.offers import offer_line, offer_lines_of
from tests.support.workbook_sample import TODAY

REPORTING, FULL, BARE, NO_LINES = "000001", "=1+1", "'00*7?~", "17850"
"""The client shown first, with counts and sales of its own; one with every kind of line; one with none counted."""
FULL_LINES = 40


def offer_content() -> WorkbookContent:
    """Return a content whose offers follow the choice."""
    whole = card_content(6)
    clients = whole.tables["clients"]
    lines = offer_lines_of(*_lines())
    keys = [CLIENT_STOCK.key_columns[0], *(column.key for column in CLIENT_STOCK.typed)]
    records = pd.DataFrame(list(_counts()), columns=keys, dtype=object)
    stock = client_stock(records, clients, {"А-1": "Гвоздь", "=А2": None}, TODAY)
    code = offered_first(lines, stock, clients)
    assert code == REPORTING
    offer = client_offer(code, lines, stock, OfferTerms.of(whole.settings.offers), TODAY)
    tables = {"offer_lines": lines, "client_stock": stock, "client_offer": offer, "offer_page": offer_page(offer)}
    return replace(whole, tables={**whole.tables, **tables})


def _lines() -> Iterator[dict[str, object]]:
    skus = ("А-1", "=А2", "Я*?~", "Б-4", "Б-5", "Б-6", "Б-7", "Б-8")
    kinds: tuple[dict[str, object], ...] = (
        {"sigma_day": 2.5, "demand_day": 4.2, "price_rub": 123.45, "pack_units": 6.0},
        {"sigma_day": 30.0, "demand_day": 3.0},
        {"sigma_day": None, "demand_day": 1.1},
        {"demand_day": 0.0},
        {"demand_day": None, "sigma_day": None, "demand_source": NO_DEMAND, "price_rub": None},
        {"price_rub": None, "product_name": None},
        {"kind": PEERS_BUY, "demand_source": PEERS, "sigma_day": None, "demand_day": 0.4},
        {"kind": NOT_OFFERED, "sigma_day": 1.0},
    )
    for code in (REPORTING, BARE):
        for rank, (sku, cells) in enumerate(zip(skus, kinds, strict=True), 1):
            yield offer_line(sku, rank, code, **cells)
    for rank in range(1, FULL_LINES + 1):
        yield offer_line(f"П-{rank}", rank, FULL, **({"kind": NOT_OFFERED} if rank > 32 else {}))


def _counts() -> Iterator[dict[str, object]]:
    number = iter(range(1, 1000))

    def count(code: str, sku: str, days: int, **cells: object) -> dict[str, object]:
        day: date = TODAY - timedelta(days=days)
        return {"row_id": f"0-{next(number)}", "client_code": code, "sku": sku, "counted_on": day} | cells

    for week in range(10):
        yield count(REPORTING, "А-1", 2 + 7 * week, stock_units=3 + week, sell_out_units=20 + week % 4, lead_days=5)
    yield count(REPORTING, "А-1", 2, stock_units=4, in_transit_units=1, pack_units=0, lead_days=9, lead_sigma_days=2)
    yield count(REPORTING, "А-1", 9, sell_out_units=25)  # corrects the second week
    yield count(REPORTING, "=А2", 3, stock_units=900)
    for units in (9, 11, 10):
        yield count(FULL, "П-2", 4, sell_out_units=units)
    yield count(REPORTING, "=А2", 1, stock_units=-4)
    yield count(REPORTING, "=А2", -1, stock_units=4)
    yield count(REPORTING, "Я*?~", 45, stock_units=0, pack_units=7)
    yield count(REPORTING, "Б-8", 5, stock_units=5_000, sell_out_units=7)
    yield count(REPORTING, "Б-7", 5, sell_out_units=14)
    for rank in (1, 3):
        yield count(FULL, f"П-{rank}", 90, stock_units=rank * 20)
