"""A workbook that holds what the base does not have is never written over (METHOD section 7, DESIGN 4)."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import WriteRefused
from clientbase_xl.problems import Severity
from tests.support.office import Office
from tests.support.own_book import OwnBook, edited


@pytest.mark.long
def test_a_workbook_is_not_written_over_until_it_is_sent(team: Office) -> None:
    path = team.book(user="ветров")
    with edited(path) as book:
        book.type("clients", "1", comment="а", potential_rub=5000)
    with pytest.raises(WriteRefused, match="Потенциал") as refusal:
        team.book(user="ветров")
    assert "Комментарий" in refusal.value.found
    team.send(path, "ветров")
    team.book(user="ветров")
    assert OwnBook(path).value("clients", "1", "comment") == "а"
    assert OwnBook(path).value("clients", "1", "potential_rub") is None


@pytest.mark.slow
def test_a_decision_that_was_not_sent_keeps_the_workbook(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000)
    (number,) = team.send(book.path, "ветров").request_ids
    path = team.book("шефа", user="шеф")
    with edited(path) as book:
        book.type("requests", str(number), decision="утвердить")
    with pytest.raises(WriteRefused, match="утвердить"):
        team.book("шефа", user="шеф")
    team.send(path, "шеф")
    team.book("шефа", user="шеф")


@pytest.mark.long
def test_a_column_whose_heading_was_typed_over_is_neither_lost_nor_written_over(team: Office) -> None:
    path = team.book(user="ветров")
    with edited(path) as book:
        book.type("clients", "1", holding="Север")
        header, places = book.header("clients")
        book.sheet("clients").cell(header, places["holding"]).value = "Группа"
    with pytest.raises(WriteRefused, match="Холдинг"):
        team.book(user="ветров")
    (problem,) = team.send(path, "ветров").problems
    assert (problem.severity, problem.value, "Холдинг" in problem.message) == (Severity.ERROR, "Группа", True)
    with edited(path) as book:
        book.sheet("clients").cell(header, places["holding"]).value = "Холдинг"
    assert team.send(path, "ветров").count_applied == 1
    assert team.card("1", "holding") == "Север"


@pytest.mark.long
def test_a_workbook_with_a_column_or_a_sheet_of_somebodys_own_is_not_written_over(team: Office) -> None:
    path = team.book(user="ветров")
    with edited(path) as book:
        book.book.create_sheet("Черновик")["A1"] = "посчитать"
    assert team.send(path, "ветров").is_empty
    with pytest.raises(WriteRefused, match="лист «Черновик»"):
        team.book(user="ветров")
