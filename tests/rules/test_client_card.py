"""The card of one client (METHOD section 1, «Карточка»)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.client_card import NO_TURNOVER, chosen_client, client_card
from tests.support.card_tables import TODAY, actions_of, card_of, index_of, one, tables_of


def test_a_client_without_a_purchase_shows_words_and_no_invented_numbers() -> None:
    card = card_of("К1", tables_of([one()]))
    assert card["months_title"] == NO_TURNOVER
    assert card["action_1"] == "Срочных дел с этим клиентом нет"
    assert card["gross_profit_12m_rub"] == "нет данных"
    assert card["rhythm_days"] == "нет ритма"
    assert card["potential_rub"] == "не известен"
    assert card["phone"] == "—"
    assert card["contact_1_text"] == "Контактов с клиентом ещё не записано"
    assert card["person_1_name"] == "На листе «Контактные лица» никого нет"
    assert card["task_1_text"] == "Открытых задач нет"


def test_columns_that_belong_together_are_joined_and_an_absent_one_leaves_no_trace() -> None:
    tables = tables_of(
        [
            one("К1", inn="7701", kpp="770101", contact_name="Иванов И. И.", contact_role="ЛПР"),
            one("К2", inn="7702", contact_role="ЛВР"),
        ]
    )
    first, second = card_of("К1", tables), card_of("К2", tables)
    assert (first["inn_kpp"], first["contact"]) == ("7701 / 770101", "Иванов И. И., ЛПР")
    assert (second["inn_kpp"], second["contact"]) == ("7702", "ЛВР")


def test_the_profile_gives_interval_answers_and_the_next_question() -> None:
    potentials = pd.DataFrame(
        [
            {
                "client_code": "К1",
                "potential_min_rub": 1.0,
                "potential_rub": 2.0,
                "potential_max_rub": 3.0,
                "potential_source": "опрос",
                "next_question": "Сколько поставщиков",
                "obstacle": "цена",
            }
        ]
    )
    card = card_of("К1", tables_of([one(potential_rub=99.0)]), potentials=potentials)
    assert [card[f"potential_{part}rub"] for part in ("min_", "", "max_")] == [1.0, 2.0, 3.0]
    assert (card["potential_source"], card["obstacle"]) == ("опрос", "цена")
    assert (card["next_question"], card["share_of_wallet"]) == ("Сколько поставщиков", "нет данных")


def test_the_client_shown_first_has_most_roubles_at_stake_else_the_largest_turnover() -> None:
    clients = tables_of([one("К1"), one("К2"), one("К3")])["clients"]
    assert chosen_client(clients, actions_of(("К1", 5.0), ("К3", 50.0), ("чужой", 900.0), ("К2", None))) == "К3"
    assert chosen_client(clients, actions_of(("К2", None))) == "К1"
    assert chosen_client(clients.iloc[:0], actions_of()) is None


def test_an_unknown_client_has_no_card() -> None:
    tables = tables_of([one()])
    with pytest.raises(KeyError, match="К2"):
        client_card("К2", index_of(tables), tables, TODAY)
