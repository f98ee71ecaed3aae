"""«Вернуть как было»: the computed cells of before the last button come back, typed ones stay (EXCEL.md)."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest

from clientbase_xl.base.erase import erase_client
from clientbase_xl.base.snapshots import last_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.origin import IDENTITY_MARK
from clientbase_xl.workflows.refresh import ALL, Press, refresh
from clientbase_xl.workflows.undo_refresh import undo_refresh
from tests.support.fake_book import FakeBook
from tests.support.office import NOW, TODAY, Office
from tests.support.own_book import edited
from tests.support.sales_more import more_sales

ALL_CLIENTS = ["3", "1", "2", "9"]


@pytest.fixture
def book(shown_by_the_office: FakeBook) -> FakeBook:
    """Return an open workbook with an identity, before more was sold."""
    made = deepcopy(shown_by_the_office)
    return FakeBook({}, {**made.marks(), IDENTITY_MARK: "книга-1"}).holding(made.shown)


def press(office: Office, book: FakeBook, button: str = "Пересчитать всё", sheets: set[str] | None = None) -> None:
    """Press a button after more was sold."""
    refresh(office.base, book, TODAY, press=Press(button, office.now(), "тест"), sheets=sheets or ALL)


def rows_of(book: FakeBook) -> dict[str, list[list[object]]]:
    """Return the cells of every table."""
    return {name: [list(row) for row in table.rows()] for name, table in book.tables().items()}


@pytest.mark.long
def test_everything_is_as_before_also_the_number_of_rows(office: Office, book: FakeBook) -> None:
    before = rows_of(book)
    more_sales(office)
    press(office, book)
    assert rows_of(book) != before
    back = undo_refresh(office.base, book)
    assert rows_of(book) == before
    assert (back.button, back.not_found) == ("Пересчитать всё", ())
    assert "Клиенты" in back.sheets


@pytest.mark.long
def test_what_was_typed_since_stays_with_its_row(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book)
    clients = book.tables()["t_clients"]
    comment = clients.head.index(BY_KEY["clients"]["comment"].title)
    clients.body[0][comment], clients.body[3][comment] = "старому", "новому"
    undo_refresh(office.base, book)
    assert clients.cells("client_code") == ALL_CLIENTS, "the new row is kept: somebody typed into it"
    assert clients.cells("comment") == ["старому", None, None, "новому"]
    assert clients.cells("turnover_12m_rub") == [10000.0, 6000.0, 300.0, None]


@pytest.mark.long
def test_rows_sorted_since_are_found_by_their_key(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book)
    clients = book.tables()["t_clients"]
    clients.body = [clients.body[place] for place in (2, 0, 1, 3)]
    undo_refresh(office.base, book)
    assert clients.cells("client_code") == ["2", "3", "1"]
    assert clients.cells("turnover_12m_rub") == [300.0, 10000.0, 6000.0]


@pytest.mark.long
def test_a_press_is_taken_back_once_and_the_last_one_first(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book, "Реактивация", {"reactivation"})
    press(office, book, "Категории", {"clients"})
    assert undo_refresh(office.base, book).button == "Категории"
    assert undo_refresh(office.base, book).button == "Реактивация"
    with pytest.raises(BadUse, match="возвращать нечего"):
        undo_refresh(office.base, book)


@pytest.mark.long
def test_a_press_that_changes_nothing_does_not_forget_the_one_before(office: Office, book: FakeBook) -> None:
    before = rows_of(book)
    more_sales(office)
    press(office, book)
    press(office, book)
    undo_refresh(office.base, book)
    assert rows_of(book) == before


@pytest.mark.long
def test_the_next_press_that_changes_something_forgets_the_one_before(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book)
    book.tables()["t_clients"].body[0][book.tables()["t_clients"].head.index(BY_KEY["clients"]["status"].title)] = (
        "затёрто"
    )
    now = rows_of(book)
    press(office, book)
    undo_refresh(office.base, book)
    assert rows_of(book) == now


@pytest.mark.long
def test_a_sheet_under_a_password_leaves_the_whole_press_as_it_is(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book)
    now = rows_of(book)
    book.tables()["t_akb_moves"].has_password = True
    with pytest.raises(BadUse, match="под паролем листы «Движение клиентов»"):
        undo_refresh(office.base, book)
    assert rows_of(book) == now
    book.tables()["t_akb_moves"].has_password = False
    undo_refresh(office.base, book)
    assert rows_of(book) != now


@pytest.mark.long
def test_an_added_row_with_a_note_in_a_column_of_ones_own_stays(office: Office, book: FakeBook) -> None:
    clients = book.tables()["t_clients"]
    clients.head.append("Моё")
    for row in clients.body:
        row.append(None)
    more_sales(office)
    press(office, book)
    clients.body[-1][-1] = "звонил"
    undo_refresh(office.base, book)
    assert clients.cells("client_code")[-1] == "9"
    assert clients.body[-1][-1] == "звонил"
    assert clients.cells("turnover_12m_rub")[-1] is None


@pytest.mark.long
def test_another_workbook_of_the_base_has_nothing_to_take_back(office: Office, book: FakeBook) -> None:
    press(office, book)
    other = FakeBook({}, {**book.marks(), IDENTITY_MARK: "книга-2"}).holding(book.shown)
    with pytest.raises(BadUse, match="возвращать нечего"):
        undo_refresh(office.base, other)


@pytest.mark.long
def test_a_base_that_takes_no_writing_recalculates_and_keeps_nothing(office: Office, book: FakeBook) -> None:
    more_sales(office)
    opened = Base.open(office.base.folder)
    read_only = replace(opened, _storage=replace(opened._storage, is_writable=False))
    refresh(read_only, book, TODAY, press=Press("Пересчитать всё", NOW + timedelta(hours=1), "тест"))
    assert book.tables()["t_clients"].cells("client_code") == ALL_CLIENTS
    assert last_snapshot(office.base, "книга-1") is None


@pytest.mark.long
def test_erasing_a_client_forgets_what_workbooks_showed(office: Office, book: FakeBook) -> None:
    more_sales(office)
    press(office, book)
    assert last_snapshot(office.base, "книга-1") is not None
    with pytest.raises(BadUse):
        erase_client(office.base, "1", at=office.now(), by="тест", reason="")
    assert last_snapshot(office.base, "книга-1") is not None, "a refused erasure changes nothing"
    with edited(office.book()) as typed:
        typed.type("clients", "1", phone="8 900 000-00-00")
    office.send(typed.path)
    erase_client(office.base, "1", at=office.now(), by="тест", reason="просьба")
    assert last_snapshot(office.base, "книга-1") is None


@pytest.mark.long
def test_a_table_that_was_empty_is_empty_again(office: Office, book: FakeBook) -> None:
    clients = book.tables()["t_clients"]
    clients.body = [[None] * len(clients.head)]
    press(office, book)
    assert len(clients.body) == 3
    undo_refresh(office.base, book)
    assert clients.body == [[None] * len(clients.head)]
