"""First shipments of items stand beside the names of the clients (METHOD section 5, KPI 4)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.new_listings import new_listings
from clientbase_xl.schemas.base_kpis import LISTINGS
from clientbase_xl.schemas.validation import check_table

FACTS = pd.DataFrame({"client_code": ["1", "2"], "client_name": ["Ладья", "Вектор"]})
CARDS = pd.DataFrame({"client_code": ["2", "3"], "client_name": ["ООО «Вектор»", "Рябина"]})


def found(*rows: tuple[str, str]) -> pd.DataFrame:
    """Return what the ledger finds: client and item, the rest alike."""
    table = pd.DataFrame(rows, columns=["client_code", "sku"], dtype=object)
    day = pd.Timestamp(2026, 10, 5)
    return table.assign(manager="Ветров", sku_name="Гвозди", listed_on=day, amount_rub=100.5, is_novelty=None)


def test_the_name_is_that_of_the_card_else_of_the_documents() -> None:
    table = new_listings(found(("2", "a"), ("1", "a"), ("2", "b")), FACTS, CARDS)
    assert table["client_name"].tolist() == ["ООО «Вектор»", "Ладья", "ООО «Вектор»"]
    assert table["sku"].tolist() == ["a", "a", "b"], "the order is kept"
    assert table["amount_rub"].sum() == 301.5
    assert check_table(table, LISTINGS) == ()


def test_a_client_that_nobody_knows_has_no_name() -> None:
    assert new_listings(found(("9", "a")), FACTS, CARDS)["client_name"].tolist() == [None]


def test_nothing_found_is_an_empty_table() -> None:
    table = new_listings(found(), FACTS, CARDS)
    assert table.empty
    assert list(table.columns) == list(LISTINGS.keys)
