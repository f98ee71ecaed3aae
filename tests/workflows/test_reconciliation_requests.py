"""From decisions on an act to requests, and from those to the approved category (METHOD section 7)."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.base.requests import list_requests
from clientbase_xl.errors import BadUse
from clientbase_xl.workflows.reconcile import reconcile
from clientbase_xl.workflows.reconciliation_requests import asked_lines, propose
from clientbase_xl.workflows.reconciliation_tables import next_reconciliation
from clientbase_xl.workflows.state import load_state
from tests.support.at_desk import AtDesk, messages
from tests.support.governed import change, put
from tests.support.office import TODAY, Office

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
    made(with_letters(team, "E"), "шеф")
    AtDesk(team).type(SHEET, "1", decision="сначала уточнить").send("шеф")
    first = propose(team.base, TODAY, now=team.now(), user="шеф")
    again = propose(team.base, TODAY, now=team.now(), user="шеф")
    assert {code for code, *_ in asked(team)} == {"2", "3"}
    assert (len(first.request_ids), again.request_ids, again.count_known) == (2, (), 2)
    assert any("Поданы раньше" in text for text in asked_lines(again))
    with pytest.raises(BadUse, match="Акта сверки"):
        propose(team.base, date(2026, 5, 1), now=team.now(), user="шеф")


def test_a_manager_proposes_for_his_own_clients_only(team: Office) -> None:
    made(with_letters(team, "E"), "шеф")
    propose(team.base, TODAY, now=team.now(), user="градова")
    assert {code for code, *_ in asked(team)} == {"2"}
    (request,) = list_requests(team.base)
    assert (request.reason, request.submitted_by) == ("Сверка от 01.06.2026: повысить", "градова")


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
