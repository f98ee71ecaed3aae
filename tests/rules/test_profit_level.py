"""Levels of profit (METHOD section 3)."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.level_cuts import PROFIT_LEVELS
from clientbase_xl.rules.profit_level import ProfitLevels, profit_levels
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, cards_of, fact, facts_of, plain, profits_of, settings_of

MAX, HIGH, MID, LOW, NEGATIVE = PROFIT_LEVELS


def levels_of(facts: pd.DataFrame, cards: pd.DataFrame | None = None, settings: Settings | None = None) -> ProfitLevels:
    """Return the levels of a table that is all active base."""
    joined = join_clients(facts, cards_of() if cards is None else cards)
    return profit_levels(joined, (settings or Settings()).category)


def names(found: ProfitLevels) -> list[str]:
    """Return the level of each client, in order of code."""
    return [PROFIT_LEVELS[rank] for rank in found.table["profit_rank"]]


def test_the_example_of_the_method() -> None:
    found = levels_of(profits_of(400, 200, 150, 100, 60, 40, 25, 15, 10, -20))
    assert names(found) == [MAX, MAX, HIGH, HIGH, MID, MID, LOW, LOW, LOW, NEGATIVE]
    assert found.profit_cuts == (200, 100, 40)
    assert plain(found.table["profit_words"][1]) == "Прибыльность 200 ₽ — Максимальная (до клиента накоплено 40 %)"
    assert plain(found.table["profit_words"][6]) == "Прибыльность 25 ₽ — Низкая (до клиента накоплено 95 %)"
    assert plain(found.table["profit_words"][9]) == "Прибыльность −20 ₽ — Отрицательная (продано дешевле себестоимости)"


def test_the_order_of_the_rows_does_not_matter() -> None:
    profits = (400, 200, 150, 100, 60, 40, 25, 15, 10, -20)
    found = levels_of(profits_of(*reversed(profits)))
    assert names(found) == [NEGATIVE, LOW, LOW, LOW, MID, MID, HIGH, HIGH, MAX, MAX]


def test_a_client_before_whom_exactly_half_is_accumulated_is_high() -> None:
    assert names(levels_of(profits_of(50, 30, 15, 5))) == [MAX, HIGH, MID, LOW]


def test_one_client_has_the_highest_level_and_one_cut_off() -> None:
    found = levels_of(profits_of(7))
    assert names(found) == [MAX]
    assert found.profit_cuts == (7, 7, 7)


def test_zero_is_low_and_a_loss_is_negative() -> None:
    found = levels_of(profits_of(0, -0.01, 100))
    assert names(found) == [LOW, NEGATIVE, MAX]
    assert plain(found.table["profit_words"][0]) == "Прибыльность 0 ₽ — Низкая"


def test_all_losses_leave_no_cut_offs() -> None:
    found = levels_of(profits_of(-1, -2, -3))
    assert names(found) == [NEGATIVE] * 3
    assert found.profit_cuts == (None, None, None)


def test_equal_profits_go_by_the_later_purchase_and_then_by_code() -> None:
    facts = facts_of(
        fact("А", silence=30, gross_profit_12m_rub=100.0, turnover_12m_rub=1.0),
        fact("Б", silence=10, gross_profit_12m_rub=100.0, turnover_12m_rub=1.0),
        fact("В", silence=30, gross_profit_12m_rub=100.0, turnover_12m_rub=1.0),
        fact("Г", silence=30, gross_profit_12m_rub=100.0, turnover_12m_rub=1.0),
    )
    # Before each in order Б, А, В, Г: 0 %, 25 %, 50 %, 75 %.
    assert names(levels_of(facts)) == [MAX, MAX, HIGH, HIGH]
    assert plain(levels_of(facts).table["profit_words"][0]).endswith("(до клиента накоплено 25 %)")


def test_cost_to_serve_is_taken_off_and_named() -> None:
    cards = cards_of({"client_code": "К01", "cost_to_serve_12m_rub": 120.0})
    found = levels_of(profits_of(100, 50), cards)
    assert list(found.table["profitability_12m_rub"]) == [-20, 50]
    assert names(found) == [NEGATIVE, MAX]
    assert plain(found.table["profit_words"][0]) == (
        "Прибыльность −20 ₽ — Отрицательная (валовая прибыль 100 ₽, обслуживание 120 ₽)"
    )


@pytest.mark.parametrize("profit", [-500.0, 0.0, 300.0, None])
def test_returns_above_sales_are_low_whatever_the_profit_and_flagged(profit: float | None) -> None:
    facts = facts_of(
        fact("А", turnover_12m_rub=-1_000.0, gross_profit_12m_rub=profit),
        fact("Б", turnover_12m_rub=1_000.0, gross_profit_12m_rub=200.0),
    )
    found = levels_of(facts)
    assert names(found) == [LOW, MAX]
    assert list(found.table["is_returns_above_sales"]) == [True, False]
    assert plain(found.table["profit_words"][0]) == "Оборот −1 000 ₽ — Низкая (возвраты больше продаж)"
    assert found.profit_cuts == (200, 200, 200)


def test_without_any_cost_turnover_decides_and_says_so_and_nobody_is_negative() -> None:
    facts = facts_of(
        *(fact(f"К{n}", turnover_12m_rub=value) for n, value in enumerate((500.0, 300.0, 150.0, 50.0, 0.0)))
    )
    found = levels_of(facts)
    assert names(found) == [MAX, HIGH, MID, LOW, LOW]
    assert found.profit_cuts == (None, None, None)
    assert found.turnover_cuts == (500, 300, 150)
    assert found.table["profitability_12m_rub"].isna().all()
    assert plain(found.table["profit_words"][1]) == (
        "Оборот 300 ₽ — Высокая (до клиента накоплено 50 %; прибыль неизвестна, уровень по обороту)"
    )


def test_where_some_cost_is_known_profits_rank_among_themselves_and_others_by_turnover_of_all() -> None:
    facts = facts_of(
        fact("А", turnover_12m_rub=600.0, gross_profit_12m_rub=10.0),
        fact("Б", turnover_12m_rub=300.0, gross_profit_12m_rub=90.0),
        fact("В", turnover_12m_rub=100.0),
    )
    found = levels_of(facts)
    # Profits 90, 10: before А 90 % → Средняя. Turnover 600, 300, 100: before В 90 % → Средняя.
    assert names(found) == [MID, MAX, MID]
    assert found.profit_cuts == (90, 90, 10)
    assert found.turnover_cuts == (600, 300, 100)


def test_cut_offs_in_roubles_are_inclusive() -> None:
    settings = settings_of(
        category__profit_cut_mode="рубли",
        category__profit_rub_max=300_000,
        category__profit_rub_high=100_000,
        category__profit_rub_mid=10_000,
    )
    found = levels_of(profits_of(300_000, 299_999.99, 100_000, 10_000, 9_999.99, 0, -1), settings=settings)
    assert names(found) == [MAX, HIGH, HIGH, MID, LOW, LOW, NEGATIVE]
    assert found.profit_cuts == (300_000, 100_000, 10_000)
    assert plain(found.table["profit_words"][2]) == "Прибыльность 100 000 ₽ — Высокая (от 100 000 ₽)"
    assert plain(found.table["profit_words"][4]) == "Прибыльность 10 000 ₽ — Низкая (меньше 10 000 ₽)"


def test_cut_offs_in_roubles_of_profit_never_cut_turnover() -> None:
    settings = settings_of(
        category__profit_cut_mode="рубли",
        category__profit_rub_max=300,
        category__profit_rub_high=200,
        category__profit_rub_mid=100,
    )
    facts = facts_of(fact("А", turnover_12m_rub=10_000.0), fact("Б", turnover_12m_rub=9_000.0))
    assert names(levels_of(facts, settings=settings)) == [MAX, HIGH]


def test_quantiles_cut_by_the_share_of_clients_before() -> None:
    settings = settings_of(category__profit_cut_mode="квантили")
    found = levels_of(profits_of(*range(10, 0, -1)), settings=settings)
    assert names(found) == [MAX, MAX, HIGH, HIGH, HIGH, MID, MID, MID, LOW, LOW]
    assert plain(found.table["profit_words"][2]) == "Прибыльность 8 ₽ — Высокая (3-е место из 10)"


def test_the_share_on_the_page_never_contradicts_the_threshold() -> None:
    # 49.996 % before the second client: Максимальная, so the page must not say 50 %.
    found = levels_of(profits_of(49_996, 49_995, 9))
    assert names(found)[1] == MAX
    assert plain(found.table["profit_words"][1]).endswith("накоплено 49 %)")


def test_kopecks_are_added_exactly() -> None:
    # 0.1 + 0.2 + … in binary would miss the 50 % of ten equal tenths.
    found = levels_of(profits_of(*[0.1] * 10))
    assert names(found) == [MAX] * 5 + [HIGH] * 3 + [MID] * 2


def test_no_clients_give_no_levels() -> None:
    found = levels_of(facts_of())
    assert names(found) == []
    assert found.profit_cuts == (None, None, None)


def test_unknown_turnover_and_profit_are_low() -> None:
    facts = facts_of(fact("А", turnover_12m_rub=None), fact("Б", turnover_12m_rub=5.0))
    assert names(levels_of(facts)) == [LOW, MAX]


def test_an_earlier_last_purchase_stands_below_when_the_date_is_unknown() -> None:
    row = {"gross_profit_12m_rub": 100.0, "turnover_12m_rub": 1.0}
    facts = facts_of(
        {"client_code": "А", **row},
        {"client_code": "Б", "last_purchase_on": TODAY - timedelta(days=300), **row},
    )
    assert names(levels_of(facts)) == [HIGH, MAX]
