"""From decisions on an act to requests, and from those to the approved category (METHOD section 7)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.base.requests import decide, list_requests
from clientbase_xl.base.users import add_user
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.users import ADMINISTRATOR
from clientbase_xl.workflows.reconcile import reconcile
from clientbase_xl.workflows.reconciliation_requests import asked_lines, propose
from clientbase_xl.workflows.reconciliation_tables import next_reconciliation, reconciliation_tables
from clientbase_xl.workflows.state import load_state
from tests.support.at_desk import AtDesk, messages
from tests.support.governed import change, put
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long

SHEET = "reconciliation"


def made(office: Office, user: str) -> Office:
    """Make the act of today: the categories of all three clients are preliminary."""
    reconcile(office.base, TODAY, TODAY, now=office.now(), user=user)
    return office


def asked(office: Office) -> list[tuple[str, str, str | None, str | None, str]]:
    """Return the requests: client, column, was, wanted, status."""
    return [(one.row_key[0], one.column_key, one.old, one.new, one.status) for one in list_requests(office.base)]


def test_a_managers_decision_becomes_a_request_that_the_head_approves(team: Office) -> None:
    made(team, "шеф")
    was = team.card("1", "category_approved")
    book = AtDesk(team, "Ветров").type(SHEET, "1", decision="D", comment="Мало берёт")
    report = book.send("ветров")
    assert (report.count_applied, report.count_requested, messages(report)) == (2, 1, [])
    assert asked(team) == [("1", "category_approved", was, "D", "на согласовании")]
    assert team.card("1", "category_approved") == was
    assert book.send("ветров").is_empty
    assert team.approve(*report.request_ids) == ["утверждена"]
    assert team.card("1", "category_approved") == "D"
    (row,) = AtDesk(team, "Ветров").tables[SHEET].query("client_code == '1'").to_dict("records")
    assert (row["decision"], row["comment"]) == ("D", "Мало берёт")
    assert team.is_whole()


def test_a_single_users_decision_is_carried_out_at_once(office: Office) -> None:
    made(office, "тест")
    report = AtDesk(office).type(SHEET, "1", decision="D").send("тест")
    assert (report.count_applied, report.count_requested) == (2, 0)
    assert office.card("1", "category_approved") == "D"
    assert not office.card("1", "is_category_preliminary")


def test_approving_the_same_letter_confirms_a_preliminary_one(office: Office) -> None:
    made(office, "тест")
    letter = str(office.card("1", "category_approved"))
    assert office.card("1", "is_category_preliminary")
    AtDesk(office).type(SHEET, "1", decision=letter).send("тест")
    assert (office.card("1", "category_approved"), office.card("1", "is_category_preliminary")) == (letter, False)
    assert office.is_whole()


def test_a_decision_on_what_has_changed_since_the_act_asks_for_nothing(team: Office) -> None:
    made(team, "шеф")
    put(team.base, change("1", "category_approved", str(team.card("1", "category_approved")), "E"))
    report = AtDesk(team, "Ветров").type(SHEET, "1", decision="D").send("ветров")
    assert messages(report) == ["Клиент 1: карточку после акта уже изменили: решение не отправлено"]
    assert asked(team) == []


def test_to_keep_or_to_ask_first_asks_for_nothing(office: Office) -> None:
    made(office, "тест")
    before = office.card("1", "category_approved")
    AtDesk(office).type(SHEET, "1", decision="оставить прежнюю").send("тест")
    assert (asked(office), office.card("1", "category_approved")) == ([], before)


def with_letters(team: Office, letter: str) -> Office:
    """Approve a letter for every client that no computed range holds: the act proposes to raise all."""
    letters = {code: team.card(code, "category_approved") for code in ("1", "2", "3")}
    put(team.base, *(change(code, "category_approved", str(old), letter) for code, old in letters.items()))
    return team


def test_proposals_are_submitted_once_and_not_over_a_decision(team: Office) -> None:
    team.staff_more()
    made(with_letters(team, "E"), "шеф")
    AtDesk(team).type(SHEET, "1", decision="сначала уточнить").send("шеф")
    first = propose(team.base, TODAY, now=team.now(), user="админ")
    again = propose(team.base, TODAY, now=team.now(), user="админ")
    assert {code for code, *_ in asked(team)} == {"2", "3"}
    assert (len(first.request_ids), again.request_ids, again.count_known) == (2, (), 2)
    assert "Свою заявку утверждает кто-то другой: шеф." in list(asked_lines(first))
    assert any("Поданы раньше" in text for text in asked_lines(again))
    with pytest.raises(BadUse, match="Акта сверки"):
        propose(team.base, date(2026, 5, 1), now=team.now(), user="шеф")


def test_a_head_carries_out_his_own_reconciliation(team: Office) -> None:
    made(with_letters(team, "E"), "шеф")
    report = AtDesk(team).type(SHEET, "1", decision="D").send("шеф")
    assert (report.count_applied, report.count_requested, messages(report)) == (2, 0, [])
    proposed = propose(team.base, TODAY, now=team.now(), user="шеф")
    assert list(asked_lines(proposed)) == ["Категории изменены сразу, это право РОП: 2."]
    assert propose(team.base, TODAY, now=team.now(), user="шеф").count_known == 2
    assert (asked(team), team.card("1", "category_approved")) == ([], "D")
    state = load_state(team.base, TODAY)
    told = reconciliation_tables(team.base, state, state.clients())[SHEET].set_index("client_code")["decision_state"]
    assert told.where(told.notna(), None).to_dict() == {"1": "Исполнено, карточка изменена", "2": None, "3": None}
    assert team.is_whole()


def without_a_head(team: Office) -> Office:
    """Let an administrator of the base be the only one who decides: a category is not his to change."""
    add_user(team.base, "шеф", ADMINISTRATOR, at=team.now(), by="шеф")
    return team


def test_who_alone_decides_is_told_at_once_that_nobody_may_approve(team: Office) -> None:
    made(without_a_head(team), "шеф")
    report = AtDesk(team).type(SHEET, "1", decision="D").send("шеф")
    (said,) = report.problems
    assert said.message == "Утвердить ваши заявки некому: свою заявку утверждает кто-то другой"
    assert "users --add" in said.remedy
    (outcome,) = decide(team.base, report.request_ids, approve=True, by="шеф", at=team.now())
    assert (outcome.status, "решать больше некому" in outcome.message) == ("на согласовании", True)
    add_user(team.base, "админ", ADMINISTRATOR, at=team.now(), by="шеф")
    assert team.approve(*report.request_ids, user="админ") == ["утверждена"]


def test_a_request_that_nobody_may_approve_holds_up_no_other_person(team: Office) -> None:
    made(without_a_head(with_letters(team, "E")), "шеф")
    stuck = propose(team.base, TODAY, now=team.now(), user="шеф")
    own = propose(team.base, TODAY, now=team.now(), user="градова")
    assert (len(stuck.request_ids), len(own.request_ids)) == (3, 1)
    assert team.approve(*own.request_ids) == ["утверждена"]


def test_a_request_of_somebody_else_is_named_and_not_doubled(team: Office) -> None:
    made(with_letters(team, "E"), "шеф")
    (number,) = propose(team.base, TODAY, now=team.now(), user="градова").request_ids
    report = AtDesk(team).type(SHEET, "2", decision="принять предложение").send("шеф")
    assert messages(report) == [f"Клиент 2: об этом уже просит градова: заявка № {number} на согласовании"]
    assert team.card("2", "category_approved") == "E"


def test_what_was_rejected_may_be_decided_again(team: Office) -> None:
    made(team, "шеф")
    book = AtDesk(team, "Ветров").type(SHEET, "1", decision="D")
    assert team.reject(*book.send("ветров").request_ids, why="рано") == ["отклонена"]
    AtDesk(team, "Ветров").type(SHEET, "1", decision="оставить прежнюю").send("ветров")
    report = AtDesk(team, "Ветров").type(SHEET, "1", decision="D").send("ветров")
    assert (len(report.request_ids), asked(team)[-1][4]) == (1, "на согласовании")


def test_a_manager_proposes_for_his_own_clients_only(team: Office) -> None:
    made(with_letters(team, "E"), "шеф")
    propose(team.base, TODAY, now=team.now(), user="градова")
    assert {code for code, *_ in asked(team)} == {"2"}
    (request,) = list_requests(team.base)
    assert (request.reason, request.submitted_by) == ("Сверка от 01.06.2026: повысить", "градова")


def test_nobody_confirms_data_on_a_day_to_come(office: Office) -> None:
    made(office, "тест")
    book = AtDesk(office).type(SHEET, "1", confirmed_on=date(2026, 6, 2)).type(SHEET, "2", confirmed_on=TODAY)
    report = book.send("тест")
    assert report.count_applied == 1
    assert messages(report) == ["1 / 01.06.2026 Фирма 1: подтвердить можно не позже сегодня: не принято"]


def test_a_decision_on_an_act_that_is_not_the_last_is_taken_and_said(team: Office) -> None:
    made(team, "шеф")
    book = AtDesk(team, "Ветров").type(SHEET, "1", decision="D")
    later = date(2026, 7, 1)
    reconcile(team.base, later, later, now=team.now(), user="шеф")
    report = book.send("ветров")
    said = "Клиент 1: решение принято по числам акта от 01.06.2026, а последний — от 01.07.2026"
    assert (messages(report), len(report.request_ids)) == ([said], 1)


def test_confirmed_data_are_actual_in_the_next_act(office: Office) -> None:
    made(office, "тест")
    AtDesk(office).type(SHEET, "1", confirmed_on=TODAY).send("тест")
    later = date(2026, 7, 1)
    figures = reconcile(office.base, later, later, now=office.now(), user="тест").figures.set_index("client_code")
    assert figures["is_actual"].to_dict() == {"1": True, "2": False, "3": False}


def test_the_next_reconciliation_is_three_months_later(office: Office) -> None:
    assert next_reconciliation(office.base, load_state(office.base, TODAY)) == (None, None)
    made(office, "тест")
    assert next_reconciliation(office.base, load_state(office.base, TODAY)) == (TODAY, date(2026, 9, 1))
