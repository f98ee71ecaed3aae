"""Whom to ask first, worked by hand (METHOD section 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.client_potential import client_potentials, with_potentials
from clientbase_xl.rules.profile_calls import profile_calls
from clientbase_xl.schemas.profile_calls import PROFILE_CALLS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProfileSettings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of, plain


def calls(facts: pd.DataFrame, cards: pd.DataFrame, *rows: dict[str, Any]) -> pd.DataFrame:
    """Return the list for facts, cards and surveys."""
    whole = [{"row_id": str(number), "surveyed_on": date(2026, 5, 4)} | row for number, row in enumerate(rows)]
    profiles = pd.DataFrame(whole or None, columns=None if whole else ["row_id", "client_code"], dtype=object)
    known = client_potentials(facts, cards, profiles, TODAY, ProfileSettings()).table
    letters = computed(facts, with_potentials(cards, known)).table
    return profile_calls(facts, cards, letters, known)


def test_the_answer_that_is_worth_most_comes_first_and_who_is_known_exactly_not_at_all() -> None:
    facts = facts_of(
        fact("А", turnover_12m_rub=300_000.0, average_purchase_rub=30_000.0),
        fact("Б", turnover_12m_rub=200_000.0, average_purchase_rub=20_000.0),
        fact("В", turnover_12m_rub=900_000.0),
        fact("Г", turnover_12m_rub=250_000.0),
        fact("Д", turnover_12m_rub=500_000.0),
    )
    cards = cards_of(
        {"client_code": "А", "manager": "Рябов", "phone": "1"},
        {"client_code": "Б", "manager": "Сомов"},
        {"client_code": "В", "manager": "Рябов", "potential_rub": 1_000_000.0},
        {"client_code": "Г", "manager": "Рябов"},
    )
    found = calls(
        facts,
        cards,
        {"client_code": "Б", "count_orders_per_year": 20},
        {"client_code": "Д", "share_ours": 0.5, "count_orders_per_year": 10, "average_order_rub": 90_000},
    )
    # Б: from 200 000 to 2 × 400 000; А and Г: their turnover; Д: 1 000 000 against 900 000; В is known.
    assert found[["client_code", "worth_rub", "rank", "rank_manager"]].to_numpy().tolist() == [
        ["Б", 600_000.0, 1, 1],
        ["А", 300_000.0, 2, 1],
        ["Г", 250_000.0, 3, 2],
        ["Д", 100_000.0, 4, 1],
    ]
    assert found["next_question"].tolist() == [
        "Средний заказ у всех поставщиков, ₽",
        "Примерное число заказов в год (у всех поставщиков)",
        "Примерное число заказов в год (у всех поставщиков)",
        "Сколько поставщиков",
    ]
    assert plain(found["reason"].iloc[1]).endswith("Цена ответа 300 000 ₽: оборот, потенциал неизвестен")
    assert plain(found["reason"].iloc[0]).endswith("Цена ответа 600 000 ₽: ширина промежутка")
    assert found["count_answered"].tolist() == [1, 0, 0, 3]
    assert check_table(found, PROFILE_CALLS) == ()


def test_equal_worth_goes_by_the_later_purchase_and_then_the_code() -> None:
    facts = facts_of(
        *(fact(code, silence=days, turnover_12m_rub=100.0) for code, days in (("Б", 5), ("А", 5), ("В", 2)))
    )
    assert calls(facts, cards_of())["client_code"].tolist() == ["В", "А", "Б"]


def test_a_loss_is_repriced_first_and_nobody_outside_the_active_base_is_asked() -> None:
    facts = facts_of(
        fact("А", turnover_12m_rub=100.0, gross_profit_12m_rub=-5.0),
        fact("Б", silence=500, turnover_12m_rub=100.0, gross_profit_12m_rub=50.0),
        fact("В", turnover_12m_rub=0.0, gross_profit_12m_rub=0.0),
    )
    found = calls(facts, cards_of())
    assert found.empty
    assert list(found) == list(PROFILE_CALLS.keys)
