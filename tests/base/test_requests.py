"""Requests: frozen, decided by somebody else, carried out only when the old value still holds."""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from clientbase_xl.base.cards import read_cards
from clientbase_xl.base.imports import undo_import
from clientbase_xl.base.journal import Change, entries, head, history
from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.requests import Outcome, Request, decide, list_requests, submit
from clientbase_xl.base.settings_store import load_settings
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import APPROVED, CONFLICT, NEW_CLIENT, REJECTED, WAITING
from tests.support.governed import NOON, card, change, put, replayed, staff, standing
from tests.support.importer import NOW, export, import_export

EVENING = datetime.fromisoformat("2026-11-21T18:00")


def ask(base: Base, *changes: Change, by: str = "иванова", **more: Any) -> list[int]:
    """Submit requests in one act."""
    with base.writing() as connection:
        return submit(connection, changes, at=NOON, by=by, **more)


def approve(base: Base, *numbers: int, by: str = "рожкова", why: str = "") -> list[Outcome]:
    """Approve requests in the evening."""
    return decide(base, numbers, approve=True, by=by, at=EVENING, why=why)


def comment(base: Base, code: str = "К1") -> Any:
    """Return the comment of a card."""
    return read_cards(base).set_index("client_code").loc[code, "comment"]


def request(base: Base, number: int) -> Request:
    """Return one request."""
    return next(one for one in list_requests(base) if one.request_id == number)


@pytest.fixture
def shop(base: Base) -> Base:
    """Return a base with its people and a client whose comment is «было»."""
    staff(base)
    put(base, *card("К1", client_name="Ромашка", comment="было", manager="Иванова"))
    return base


