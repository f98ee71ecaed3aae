"""Potential of a client: survey, card, number of orders, estimate, and what outranks what (METHOD sections 3 and 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.rules.category import FLAG_ASK_POTENTIAL
from clientbase_xl.rules.client_potential import ClientPotentials, client_potentials, with_potentials
from clientbase_xl.settings import ProfileSettings, Settings
from tests.support.clients import TODAY, by_code, cards_of, computed, fact, facts_of, plain

DAY = date(2026, 3, 2)


def surveys(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return surveys of DAY as the base keeps them."""
    whole = [{"row_id": f"a-{number}", "surveyed_on": DAY} | row for number, row in enumerate(rows, 1)]
    return pd.DataFrame(whole, columns=sorted({key for row in whole for key in row} | {"client_code"}), dtype=object)


def potentials(
    facts: pd.DataFrame, cards: pd.DataFrame, profiles: pd.DataFrame, today: date = TODAY
) -> ClientPotentials:
    """Return the potentials with the default settings."""
    return client_potentials(facts, cards, profiles, today, ProfileSettings())


def one(turnover: float, card: float | None = None, **answers: Any) -> pd.Series:  # type: ignore[type-arg]
    """Return the potential of client К1 with a turnover, a card and a survey; 10 000 roubles a purchase."""
    facts = facts_of(fact("К1", turnover_12m_rub=turnover, average_purchase_rub=10_000.0))
    cards = cards_of({"client_code": "К1", "client_name": "Ладья", "potential_rub": card})
    asked = surveys({"client_code": "К1"} | answers) if answers else surveys()
    return potentials(facts, cards, asked).table.iloc[0]


def test_a_route_of_the_survey_outranks_the_card() -> None:
    found = one(100_000, card=900_000, share_ours=0.25)
    assert (found["potential_source"], found["potential_rub"], found["worth_rub"]) == ("опрос", 400_000, 0)
    assert found["surveyed_on"] == pd.Timestamp(DAY)


def test_the_card_outranks_orders_alone_and_they_outrank_an_estimate() -> None:
    by_card = one(100_000, card=900_000, count_orders_per_year=20)
    assert (by_card["potential_source"], by_card["potential_rub"], by_card["untapped_rub"]) == (
        "карточка",
        900_000,
        800_000,
    )
    by_orders = one(100_000, count_orders_per_year=20)
    assert by_orders["potential_source"] == "число заказов"
    assert by_orders[["potential_min_rub", "potential_rub", "potential_max_rub"]].tolist() == [
        100_000,
        200_000,
        400_000,
    ]
    assert by_orders["worth_rub"] == 300_000


def test_a_card_below_own_turnover_is_no_answer() -> None:
    found = one(100_000, card=99_999, count_orders_per_year=20)
    assert found["potential_source"] == "число заказов"
    assert one(100_000, card=100_000)["potential_source"] == "карточка"
    assert one(100_000, card=0)["potential_source"] is None


def test_a_client_that_nobody_asked_is_worth_its_turnover_while_nobody_answers() -> None:
    found = one(100_000)
    assert (found["potential_source"], found["potential_min_rub"], found["worth_rub"]) == (None, 100_000, 100_000)
    assert pd.isna(found["potential_max_rub"])
    assert plain(found["reason"]).startswith("Не менее 100 000 ₽")
    assert found["next_question"] == "Примерное число заказов в год (у всех поставщиков)"
    assert found["count_answered"] == 0


def base_of_ten(*, of_card: bool) -> ClientPotentials:
    """Return К1, not asked, with a turnover of 100 000 beside ten clients who spend 1, 2 … 10 times theirs."""
    facts = facts_of(
        fact("К1", turnover_12m_rub=100_000.0),
        *(fact(f"О{number:02d}", turnover_12m_rub=1_000.0) for number in range(1, 11)),
    )
    known = [{"client_code": f"О{number:02d}", "potential_rub": 1_000.0 * number} for number in range(1, 11)]
    if of_card:
        return potentials(facts, cards_of({"client_code": "К1"}, *known), surveys())
    asked = [{"client_code": row["client_code"], "share_ours": 1 / number} for number, row in enumerate(known, 1)]
    return potentials(facts, cards_of(), surveys(*asked))


@pytest.mark.parametrize("of_card", [True, False])
def test_ten_answers_of_cards_or_surveys_estimate_who_was_not_asked(of_card: bool) -> None:
    found = by_code(base_of_ten(of_card=of_card).table).loc["К1"]
    assert found["potential_source"] == "оценка"
    assert found[["potential_min_rub", "potential_rub"]].tolist() == [100_000, pytest.approx(550_000)]
    assert found["potential_max_rub"] == pytest.approx(910_000)
    assert found["low_80_rub"] == pytest.approx(190_000)
    assert found["worth_rub"] == pytest.approx(810_000)
    assert plain(found["reason"]) == (
        "Ответов о потенциале нет; оценка: оборот 100 000 ₽ × 5,5 по 10 ответам всей базы; "
        "у четырёх из пяти от 190 000 ₽ до 910 000 ₽"
    )


