"""«Проблемы» of a manager's workbook names no clients of other managers."""

from __future__ import annotations

import pytest

from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import edited


@pytest.mark.long
@pytest.mark.parametrize(("manager", "count"), [("", 1), ("Градова", 1), ("Ветров", 0)])
def test_a_potential_below_the_turnover_is_told_to_whose_client_it_is(team: Office, manager: str, count: int) -> None:
    team.staff_more()
    with edited(team.book(user="шеф")) as book:
        book.type("clients", "2", potential_rub=1)
    team.send(book.path, "шеф")
    team.approve(1, user="админ")
    tables, problems = workbook_tables(team.base, load_state(team.base, TODAY), manager)
    told = [text for text in tables["problems"]["message"] if text.startswith("Клиент 2")]
    assert (len(told), len(tables["problems"])) == (count, len(problems))
