"""Workbooks made before and after a merge: records show under the card that stays, nothing typed is lost."""

from __future__ import annotations

from datetime import date

import pytest

from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.rows import read_rows
from clientbase_xl.workflows.pair_decisions import merge_clients, unmerge_client
from tests.support.governed import put
from tests.support.office import Office
from tests.support.own_book import edited


def merge(office: Office) -> None:
    merge_clients(office.base, ("1", "2"), why="одна фирма", now=office.now(), user="тест")


def contacts(office: Office) -> dict[str, str]:
    rows = read_rows(office.base, "contacts")
    return dict(zip(rows["row_id"], rows["client_code"], strict=True))


@pytest.mark.long
def test_a_workbook_made_before_the_merge_is_told_where_its_cells_belong(office: Office) -> None:
    with edited(office.book()) as book:
        book.type("clients", "2", comment="звонить")
        book.type("clients", "1", comment="утром")
        book.add_record("contacts", client_code="2", contacted_on=date(2026, 5, 30), manager="Градова")
    merge(office)
    report = office.send(book.path)
    (refused,) = [one for one in report.problems if "объединён с 1" in one.message]
    assert "строку клиента 1" in refused.remedy
    assert office.card("2", "comment") == "объединён с 1 «Фирма 1»"
    assert office.card("1", "comment") == "утром"
    assert list(contacts(office).values()) == ["1"]
    unmerge_client(office.base, "2", why="ошиблись", now=office.now(), user="тест")
    assert list(contacts(office).values()) == ["2"]
    assert office.is_whole()


@pytest.mark.long
def test_a_workbook_made_after_the_merge_sends_nothing_by_itself_and_may_move_a_record(office: Office) -> None:
    cells = {"client_code": "2", "contacted_on": "2026-05-30", "manager": "Градова"}
    put(office.base, *(Change("contacts", ("т-1",), key, None, text) for key, text in cells.items()), at=office.now())
    merge(office)
    path, before = office.book("после"), head(office.base)
    assert office.send(path).is_empty
    assert head(office.base) == before
    with edited(path) as book:
        book.type("contacts", "т-1", client_code="3")
    report = office.send(path)
    assert (report.count_applied, report.count_conflicts) == (1, 0)
    assert contacts(office) == {"т-1": "3"}
    assert office.is_whole()
