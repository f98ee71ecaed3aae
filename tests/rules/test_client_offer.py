"""The offer of one client with every number, by hand (METHOD section 12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import sqrt
from statistics import NormalDist, stdev

import pandas as pd
import pytest

from clientbase_xl.functions.call import call
from clientbase_xl.rules.client_offer import OfferTerms, client_offer
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_offer import NOT_OFFERED, PEERS, PEERS_BUY
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.offers import TERMS, TODAY, count, offer_line, offer_lines_of, stock_of

Z = NormalDist().inv_cdf(0.95)


def offer(
    *lines: dict[str, object], counts: tuple[dict[str, object], ...] = (), terms: OfferTerms = TERMS
) -> list[dict[str, object]]:
    """Return the lines of the offer of К1."""
    table = client_offer("К1", offer_lines_of(*lines), stock_of(*counts), terms, TODAY)
    assert check_table(table, BY_KEY["client_offer"]) == ()
    return [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]


def test_every_number_of_an_order_by_hand() -> None:
    counts = (count(1, date(2026, 11, 15), stock_units=30, in_transit_units=6, pack_units=12),)
    [row] = offer(offer_line(sigma_day=3.0), counts=counts)
    safety = Z * sqrt((7 + 7) * 9)
    assert row["safety_units"] == pytest.approx(safety)
    assert row["need_units"] == pytest.approx(140 + safety - 36)
    assert row["order_units"] == 132, "122.5 units are eleven packs of 12"
    assert row["amount_rub"] == 6600
    assert row["cover_days"] == pytest.approx(3.6)
    assert row["saved_units"] == pytest.approx(40 + safety - Z * sqrt((3 + 7) * 9))
    assert row["saved_rub"] == pytest.approx(round(float(str(row["saved_units"])) * 50, 2))
    assert row["short_order_units"] == 84
    assert row["note"] is None


def test_the_lead_time_and_its_spread_are_those_of_the_article_unless_another_is_tried() -> None:
    counts = (count(1, date(2026, 11, 15), stock_units=0, lead_days=3, lead_sigma_days=2),)
    at_once = replace(TERMS, review_days=0)
    [row] = offer(offer_line(demand_day=5.0), counts=counts, terms=at_once)
    assert row["safety_units"] == pytest.approx(16.4485, abs=1e-3), "NUMBERS: d 5, L 3, σL 2 → 16.4–16.5"
    assert 31.4 <= float(str(row["need_units"])) <= 31.5
    [row] = offer(offer_line(demand_day=5.0), counts=counts, terms=replace(at_once, lead_days=10))
    assert row["lead_days"] == 10
    assert row["need_units"] == pytest.approx(50 + 16.4485, abs=1e-3)


def test_a_short_lead_time_never_exceeds_the_usual_one() -> None:
    counts = (count(1, date(2026, 11, 15), stock_units=0, lead_days=2),)
    [row] = offer(offer_line(sigma_day=1.0), counts=counts)
    assert (row["saved_units"], row["saved_rub"]) == (0, 0)
    assert row["short_order_units"] == row["order_units"]


def test_sales_of_the_client_take_the_place_of_our_shipments_and_eight_weeks_give_a_spread() -> None:
    units = [70, 84, 56, 70, 77, 63, 70, 70]
    counts = tuple(
        count(n, date(2026, 11, 15) - timedelta(weeks=n), stock_units=0, sell_out_units=sold)
        for n, sold in enumerate(units)
    )
    [row] = offer(offer_line(demand_day=99.0, sigma_day=99.0), counts=counts)
    assert (row["demand_source"], row["demand_day"]) == ("продажи клиента", pytest.approx(10))
    assert row["sigma_day"] == pytest.approx(stdev(units) / sqrt(7))
    [row] = offer(offer_line(demand_day=99.0, sigma_day=99.0), counts=counts[:7])
    assert pd.isna(row["sigma_day"])
    assert row["safety_units"] == 0
    assert row["note"] == "меньше 8 недель: страховой запас 0"


@pytest.mark.parametrize(("days", "source"), [(30, "продажи клиента"), (31, "наши отгрузки")])
def test_sales_of_the_client_older_than_the_setting_give_way_to_shipments(days: int, source: str) -> None:
    counts = (count(1, TODAY - timedelta(days=days), stock_units=200, sell_out_units=7),)
    [row] = offer(offer_line(), counts=counts)
    assert row["demand_source"] == source


def test_a_stock_nobody_typed_counts_as_nothing_and_is_said() -> None:
    [row] = offer(offer_line())
    assert pd.isna(row["stock_units"])
    assert pd.isna(row["cover_days"])
    assert row["order_units"] == 140
    assert row["note"] == "остаток не вписан: считаем 0"


def test_an_article_that_is_not_liquid_gets_no_order_but_its_overstock_is_said() -> None:
    counts = (count(1, date(2026, 11, 15), stock_units=600),)
    [row] = offer(offer_line(kind=NOT_OFFERED), counts=counts)
    for key in ("order_units", "need_units", "safety_units", "amount_rub", "saved_rub", "short_order_units"):
        assert pd.isna(row[key])
    assert row["note"] == "затоваривание: хватает на 60 дн."


@pytest.mark.parametrize(("stock", "is_said"), [(599, False), (600, True)])
def test_overstock_is_said_from_the_setting_on(stock: int, is_said: bool) -> None:
    [row] = offer(offer_line(), counts=(count(1, date(2026, 11, 15), stock_units=stock),))
    assert ("затоваривание" in str(row["note"])) is is_said
    assert row["order_units"] == 0


def test_an_old_stock_is_used_and_said() -> None:
    [row] = offer(offer_line(), counts=(count(1, TODAY - timedelta(days=31), stock_units=40),))
    assert row["note"] == "остаток 31 дн. назад"
    assert row["order_units"] == 100


def test_what_similar_clients_take_is_a_trial_without_safety_stock() -> None:
    line = offer_line(kind=PEERS_BUY, demand_source=PEERS, demand_day=0.5, sigma_day=None)
    [row] = offer(line)
    assert row["order_units"] == 7
    assert row["note"] == "пробный заказ; меньше 8 недель: страховой запас 0"


def test_unknown_demand_and_price_are_unknown_never_nothing() -> None:
    [row] = offer(offer_line(demand_day=None, sigma_day=None, price_rub=None))
    for key in ("need_units", "order_units", "amount_rub", "saved_units"):
        assert pd.isna(row[key])
    assert row["demand_source"] == "нет данных"
    assert row["note"] == "остаток не вписан: считаем 0; спрос неизвестен; нет цены"


def test_a_safety_stock_above_the_demand_itself_asks_for_the_clients_own_sales() -> None:
    [row] = offer(offer_line(sigma_day=140 / Z / sqrt(14) + 0.001), counts=(count(1, TODAY, stock_units=1),))
    assert row["note"] == "запас по разбросу наших отгрузок: впишите продажи клиента"
    [row] = offer(offer_line(sigma_day=140 / Z / sqrt(14) - 0.001), counts=(count(1, TODAY, stock_units=1),))
    assert row["note"] is None


def test_an_article_not_taken_for_long_is_said_and_not_ordered() -> None:
    [row] = offer(offer_line(demand_day=0.0), counts=(count(1, TODAY, stock_units=0),))
    assert (row["order_units"], row["note"]) == (0, "давно не брал")


def test_a_pack_of_nothing_counts_as_the_pack_of_the_article() -> None:
    [row] = offer(offer_line(pack_units=6.0), counts=(count(1, TODAY, stock_units=0, pack_units=0),))
    assert (row["pack_units"], row["order_units"]) == (6, 144)


def test_the_function_of_the_cell_says_what_the_sheet_says() -> None:
    counts = (count(1, TODAY, stock_units=11, in_transit_units=2, pack_units=5, lead_days=4, lead_sigma_days=1),)
    [row] = offer(offer_line(demand_day=3.3, sigma_day=1.7), counts=counts)
    order = call("CB_ORDER_QTY", [3.3, 4, 1.7, 7, 0.95, 1, 11, 2, 5], Settings(), TODAY)
    safety = call("CB_SAFETY_STOCK", [3.3, 4, 1.7, 7, 0.95, 1], Settings(), TODAY)
    assert order == row["order_units"]
    assert safety == pytest.approx(row["safety_units"])


def test_lines_of_others_and_nobody_are_left_out() -> None:
    assert offer(offer_line(code="К2")) == []
    assert offer() == []
