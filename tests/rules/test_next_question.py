"""Which question comes next, whatever was answered already (METHOD section 4)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.next_question import answered, next_question
from clientbase_xl.rules.potential import potential
from clientbase_xl.rules.survey_answers import QUESTION_KEYS
from clientbase_xl.schemas.profiles import QUESTIONS, ordered_questions
from clientbase_xl.settings import ProfileSettings

ORDERS, ORDER, SHARE, SUPPLIERS, ELSEWHERE, WHO, OBSTACLE, PLAN, DECISION = (one.title for one in QUESTIONS)


def asked(turnover: float = 100_000.0, order: str = "", **answers: Any) -> str | None:
    """Return the next question of one client."""
    settings = ProfileSettings(question_order=order)
    row = pd.DataFrame([answers]).reindex(columns=list(QUESTION_KEYS)).astype(object)
    own = pd.DataFrame({"turnover_12m_rub": [turnover], "average_purchase_rub": [5_000.0]})
    ways = potential(pd.concat([row, own], axis=1), settings)["way"]
    [found] = next_question(row, ways, own["turnover_12m_rub"], settings)
    return None if found is None else str(found)


def test_the_first_question_is_the_one_of_the_source() -> None:
    assert asked() == ORDERS
    assert asked(turnover=0.0) == ORDERS


@pytest.mark.parametrize(
    ("answers", "question"),
    [
        ({"count_orders_per_year": 24}, ORDER),
        ({"average_order_rub": 9_000}, ORDERS),
        ({"count_suppliers": 3}, SHARE),
        ({"count_orders_per_year": 24, "count_suppliers": 3}, ORDER),
        ({"obstacle": "цена"}, ORDERS),
        ({"count_orders_per_year": 24, "average_order_rub": 9_000}, SHARE),
        ({"count_orders_per_year": 24, "average_order_rub": 9_000, "share_ours": 0.5}, SUPPLIERS),
        ({"share_ours": 0.5}, ORDERS),
        ({"count_suppliers": 1}, ORDERS),
        ({"share_ours": 0.0}, ORDERS),
        ({"count_orders_per_year": 0}, ORDERS),
        # 24 × 1 000 lies below the turnover: the way by our share is left.
        ({"count_orders_per_year": 24, "average_order_rub": 1_000}, SHARE),
    ],
)
def test_the_shortest_way_to_potential_comes_first_and_then_the_order_of_the_sheet(
    answers: dict[str, Any], question: str
) -> None:
    assert asked(**answers) == question


def test_without_turnover_our_share_leads_nowhere() -> None:
    assert asked(turnover=0.0, count_suppliers=3) == ORDERS
    assert asked(turnover=0.0, count_orders_per_year=24, share_ours=0.5) == ORDER


def test_one_supplier_answers_the_question_of_our_share() -> None:
    assert asked(count_orders_per_year=24, average_order_rub=9_000, count_suppliers=1) == ELSEWHERE


def test_whoever_answered_everything_is_asked_nothing() -> None:
    whole = {
        "count_orders_per_year": 24,
        "average_order_rub": 9_000,
        "share_ours": 0.5,
        "count_suppliers": 2,
        "bought_elsewhere": "крепёж",
        "other_suppliers": "рынок",
        "obstacle": "цена",
        "purchase_plan": "растёт",
        "decision": "директор",
    }
    assert asked(**whole) is None
    assert asked(**(whole | {"purchase_plan": None})) == PLAN
    assert asked(**(whole | {"decision": ""})) == DECISION


def test_the_order_is_a_setting() -> None:
    assert asked(order="4; 3; 2; 1") == SUPPLIERS
    assert asked(order="2;1") == ORDER
    assert asked(order="2;1", average_order_rub=9_000) == ORDERS
    assert asked(order="9; 8", share_ours=0.5) == DECISION
    assert [one.number for one in ordered_questions(ProfileSettings(question_order="9, 8"))][:3] == [9, 8, 1]


@pytest.mark.parametrize("order", ["1; 1", "0", "10", "первый", "1; 2,5; -3"])
def test_an_order_that_is_none_is_refused(order: str) -> None:
    with pytest.raises(ValueError, match="порядок вопросов"):
        ProfileSettings(question_order=order)


def test_numbers_that_are_no_answers_stay_open() -> None:
    row = pd.DataFrame([{"share_ours": 1.2, "count_suppliers": 0.0, "count_orders_per_year": 0.0}])
    assert [bool(answered(row, QUESTIONS[place])[0]) for place in (0, 2, 3)] == [False, False, False]
