"""Two workbooks of one manager, one of last month, a manager who left, clients handed over (METHOD section 7)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.users import past_users, remove_user
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.unled_clients import unled_clients
from clientbase_xl.workflows.people import left_managers, person_of
from clientbase_xl.workflows.state import load_state
from tests.support.at_desk import AtDesk, messages
from tests.support.governed import change, put
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long

MONTH_MINUTES = 30 * 24 * 60
CONTACT = {"contacted_on": TODAY - timedelta(days=3), "contact_kind": "звонок", "manager": "Ветров"}


def hand_over(team: Office, code: str = "1", to: str = "Градова") -> None:
    """Let the head give a client to another manager."""
    put(team.base, change(code, "manager", str(team.card(code, "manager")), to), by="шеф", at=team.now())


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_workbooks_of_a_manager_bring_both_what_was_typed_in_them(team: Office, order: tuple[int, int]) -> None:
    books = [AtDesk(team, "Ветров", name) for name in ("на работе.xlsx", "дома.xlsx")]
    books[0].type("clients", "1", phone="8 900").add("contacts", client_code="1", description="утром", **CONTACT)
    books[1].type("clients", "1", email="a@b.ru").add("contacts", client_code="1", description="вечером", **CONTACT)
    for place in order:
        assert messages(books[place].send("ветров")) == []
    assert (team.card("1", "phone"), team.card("1", "email")) == ("8 900", "a@b.ru")
    assert sorted(read_rows(team.base, "contacts")["description"]) == ["вечером", "утром"]
    for book in books:
        assert book.send("ветров").is_empty
    assert team.is_whole()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_one_cell_typed_in_both_the_first_sent_stays_and_the_second_is_told(
    team: Office, order: tuple[int, int]
) -> None:
    books = [AtDesk(team, "Ветров", name) for name in ("на работе.xlsx", "дома.xlsx")]
    words = ("первое", "второе")
    for book, word in zip(books, words, strict=True):
        book.type("clients", "1", comment=word)
    assert messages(books[order[0]].send("ветров")) == []
    report = books[order[1]].send("ветров")
    assert team.card("1", "comment") == words[order[0]]
    assert report.count_conflicts == 1
    (said,) = messages(report)
    assert f"в базе уже «{words[order[0]]}» (при создании книги было «»): не изменено" in said
    assert team.is_whole()


def test_a_workbook_of_last_month_brings_what_was_typed_and_takes_nothing_back(team: Office) -> None:
    put(team.base, change("1", "region", None, "Тверь"), change("1", "holding", None, "Север"), at=team.now())
    old = AtDesk(team, "Ветров", "май.xlsx")
    team.minutes += MONTH_MINUTES
    put(team.base, change("1", "region", "Тверь", "Псков"), change("1", "phone", None, "8 900"), at=team.now())
    report = old.type("clients", "1", email="a@b.ru", region="Москва").send("ветров")
    assert (team.card("1", "email"), team.card("1", "phone")) == ("a@b.ru", "8 900")
    assert (team.card("1", "region"), team.card("1", "holding")) == ("Псков", "Север")
    assert (report.count_applied, report.count_conflicts) == (1, 1)
    (problem,) = report.problems
    assert "в базе уже «Псков» (при создании книги было «Тверь»)" in problem.message
    assert "Сделайте новую книгу" in problem.remedy
    assert team.is_whole()


def test_a_manager_who_left_sends_nothing_and_the_head_sends_his_workbook(team: Office) -> None:
    book = AtDesk(team, "Ветров").type("clients", "1", phone="8 900")
    remove_user(team.base, "ветров", at=team.now(), by="шеф")
    with pytest.raises(BadUse) as refused:
        book.send("ветров")
    assert "больше не работает с этой базой" in str(refused.value)
    assert "её отправит РОП" in str(refused.value)
    assert team.card("1", "phone") is None
    report = book.send("шеф")
    assert (report.count_applied, messages(report), team.card("1", "phone")) == (1, [], "8 900")
    assert team.is_whole()


def test_a_head_who_left_is_told_who_goes_on_and_how_he_comes_back(team: Office) -> None:
    team.staff_more()
    remove_user(team.base, "шеф", at=team.now(), by="админ")
    with pytest.raises(BadUse) as refused:
        person_of(team.base, "Шеф")
    assert "РОП или администратор, который работает с базой" in refused.value.remedy
    assert "clientbase users --add" in refused.value.remedy


def test_clients_of_a_manager_who_left_are_named_until_they_are_handed_over(team: Office) -> None:
    assert left_managers(team.base, read_lists(team.base)) == set()
    remove_user(team.base, "ветров", at=team.now(), by="шеф")
    assert past_users(team.base) == {"ветров": "Ветров"}

    def told() -> list[str]:
        state = load_state(team.base, TODAY)
        return [one.message for one in unled_clients(state.clients(), left_managers(team.base, state.lists))]

    (problem,) = told()
    assert problem.startswith("Менеджер «Ветров» больше не работает, а клиентов за ним — 2")
    hand_over(team, "1")
    hand_over(team, "3")
    assert told() == []


def test_a_value_closed_on_the_list_says_too_that_a_manager_left(office: Office) -> None:
    closed = read_lists(office.base)
    row = (closed["list_key"] == "managers") & (closed["value"] == "Градова")
    assert left_managers(office.base, closed.assign(is_closed=closed["is_closed"].where(~row, True))) == {"Градова"}


def test_what_the_old_manager_typed_about_a_client_handed_over_is_refused_in_words(team: Office) -> None:
    old = AtDesk(team, "Ветров", "старая.xlsx")
    hand_over(team)
    old.type("clients", "1", phone="8 900").type("clients", "3", phone="8 901")
    old.add("contacts", client_code="1", description="договорились", **CONTACT)
    report = old.send("ветров")
    assert (team.card("1", "phone"), team.card("3", "phone")) == (None, "8 901")
    assert len(messages(report)) == 2
    for problem in report.problems:
        assert "Клиента передали после того, как сделана книга: клиента ведёт Градова" in problem.message
        assert "РОП отправит эту книгу" in problem.remedy
    assert read_rows(team.base, "contacts").empty
    by_head = old.send("шеф")
    assert (by_head.count_conflicts, team.card("1", "phone")) == (0, "8 900")
    assert read_rows(team.base, "contacts")["description"].tolist() == ["договорились"]
    assert team.is_whole()


def test_the_new_manager_types_and_both_workbooks_show_who_leads_the_client(team: Office) -> None:
    before = AtDesk(team, "Градова", "до передачи.xlsx")
    hand_over(team)
    after = AtDesk(team, "Градова", "после передачи.xlsx")
    assert (before.codes, sorted(after.codes)) == (["2"], ["1", "2"])
    assert AtDesk(team, "Ветров").codes == ["3"]
    assert messages(after.type("clients", "1", phone="8 902").send("градова")) == []
    assert team.card("1", "phone") == "8 902"
    assert before.send("градова").is_empty


def test_a_card_of_a_colleague_that_was_never_his_is_refused_as_before(team: Office) -> None:
    report = AtDesk(team).type("clients", "2", phone="8 900").send("ветров")
    assert ["Чужая запись не изменена: клиента ведёт Градова" in text for text in messages(report)] == [True]
