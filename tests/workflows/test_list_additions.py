"""A value that joins «Справочники» by the way is told, and a manager whom nothing else knows stays a problem."""

from __future__ import annotations

import pytest

from clientbase_xl.problems import Severity
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import edited


@pytest.mark.long
def test_a_name_that_joins_a_list_by_the_way_is_told_once_and_stays_on_the_problems(office: Office) -> None:
    with edited(office.book()) as book:
        for _ in range(2):
            book.add_record("agreements", client_code="1", document_kind="доверенность", responsible="Пупкин")
        discount = {"client_code": "1", "decided_on": TODAY, "discount_share": 0.1, "purchase": "лояльность"}
        book.add_record("discounts", **discount, manager="Пупкин", ground="план", expected_growth=0.2)
        book.add_record("programmes", client_code="1", programme="Чушь", status="предложена")
    said = {one.message: one for one in office.send(book.path).problems if "Добавлено" in one.message}
    assert sorted(said) == [
        "Добавлено в «Справочники», список «Менеджеры»: «Пупкин»",
        "Добавлено в «Справочники», список «Программы»: «Чушь»",
    ]
    assert {one.severity for one in said.values()} == {Severity.NOTICE}
    _, found = workbook_tables(office.base, load_state(office.base, TODAY), "")
    problems = [one for one in found if "Пупкин" in one.message or one.value == "Пупкин"]
    assert sorted(one.sheet for one in problems) == ["Скидка", "Соглашения", "Соглашения"]
    assert all("есть только в «Справочники»" in one.message and one.row for one in problems)