def test_a_request_says_who_when_what_and_why_and_changes_nothing_yet(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"), reason="попросил клиент", workbook_id="абв")
    found = request(shop, number)
    assert (found.submitted_by, found.submitted_at, found.reason) == ("иванова", NOON, "попросил клиент")
    assert found.change == change("К1", "comment", "было", "стало")
    assert (found.status, found.workbook_id, found.decided_by) == (WAITING, "абв", None)
    assert comment(shop) == "было"
    assert [one.request_id for one in list_requests(shop, WAITING)] == [number]


def test_approval_changes_the_cell_in_the_name_of_who_asked_and_names_who_approved(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"), reason="клиент")
    assert approve(shop, number, why="верно") == [Outcome((number,), APPROVED)]
    assert comment(shop) == "стало"
    found = request(shop, number)
    assert (found.status, found.decided_by, found.decided_at, found.decision_reason) == (
        APPROVED,
        "рожкова",
        EVENING,
        "верно",
    )
    entry = history(shop, "clients", ("К1",), "comment")[-1].entry
    assert (entry.by, entry.at, entry.request_id) == ("иванова", EVENING, number)
    assert entry.reason == "клиент; утверждено: рожкова; верно"


def test_a_rejection_needs_a_reason_and_leaves_the_cell(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    with pytest.raises(BadUse, match="причина отказа"):
        decide(shop, [number], approve=False, by="рожкова", at=EVENING)
    assert decide(shop, [number], approve=False, by="рожкова", at=EVENING, why="нет") == [Outcome((number,), REJECTED)]
    assert comment(shop) == "было"
    assert request(shop, number).decision_reason == "нет"


@pytest.mark.parametrize("name", ["рожкова", "Рожкова ", "РОЖКОВА"])
def test_the_requester_never_approves_his_own_request(shop: Base, name: str) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"), by="рожкова")
    (outcome,) = approve(shop, number, by=name)
    assert (outcome.status, "другой" in outcome.message) == (WAITING, True)
    assert comment(shop) == "было"
    assert approve(shop, number, by="админ")[0].status == APPROVED


@pytest.mark.parametrize(("name", "why"), [("петров", "менеджер"), ("чужой", "не зарегистрирован"), ("", "не зарег")])
def test_only_a_head_or_an_administrator_decides(shop: Base, name: str, why: str) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    for yes in (True, False):
        with pytest.raises(BadUse, match=why):
            decide(shop, [number], approve=yes, by=name, at=EVENING, why="потому")
    assert request(shop, number).status == WAITING


def test_a_single_user_approves_his_own(base: Base) -> None:
    put(base, *card("К1", comment="было"))
    (number,) = ask(base, change("К1", "comment", "было", "стало"))
    assert approve(base, number, by="иванова", why="один пользователь")[0].status == APPROVED
    assert comment(base) == "стало"


def test_a_conflict_shows_both_values_who_and_when_and_changes_nothing(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "region", None, "Тверь"))
    put(shop, change("К1", "region", None, "Псков"), by="петров")
    (outcome,) = approve(shop, number)
    assert outcome.status == CONFLICT
    assert outcome.message == "«Регион»: в базе «Псков» (петров, 21.11.2026, тест), в заявке «» → «Тверь»"
    assert read_cards(shop).set_index("client_code").loc["К1", "region"] == "Псков"
    assert request(shop, number).decision_reason == outcome.message


def test_a_conflict_about_a_free_text_leaves_the_texts_in_the_request(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    put(shop, change("К1", "comment", "было", "иначе"), by="петров")
    (outcome,) = approve(shop, number)
    assert outcome.message == "«Комментарий»: в базе другое (петров, 21.11.2026, тест)"
    assert (request(shop, number).new, comment(shop)) == ("стало", "иначе")


def test_the_same_change_made_meanwhile_is_no_conflict(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    put(shop, change("К1", "comment", "было", "стало"), by="петров")
    assert approve(shop, number)[0].status == APPROVED
    assert len(history(shop, "clients", ("К1",), "comment")) == 2


def test_of_two_requests_for_one_cell_the_second_is_a_conflict(shop: Base) -> None:
    first = ask(shop, change("К1", "comment", "было", "одно"))
    second = ask(shop, change("К1", "comment", "было", "другое"), by="петров")
    outcomes = approve(shop, *first, *second)
    assert [one.status for one in outcomes] == [APPROVED, CONFLICT]
    assert comment(shop) == "одно"


def test_a_decision_is_made_once(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    approve(shop, number)
    before = head(shop)
    (again,) = decide(shop, [number], approve=False, by="админ", at=EVENING, why="передумали")
    assert again == Outcome((number,), APPROVED, "Решено раньше: утверждена, рожкова, 21.11.2026.")
    assert (head(shop), comment(shop)) == (before, "стало")


def test_an_unknown_number_is_refused_and_nothing_is_decided(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "было", "стало"))
    with pytest.raises(BadUse, match="Заявки № 77 нет"):
        approve(shop, number, 77)
    assert request(shop, number).status == WAITING


def test_a_new_client_is_approved_as_a_whole_by_any_of_its_numbers(shop: Base) -> None:
    numbers = ask(shop, *card("Н1", client_name="Новый", manager="Юрьева", phone="+7 900"), kind=NEW_CLIENT)
    assert len(numbers) == 4
    assert {request(shop, number).group_id for number in numbers} == {numbers[0]}
    assert approve(shop, numbers[2]) == [Outcome(tuple(numbers), APPROVED)]
    assert read_cards(shop).set_index("client_code").loc["Н1", "phone"] == "+7 900"
    lists = read_lists(shop)
    assert "Юрьева" in set(lists.loc[lists["list_key"] == "managers", "value"])
    assert len([entry for entry in entries(shop) if entry.source == "заявка"]) == 1


def test_a_group_with_one_conflict_changes_nothing_at_all(shop: Base) -> None:
    numbers = ask(shop, *card("Н1", client_name="Новый"), kind=NEW_CLIENT)
    put(shop, *card("Н1", client_name="Уже есть"))
    (outcome,) = approve(shop, numbers[0])
    assert outcome.status == CONFLICT
    assert {request(shop, number).status for number in numbers} == {CONFLICT}
    assert read_cards(shop).set_index("client_code").loc["Н1", "client_name"] == "Уже есть"


def test_the_same_new_client_made_meanwhile_is_a_conflict_even_with_the_same_words(shop: Base) -> None:
    numbers = ask(shop, *card("Н1", client_name="Новый"), kind=NEW_CLIENT)
    put(shop, *card("Н1", client_name="Новый"))
    assert approve(shop, numbers[0])[0].status == CONFLICT


def test_a_new_client_replaces_a_card_that_only_undone_imports_left(shop: Base) -> None:
    import_export(shop, export(1))
    put(shop, Change("clients", ("К1",), "phone", None, "1"))  # К1 has a person's card: it stays
    import_export(shop, export(2))
    undo_import(shop, 2, NOW, "я")
    numbers = ask(shop, *card("К2", client_name="Настоящий", comment="с нуля"), kind=NEW_CLIENT)
    assert approve(shop, numbers[0])[0].status == APPROVED
    found = read_cards(shop).set_index("client_code").loc["К2"]
    assert (found["client_name"], found["comment"], found["manager"]) == ("Настоящий", "с нуля", None)
    assert standing(shop) == replayed(shop)


def test_asking_again_for_the_same_keeps_the_number(shop: Base) -> None:
    asked = change("К1", "comment", "было", "стало")
    numbers = ask(shop, asked, workbook_id="книга")
    before = head(shop)
    assert ask(shop, asked, workbook_id="другая книга") == numbers
    assert head(shop) == before
    decide(shop, numbers, approve=False, by="рожкова", at=EVENING, why="нет")
    assert ask(shop, asked, workbook_id="книга") == numbers
    assert ask(shop, asked, workbook_id="другая книга") != numbers


def test_another_person_asking_for_the_same_has_a_request_of_his_own(shop: Base) -> None:
    asked = change("К1", "comment", "было", "стало")
    assert ask(shop, asked) != ask(shop, asked, by="петров")


def test_a_new_client_sent_again_keeps_its_numbers_but_a_fuller_one_is_a_new_request(shop: Base) -> None:
    first = ask(shop, *card("Н1", client_name="Новый"), kind=NEW_CLIENT, workbook_id="к")
    assert ask(shop, *card("Н1", client_name="Новый"), kind=NEW_CLIENT, workbook_id="к") == first
    fuller = ask(shop, *card("Н1", client_name="Новый", inn="1"), kind=NEW_CLIENT, workbook_id="к")
    assert {request(shop, number).group_id for number in fuller} == {fuller[0]}
    assert not set(first) & set(fuller)


def test_a_conflict_found_at_once_is_kept_as_one_and_never_decided(shop: Base) -> None:
    (number,) = ask(shop, change("К1", "comment", "раньше", "стало"), conflict="в базе «было»")
    found = request(shop, number)
    assert (found.status, found.decision_reason, found.decided_by) == (CONFLICT, "в базе «было»", "иванова")
    assert approve(shop, number)[0].message.startswith("Решено раньше: конфликт")


def test_a_setting_is_checked_when_it_is_approved(shop: Base) -> None:
    fine = Change("settings", ("reactivation.silent_from_days",), "value", "60", "170")
    other = Change("settings", ("reactivation.silent_to_days",), "value", "180", "100")
    numbers = ask(shop, fine, other)
    outcomes = approve(shop, *numbers)
    assert [one.status for one in outcomes] == [APPROVED, WAITING]
    assert "молчит от" in outcomes[1].message
    assert (load_settings(shop).reactivation.silent_to_days, standing(shop) == replayed(shop)) == (180, True)


def test_an_approved_category_is_no_longer_preliminary(shop: Base) -> None:
    put(shop, change("К1", "category_approved", None, "C"), change("К1", "is_category_preliminary", None, "да"))
    approve(shop, *ask(shop, change("К1", "category_approved", "C", "B")))
    found = read_cards(shop).set_index("client_code").loc["К1"]
    assert (found["category_approved"], found["is_category_preliminary"]) == ("B", False)


def test_a_value_of_another_kind_is_refused_when_it_is_asked_for(shop: Base) -> None:
    with pytest.raises(BadUse, match="не подходит столбцу"):
        ask(shop, change("К1", "potential_rub", None, "много"))
    assert list_requests(shop) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE requests SET new = 'другое'",
        "UPDATE requests SET submitted_by = 'петров'",
        "UPDATE requests SET old = 'иное'",
        "DELETE FROM requests",
    ],
)
def test_the_database_itself_freezes_a_submitted_request(shop: Base, statement: str) -> None:
    ask(shop, change("К1", "comment", "было", "стало"))
    with pytest.raises(IntegrityError), shop._storage.writers.begin() as connection:
        connection.execute(text(statement))


def test_the_database_itself_keeps_a_decision(shop: Base) -> None:
    approve(shop, *ask(shop, change("К1", "comment", "было", "стало")))
    with pytest.raises(IntegrityError), shop._storage.writers.begin() as connection:
        connection.execute(text("UPDATE requests SET status = 'на согласовании'"))


def test_of_two_deciders_at_once_one_decides_and_the_other_is_told(shop: Base) -> None:
    numbers = ask(shop, *(change("К1", key, None, "x") for key in ("inn", "kpp", "region", "holding")))
    outcomes: dict[str, list[Outcome]] = {}
    start = threading.Barrier(2)

    def decide_all(name: str, *, yes: bool) -> None:
        opened = Base.open(shop.folder)
        start.wait()
        outcomes[name] = [
            one
            for number in numbers
            for one in decide(opened, [number], approve=yes, by=name, at=EVENING, why="решение")
        ]

    threads = [
        threading.Thread(target=decide_all, args=("рожкова",), kwargs={"yes": True}),
        threading.Thread(target=decide_all, args=("админ",), kwargs={"yes": False}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, yes, no in zip(numbers, outcomes["рожкова"], outcomes["админ"], strict=True):
        assert yes.status == no.status == request(shop, number).status
        assert sorted([bool(yes.message), bool(no.message)]) == [False, True]
        cell = request(shop, number).column_key
        assert len(history(shop, "clients", ("К1",), cell)) == (1 if yes.status == APPROVED else 0)
    assert standing(shop) == replayed(shop)
