"""A check of an open workbook finds what sending would refuse and changes nothing but the sheet of problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any

import pytest

from clientbase_xl.base import filesystem
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change, head
from clientbase_xl.base.snapshots import last_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.check_book import BookChecked, check_book
from clientbase_xl.workflows.origin import BASE_MARK, IDENTITY_MARK
from clientbase_xl.workflows.refresh import Press, refresh
from tests.support.fake_book import FakeBook, open_book
from tests.support.office import TODAY, Office

pytestmark = pytest.mark.long


class ReadBook(FakeBook):
    """An open workbook whose sheets can be read whole: the heading in the first row, the cells below it."""

    def grids(self) -> Mapping[str, Sequence[tuple[int, tuple[Any, ...]]]]:
        """Return the rows of every sheet."""
        shown = self.shown.values()
        return {table.title: [*enumerate([tuple(table.head), *map(tuple, table.body)], 1)] for table in shown}


@pytest.fixture
def book(office: Office) -> ReadBook:
    """Return an open workbook of the office with its identity."""
    opened = open_book(office.base)
    opened.__class__ = ReadBook
    assert isinstance(opened, ReadBook)
    opened._marks[IDENTITY_MARK] = "книга"
    return opened


def checked(office: Office, book: ReadBook) -> BookChecked:
    """Check the book."""
    return check_book(office.base, book, TODAY, now=office.now(), user="тест", zone=UTC)


def type_into(book: ReadBook, key: str, row: int, value: Any) -> None:
    """Type into a row of «Клиенты»."""
    table = book.shown["t_clients"]
    table.body[row][table.head.index(BY_KEY["clients"][key].title)] = value


def test_what_sending_would_refuse_is_found_and_stands_on_the_sheet_without_a_file(
    office: Office, book: ReadBook
) -> None:
    type_into(book, "inn", 0, "12ab")
    type_into(book, "comment", 1, "звонить")
    before, cells = head(office.base), [list(row) for row in book.shown["t_clients"].body]
    found = checked(office, book)
    assert found.trial is not None
    assert found.trial.count_applied == 1
    (refused,) = (one for one in found.problems if one.value == "12ab")
    assert (refused.file, refused.sheet, refused.column) == ("", "Клиенты", "ИНН")
    assert found.sheet == "Проблемы"
    assert "12ab" in book.shown["t_problems"].cells("value")
    assert len(book.shown["t_problems"].body) == len(found.problems) == len(found.of_base) + 1
    assert (head(office.base), book.shown["t_clients"].body) == (before, cells)


def test_what_is_wrong_in_the_base_leads_to_its_row_in_the_sorted_book(office: Office, book: ReadBook) -> None:
    clients = book.shown["t_clients"]
    clients.body.reverse()
    code = clients.body[0][clients.head.index(BY_KEY["clients"]["client_code"].title)]
    with office.base.writing() as connection:
        change = Change("clients", (code,), "potential_rub", None, "-5")
        apply_changes(connection, [change], at=office.now(), by="тест", source="тест")
    found = checked(office, book)
    about = [one for one in found.of_base if one.column == BY_KEY["clients"]["potential_rub"].title]
    assert {one.row for one in about} == {clients.first_row}
    jumps = [jump for jump in book.shown["t_problems"].jumps.values() if jump.sheet == clients.title]
    assert any(jump.cell.endswith(str(clients.first_row)) and jump.cell[0] != "A" for jump in jumps)


def test_what_undo_would_bring_back_stays(office: Office, book: ReadBook) -> None:
    book.shown["t_clients"].body[0][book.shown["t_clients"].head.index(BY_KEY["clients"]["reason"].title)] = "стёрто"
    refresh(office.base, book, TODAY, press=Press("Пересчитать всё", office.now(), "тест"))
    kept = last_snapshot(office.base, "книга")
    assert kept is not None
    checked(office, book)
    assert last_snapshot(office.base, "книга") == kept


def test_a_sheet_that_is_gone_or_closed_is_said(office: Office, book: ReadBook) -> None:
    book.shown["t_problems"].has_password = True
    found = checked(office, book)
    assert found.sheet == ""
    assert "защищён паролем" in found.not_found[0].message
    assert book.shown["t_problems"].count_writes == 0
    del book.shown["t_problems"]
    assert "нет таблицы «Проблемы»" in checked(office, book).not_found[0].message


def test_a_base_for_reading_only_is_checked_without_a_trial(
    office: Office, book: ReadBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "is_writable", lambda *_paths: False)
    base = Base.open(office.base.folder)
    found = check_book(base, book, TODAY, now=office.now(), user="тест", zone=UTC)
    assert found.trial is None
    assert found.problems == found.of_base


def test_a_book_of_another_base_is_refused(office: Office, book: ReadBook) -> None:
    book._marks[BASE_MARK] = "другая"
    with pytest.raises(BadUse, match="не книга этой базы"):
        checked(office, book)
