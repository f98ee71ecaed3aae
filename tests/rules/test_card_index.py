"""What the card takes for every client from the program (METHOD section 1, «Карточка»)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.card_index import month_starts
from clientbase_xl.rules.client_card import NO_MONTHS
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS
from tests.support.card_tables import TODAY, card_of, index_of, months_of, one, tables_of


def test_the_index_is_sorted_by_name_whatever_the_letter_case_and_then_by_code() -> None:
    tables = tables_of([one("3", "яблоко"), one("2", "Арбуз"), one("1", "арбуз"), one("9", None)])
    index = index_of(tables)
    assert index["label"].tolist() == ["9 — 9", "арбуз — 1", "Арбуз — 2", "яблоко — 3"]


def test_a_label_is_one_line_and_holds_ninety_characters_of_a_name() -> None:
    name = "Общество  с\nограниченной " + "о" * 65
    label = index_of(tables_of([one("К1", name)]))["label"].iloc[0]
    assert label == f"Общество с ограниченной {'о' * 65} — К1"


def test_the_last_full_months_are_twenty_four_and_the_current_one_is_none_of_them() -> None:
    starts = month_starts(TODAY)
    assert (len(starts), starts[0], starts[-1]) == (24, date(2024, 11, 1), date(2026, 10, 1))
    assert month_starts(date(2026, 11, 30))[-1] == date(2026, 10, 1)


def test_months_are_exact_to_the_kopeck_and_a_month_without_sales_is_zero() -> None:
    months = months_of(
        ("К1", date(2026, 10, 1), 1_234.56), ("К1", date(2026, 9, 1), -0.07), ("К2", date(2026, 9, 1), 5.0)
    )
    card = card_of("К1", tables_of([one()]), months=months)
    assert [card[f"month_{place}"] for place in (22, 23, 24)] == [0.0, -0.07, 1_234.56]
    assert card["months_title"] == "Оборот по полным месяцам, тыс. ₽"


def test_a_month_before_the_ledger_is_unknown_and_no_zero() -> None:
    months = months_of(("К1", date(2026, 10, 1), 10.0))
    card = card_of("К1", tables_of([one()]), months=months, ledger_first_on=date(2026, 9, 15))
    assert [card[f"month_{place}"] for place in (22, 23, 24)] == ["нет данных", 0.0, 10.0]


def test_clients_beyond_the_limit_have_no_months_and_the_card_says_so() -> None:
    tables = tables_of([one("К1", turnover_12m_rub=10.0), one("К2", turnover_12m_rub=20.0)])
    months = months_of(("К1", date(2026, 10, 1), 10.0), ("К2", date(2026, 10, 1), 20.0))
    small = card_of("К1", tables, months=months, most_clients=1)
    large = card_of("К2", tables, months=months, most_clients=1)
    assert (small["months_title"], small["month_24"]) == (NO_MONTHS, "нет данных")
    assert large["month_24"] == 20.0


def test_actions_keep_their_kopecks_and_marks_in_a_text_do_no_harm() -> None:
    actions = pd.DataFrame(
        [
            {"client_code": "К1", "order": 1, "action": "А‖Б¦В", "amount_rub": 0.29, "reason": "раз  два"},
            {"client_code": "К1", "order": 2, "action": "Г", "amount_rub": float("nan"), "reason": "почему"},
        ],
        columns=list(CLIENT_ACTIONS.keys),
    )
    card = card_of("К1", tables_of([one()]), actions=actions)
    assert (card["action_1"], card["action_1_rub"], card["action_1_why"]) == ("А|Б|В", 0.29, "раз два")
    assert (card["action_2"], card["action_2_rub"], card["action_3"]) == ("Г", None, None)
