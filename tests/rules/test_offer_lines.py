"""The lines of the offers in their order, by hand (METHOD section 12)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.liquid_assortment import liquid_assortment
from clientbase_xl.rules.offer_lines import offer_lines
from clientbase_xl.rules.similar_skus import KEYS
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import OfferSettings

_OWN = ("client_code", "sku", "amount_rub", "demand_day", "sigma_day", "price_rub")


def articles() -> pd.DataFrame:
    """Return four articles: А and Б are liquid, Б first."""
    keys = ["sku", "product_name", "count_buyers", "count_buyers_long", "count_rebuyers", "units", "amount_rub"]
    rows = [
        ("А", "Гвоздь", 9, 10, 5, 100.0, 1000.0),
        ("Б", "Шуруп", 9, 10, 8, 100.0, 2000.0),
        ("В", "Винт", 1, 10, 8, 10.0, 125.0),
        ("Г", "Болт", 2, 10, 1, 0.0, -5.0),
    ]
    return liquid_assortment(pd.DataFrame(rows, columns=keys), 13.0, OfferSettings())


def lines(own: list[tuple[object, ...]], peers: list[tuple[object, ...]] = [], **packs: float) -> pd.DataFrame:  # noqa: B006
    """Return the lines of clients."""
    table = offer_lines(
        pd.DataFrame(own, columns=list(_OWN)), pd.DataFrame(peers, columns=list(KEYS)), articles(), packs, 184.0
    )
    assert check_table(table, BY_KEY["offer_lines"]) == ()
    return table


def test_first_what_the_client_takes_then_what_similar_ones_take_then_what_is_not_offered() -> None:
    table = lines(
        [
            ("К1", "А", 10.0, 1.0, 0.5, 9.995),
            ("К1", "Г", 30.0, 1.0, None, 5.0),
            ("К1", "Б", 5.0, None, None, 5.0),
            ("К1", "Я", 40.0, 2.0, 1.0, 5.0),
        ],
        [("К1", "В", 4, 10, 0.4, 92.0)],
        В=6.0,
    )
    assert table["sku"].tolist() == ["Б", "А", "В", "Я", "Г"]
    assert table["kind"].tolist() == ["берёт", "берёт", "берут похожие", "не предлагаем", "не предлагаем"]
    assert table["line_key"].tolist() == ["К1|1", "К1|2", "К1|3", "К1|4", "К1|5"]
    new = table.set_index("sku").loc["В"]
    assert (new["demand_day"], new["demand_source"], new["pack_units"]) == (0.5, "как у похожих", 6.0)
    assert new["price_rub"] == 12.5, "125 ₽ ÷ 10 units of 3 months"
    assert new["why"] == "Снова берут 4 из 10 похожих (40\u00a0%), клиент не брал 12 мес."
    assert table["demand_source"].tolist()[:2] == ["нет данных", "наши отгрузки"]
    assert table.set_index("sku").loc["Я", "why"] == "Продаж за 6 мес. нет"


def test_a_new_article_that_earned_nothing_has_no_price() -> None:
    table = lines([], [("К1", "Г", 4, 10, 0.4, 1.0)])
    assert table["price_rub"].isna().tolist() == [True]


def test_clients_stand_apart_and_each_counts_from_one() -> None:
    table = lines([("К2", "А", 1.0, 1.0, 1.0, 1.0), ("К1", "А", 1.0, 1.0, 1.0, 1.0), ("К1", "Б", 1.0, 1.0, 1.0, 1.0)])
    assert table["line_key"].tolist() == ["К1|1", "К1|2", "К2|1"]


def test_without_anything_the_table_is_empty_in_its_types() -> None:
    assert lines([]).empty


@pytest.mark.parametrize("price", [None, 1.005])
def test_prices_are_in_kopecks_or_unknown(price: float | None) -> None:
    [found] = lines([("К1", "А", 1.0, 1.0, 1.0, price)])["price_rub"]
    assert pd.isna(found) if price is None else found == pytest.approx(1.0, abs=0.011)
