"""A trial of sending says what sending says, refusal by refusal, and stores nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.journal import head
from clientbase_xl.errors import BadUse
from clientbase_xl.reading.own_workbook import read_own_workbook
from clientbase_xl.schemas.requests import APPROVED
from clientbase_xl.workflows.send import SendReport, try_send
from tests.support.office import NEW_CLIENT, Office
from tests.support.own_book import edited


def tried(office: Office, path: Path, user: str = "тест") -> SendReport:
    """Try to send a workbook."""
    return try_send(office.base, read_own_workbook(path), now=office.now(), user=user)


@pytest.mark.long
def test_a_trial_says_what_sending_then_says(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", comment="а", potential_rub=5000, credit_limit_rub=70000, inn="12")
        book.add("clients", **NEW_CLIENT)
    before = head(team.base), team.statuses()
    trial = tried(team, book.path, "ветров")
    assert (head(team.base), team.statuses()) == before
    assert team.card("1", "comment") is None
    assert {one.column for one in trial.problems} >= {"Кредитный лимит, ₽", "ИНН"}
    assert team.send(book.path, "ветров") == trial
    assert trial.count_applied == 1
    assert trial.count_requested == 1 + len(NEW_CLIENT)
    assert team.is_whole()


@pytest.mark.long
def test_decisions_are_tried_too_and_none_is_taken(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000, contract_no="7")
    numbers = team.send(book.path, "ветров").request_ids
    with edited(team.book("шефа", user="шеф")) as book:
        book.type("requests", str(numbers[0]), decision="утвердить")
        book.type("requests", str(numbers[1]), decision="отклонить")
    before = head(team.base), team.statuses()
    trial = tried(team, book.path, "шеф")
    assert [one.status for one in trial.decided] == [APPROVED]
    assert "причина" in trial.problems[0].message.casefold()
    assert (head(team.base), team.statuses(), team.card("1", "potential_rub")) == (*before, None)


@pytest.mark.long
def test_who_may_not_send_may_not_try(team: Office) -> None:
    path = team.book(user="шеф")
    with pytest.raises(BadUse, match="не зарегистрирован"):
        tried(team, path, "чужой")
