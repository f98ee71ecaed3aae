"""The card of one client, and what it takes for every client from the program (METHOD section 1, «Карточка»)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.card_index import card_index, month_starts
from clientbase_xl.rules.client_card import NO_MONTHS, NO_TURNOVER, chosen_client, client_card
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS, CLIENT_CARD, CLIENT_CARD_INDEX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.validation import check_table

TODAY = date(2026, 11, 20)
Rows = Sequence[dict[str, Any]]


def tables_of(clients: Rows, contacts: Rows = (), tasks: Rows = (), people: Rows = ()) -> dict[str, pd.DataFrame]:
    """Return the tables that a card is made of."""
    given = ((CLIENTS, clients), (CONTACTS, contacts), (TASKS, tasks), (CONTACT_PERSONS, people))
    return {sheet.key: pd.DataFrame(list(rows), columns=list(sheet.keys), dtype=object) for sheet, rows in given}


def actions_of(*rows: tuple[str, float | None]) -> pd.DataFrame:
    """Return actions of clients with their roubles."""
    records = [
        {"client_code": code, "order": 1, "action": f"Дело {code}", "amount_rub": amount, "reason": "потому что"}
        for code, amount in rows
    ]
    return pd.DataFrame(records, columns=list(CLIENT_ACTIONS.keys)).astype({"amount_rub": "float64"})


def months_of(*rows: tuple[str, date, float]) -> pd.DataFrame:
    """Return turnover of clients by months."""
    table = pd.DataFrame(list(rows), columns=["client_code", "month_start_on", "turnover_rub"])
    return table.assign(month_start_on=pd.to_datetime(table["month_start_on"]))


def index_of(tables: dict[str, pd.DataFrame], **given: Any) -> pd.DataFrame:
    """Return the index of tables without actions and months unless they are given."""
    actions, months = given.pop("actions", actions_of()), given.pop("months", months_of())
    found = card_index(
        tables, actions, months, TODAY, ledger_first_on=given.pop("ledger_first_on", date(2020, 1, 1)), **given
    )
    assert check_table(found, CLIENT_CARD_INDEX) == ()
    return found


def card_of(code: str, tables: dict[str, pd.DataFrame], **given: Any) -> dict[str, Any]:
    """Return the cells of a card by key."""
    card = client_card(code, index_of(tables, **given), tables, TODAY)
    assert check_table(card, CLIENT_CARD) == ()
    return dict(zip(card["key"], card["value"], strict=True))


def one(code: str = "К1", name: str | None = "Ромашка", **known: Any) -> dict[str, Any]:
    """Return a row of «Клиенты»."""
    return {"client_code": code, "client_name": name, "turnover_12m_rub": 0.0, **known}


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


def test_contacts_are_the_last_five_up_to_today_and_the_heading_tells_how_many_there_are() -> None:
    talks = [
        {"row_id": f"r{day}", "client_code": "К1", "contacted_on": date(2026, 11, day), "description": f"день {day}"}
        for day in (14, 21, 15, 16, 17, 18, 20)
    ]
    talks.append({"row_id": "x", "client_code": "К2", "contacted_on": date(2026, 11, 19), "description": "чужой"})
    card = card_of("К1", tables_of([one()], contacts=talks))
    assert [card[f"contact_{place}_text"] for place in range(1, 6)] == [f"день {day}" for day in (20, 18, 17, 16, 15)]
    assert card["contact_heading"] == "Последние контакты (показаны 5 из 6)"
    assert card["contact_1_on"] == date(2026, 11, 20)


def test_of_two_contacts_of_one_day_the_lower_row_is_the_later() -> None:
    talks = [
        {"row_id": name, "client_code": "К1", "contacted_on": date(2026, 11, 2), "description": name}
        for name in ("утро", "вечер")
    ]
    card = card_of("К1", tables_of([one()], contacts=talks))
    assert [card["contact_1_text"], card["contact_2_text"]] == ["вечер", "утро"]


def test_tasks_that_are_done_are_left_out_and_the_offer_stands_with_the_task() -> None:
    tasks = [
        {"row_id": "1", "client_code": "К1", "task": "Первая", "state": "выполнена"},
        {"row_id": "2", "client_code": "К1", "task": "Вторая", "state": "просрочена", "offer": "скидка на новинки"},
    ]
    card = card_of("К1", tables_of([one()], tasks=tasks))
    assert card["task_1_text"] == "Вторая. С чем идём: скидка на новинки"
    assert (card["task_1_state"], card["task_2_text"]) == ("просрочена", None)


def test_people_come_main_first_then_by_role_and_who_left_is_not_named() -> None:
    people = [
        {"row_id": "1", "client_code": "К1", "person_name": "Склад", "role": "склад"},
        {"row_id": "2", "client_code": "К1", "person_name": "Ушёл", "role": "ЛПР", "is_gone": True},
        {"row_id": "3", "client_code": "К1", "person_name": "Решает", "role": "ЛПР", "job_title": "директор"},
        {"row_id": "4", "client_code": "К1", "person_name": "Главный", "is_main": True, "phone": "1", "email": "a@b"},
    ]
    card = card_of("К1", tables_of([one()], people=people))
    assert [card[f"person_{place}_name"] for place in (1, 2, 3, 4)] == [
        "Главный",
        "Решает, директор (ЛПР)",
        "Склад (склад)",
        None,
    ]
    assert card["person_1_reach"] == "1; a@b"


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