def test_an_estimate_gives_no_category_and_no_cut_off() -> None:
    known = base_of_ten(of_card=False)
    cards = with_potentials(cards_of(), known.table)
    assert set(cards["client_code"]) == {f"О{number:02d}" for number in range(1, 11)}
    facts = facts_of(
        fact("К1", turnover_12m_rub=100_000.0, gross_profit_12m_rub=100.0),
        *(fact(f"О{number:02d}", turnover_12m_rub=1_000.0) for number in range(1, 11)),
    )
    found = by_code(computed(facts, cards).table).loc["К1"]
    assert FLAG_ASK_POTENTIAL in found["flags"]
    assert found["potential_level"] is None
    assert "потенциал не известен" in found["reason"]
    assert pd.isna(found["potential_rub"])


def test_the_letter_is_of_the_likely_value_with_the_range_of_the_ends_and_the_reason_names_the_survey() -> None:
    facts = facts_of(fact("К1", turnover_12m_rub=100_000.0, gross_profit_12m_rub=50.0, average_purchase_rub=10_000.0))
    answers = surveys({"client_code": "К1", "count_orders_per_year": 20})
    table = potentials(facts, cards_of({"client_code": "К1"}), answers).table
    cards = with_potentials(cards_of({"client_code": "К1"}), table)
    settings = Settings.model_validate({"category": {"potential_rub_max": 300_000, "potential_rub_high": 150_000}})
    [found] = computed(facts, cards, settings).table.to_dict("records")
    # Likely 200 000 is Высокий, 100 000 would be Низкий, 400 000 Максимальный; the only client is Максимальная.
    assert (found["potential_level"], found["category"], found["category_range"]) == ("Высокий", "B", "A–B")
    assert "по числу заказов, опрос 02.03.2026 — Высокий" in plain(found["reason"])


def test_orders_alone_make_no_cut_off_of_potential() -> None:
    facts = facts_of(
        *(fact(f"К{n:02d}", turnover_12m_rub=100_000.0, average_purchase_rub=10_000.0) for n in range(1, 11))
    )
    answers = surveys(*({"client_code": f"К{n:02d}", "count_orders_per_year": 20} for n in range(1, 11)))
    known = potentials(facts, cards_of(), answers).table
    assert set(known["potential_source"]) == {"число заказов"}
    assert computed(facts, with_potentials(cards_of(), known)).cuts.potential == (None, None)


def test_without_surveys_the_cards_stay_as_they_are() -> None:
    cards = cards_of({"client_code": "К1", "potential_rub": 500.0})
    known = potentials(facts_of(fact("К1", turnover_12m_rub=100.0)), cards, surveys())
    assert with_potentials(cards, known.table) is cards


def test_a_survey_after_today_feeds_nobody() -> None:
    facts = facts_of(fact("К1", turnover_12m_rub=100_000.0))
    asked = surveys({"client_code": "К1", "share_ours": 0.5})
    assert potentials(facts, cards_of(), asked, today=date(2026, 3, 1)).table["potential_source"].tolist() == [None]
    assert potentials(facts, cards_of(), asked, today=DAY).table["potential_source"].tolist() == ["опрос"]


def test_contradictions_and_a_card_that_differs_are_problems_with_the_numbers() -> None:
    facts = facts_of(*(fact(code, turnover_12m_rub=100_000.0) for code in ("К1", "К2", "К3")))
    cards = cards_of({"client_code": "К1", "client_name": "Ладья"}, {"client_code": "К3", "potential_rub": 290_000.0})
    asked = surveys(
        {"client_code": "К1", "share_ours": 0.5, "count_orders_per_year": 10, "average_order_rub": 40_000},
        {"client_code": "К2", "count_orders_per_year": 9, "average_order_rub": 10_000},
        {"client_code": "К3", "share_ours": 0.5},
    )
    apart, below, card = potentials(facts, cards, asked).problems
    assert plain(apart.message) == (
        "Клиент К1 «Ладья»: ответы расходятся. 10 заказов × 40 000 ₽ = 400 000 ₽; оборот 100 000 ₽ ÷ доля 50 % = "
        "200 000 ₽; ответы расходятся на 50 % при допустимых 30 %: переспросите"
    )
    assert "90 000 ₽ меньше нашего оборота 100 000 ₽" in plain(below.message)
    assert (apart.severity, below.severity, card.severity) == (Severity.WARNING, Severity.WARNING, Severity.NOTICE)
    # |290 000 − 200 000| ÷ 290 000 = 31 %.
    assert "в карточке потенциал 290 000 ₽, по опросу 200 000 ₽" in plain(card.message)


def test_a_card_below_own_turnover_is_a_problem_also_where_answers_replace_it() -> None:
    facts = facts_of(
        *(fact(code, turnover_12m_rub=100_000.0, average_purchase_rub=10_000.0) for code in ("К1", "К2", "К3", "К4"))
    )
    cards = cards_of(
        {"client_code": "К1", "potential_rub": 99_999.0},
        {"client_code": "К2", "potential_rub": 0.0},
        {"client_code": "К3", "potential_rub": 100_000.0},
        {"client_code": "К4", "potential_rub": 1.0},  # nobody asked: the levels of potential name it
    )
    asked = surveys(
        {"client_code": "К1", "count_orders_per_year": 20},
        {"client_code": "К2", "share_ours": 0.5},
        {"client_code": "К3", "share_ours": 1.0},
    )
    below, zero = potentials(facts, cards, asked).problems
    assert plain(below.message) == (
        "Клиент К1: в карточке потенциал 99 999 ₽ меньше собственного оборота 100 000 ₽; считается число заказов"
    )
    assert plain(zero.message) == "Клиент К2: в карточке потенциал 0 ₽ не может быть ответом; считается опрос"
