"""The page for the client: what to order and nothing of ours (METHOD section 12)."""

from __future__ import annotations

from clientbase_xl.rules.client_offer import client_offer
from clientbase_xl.rules.offer_page import offer_page
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_offer import NOT_OFFERED
from clientbase_xl.schemas.validation import check_table
from tests.support.offers import TERMS, TODAY, count, offer_line, offer_lines_of, stock_of


def test_only_lines_with_something_to_order_stand_on_the_page_numbered_anew() -> None:
    lines = offer_lines_of(
        offer_line("А", 1), offer_line("Б", 2), offer_line("В", 3, kind=NOT_OFFERED), offer_line("Г", 4, price_rub=None)
    )
    stock = stock_of(count(1, TODAY, "А", stock_units=500))
    page = offer_page(client_offer("К1", lines, stock, TERMS, TODAY))
    assert page["sku"].tolist() == ["Б", "Г"]
    assert page["rank"].tolist() == [1, 2]
    assert page["amount_rub"].isna().tolist() == [False, True]
    assert check_table(page, BY_KEY["offer_page"]) == ()


def test_the_page_has_no_column_that_the_client_may_not_see() -> None:
    allowed = {"rank", "sku", "product_name", "pack_units", "order_units", "price_rub", "amount_rub"}
    assert set(BY_KEY["offer_page"].keys) == allowed


def test_nothing_to_order_is_an_empty_page() -> None:
    assert offer_page(client_offer("К1", offer_lines_of(), stock_of(), TERMS, TODAY)).empty
