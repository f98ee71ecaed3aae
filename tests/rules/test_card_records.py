"""The records of a client in the order of his card (METHOD section 1, «Карточка»)."""

from __future__ import annotations

from datetime import date

from tests.support.card_tables import card_of, one, tables_of


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
