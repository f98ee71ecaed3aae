"""Cells in which a formula failed: nothing of them reaches the base (EXPORTS)."""

from __future__ import annotations

import pytest

from clientbase_xl.workflows.send import typed_but_not_stored
from tests.support.office import NEW_CLIENT, Office
from tests.support.own_book import edited
from tests.support.read_once import read_once


@pytest.mark.long
def test_the_error_of_a_formula_is_no_text_and_no_code(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "1", phone="8 900 000-00-00", comment="звонить")
    office.send(book.path)
    with edited(office.book("с ошибками")) as book:
        book.type("clients", "1", phone="#N/A", comment="#Н/Д", region="#4 по списку")
        book.add("clients", **NEW_CLIENT | {"client_code": "#REF!"})
    report = office.send(book.path)
    assert (office.card("1", "phone"), office.card("1", "comment")) == ("8 900 000-00-00", "звонить")
    assert (office.card("1", "region"), report.count_applied) == ("#4 по списку", 1)
    said = [problem.message for problem in report.problems]
    assert [words.partition(": ")[2] for words in said[:2]] == [
        "в ячейке ошибка #N/A: не принято",
        "в ячейке ошибка #Н/Д: не принято",
    ]
    assert "«Код»: в ячейке ошибка #REF!" in said[2]
    assert len(typed_but_not_stored(office.base, book.path, read_once(book.path))) >= 2
