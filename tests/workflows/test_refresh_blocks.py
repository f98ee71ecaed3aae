"""What stands outside tables is recalculated too, comes back, and says so when it is no longer there."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.schemas.blocks import (
    ALL_BLOCKS,
    BRIDGE_DATA,
    CARD_MONTHS,
    PARETO_DATA,
    START_FIGURES,
    START_HEAD,
    TERMS,
)
from clientbase_xl.workflows.origin import IDENTITY_MARK, NAME_MARK
from clientbase_xl.workflows.refresh import ALL, Press, refresh
from clientbase_xl.workflows.refresh_blocks import shown_day
from clientbase_xl.workflows.undo_refresh import undo_refresh
from clientbase_xl.writing.cells import Grid, Jump
from tests.support.fake_book import FakeBook, open_book
from tests.support.office import TODAY, Office
from tests.support.sales_more import more_sales

LATER = date(2026, 7, 2)


@pytest.fixture
def book(shown_by_the_office: FakeBook) -> FakeBook:
    """Return the open workbook of an office with an identity, before more was sold."""
    made = deepcopy(shown_by_the_office)
    made.marks()[IDENTITY_MARK] = "книга-1"  # type: ignore[index]
    return made


def grids(book: FakeBook) -> dict[str, Grid]:
    return {block.key: book.block(block) for block in ALL_BLOCKS}


def press(office: Office, book: FakeBook, today: date = LATER) -> None:
    """Recalculate everything after more was sold."""
    more_sales(office)
    refresh(office.base, book, today, press=Press("Пересчитать всё", office.now(), "тест"))


@pytest.mark.long
def test_every_block_becomes_that_of_a_new_workbook_and_comes_back(office: Office, book: FakeBook) -> None:
    before, jumps = grids(book), dict(book.tables()["t_start"].jumps)
    rows = book.tables()["t_start"].rows()
    press(office, book)
    fresh = open_book(office.base, today=LATER)
    for block in ALL_BLOCKS:
        assert book.block(block) == fresh.block(block), block.key
    assert book.block(START_HEAD) == [["база · на 02.07.2026"]]
    changed = {block.key for block in ALL_BLOCKS if book.block(block) != before[block.key]}
    assert changed >= {one.key for one in (START_HEAD, START_FIGURES, PARETO_DATA, BRIDGE_DATA, CARD_MONTHS)}
    assert book.day == LATER
    start = book.tables()["t_start"]
    assert start.rows() == fresh.tables()["t_start"].rows() != rows
    assert start.is_followed
    assert set(start.jumps.values()) >= {Jump("Клиенты", "Клиенты")} != set(jumps.values())
    undo_refresh(office.base, book)
    assert grids(book) == before
    assert book.tables()["t_start"].rows() == rows
    assert book.day == TODAY


@pytest.mark.long
def test_settings_that_formulas_ask_follow_the_base(office: Office, book: FakeBook) -> None:
    asked = TERMS["falling_purchases"]
    assert book.block(asked) == [[30], [0.1]]
    changes = [
        Change("settings", ("falling.overdue_days",), "value", "30", "45"),
        Change("settings", ("falling.sell_out_fall",), "value", "0.1", "0.25"),
    ]
    with office.base.writing() as connection:
        apply_changes(connection, changes, at=office.now(), by="шеф", source="тест")
    refresh(office.base, book, TODAY, sheets={"profiles"})
    assert book.block(asked) == [[30], [0.1]]
    refresh(office.base, book, TODAY, sheets={"falling_purchases"})
    assert book.block(asked) == [[45], [0.25]]


@pytest.mark.long
def test_nothing_new_writes_no_block(office: Office, book: FakeBook) -> None:
    refresh(office.base, book, TODAY)
    assert {name for name, block in book.named.items() if block.count_writes} == set()


@pytest.mark.long
def test_a_button_of_some_sheets_leaves_the_blocks_of_the_others(office: Office, book: FakeBook) -> None:
    before = grids(book)
    more_sales(office)
    refresh(office.base, book, LATER, sheets={"reactivation"})
    assert {key for key, grid in grids(book).items() if grid != before[key]} <= {"purpose_reactivation"}
    assert book.day is None


@pytest.mark.long
def test_blocks_that_are_gone_or_cut_are_said_once_and_the_rest_is_written(office: Office, book: FakeBook) -> None:
    del book.named[START_HEAD.name]
    book.named[PARETO_DATA.name].shape = (5, 2)
    more_sales(office)
    report = refresh(office.base, book, LATER, sheets=ALL)
    assert [problem.message for problem in report.not_found] == [
        "Не пересчитано то, что стоит вне таблиц, на листах: «Начало»"
    ]
    assert report.not_found[0].remedy
    fresh = open_book(office.base, today=LATER)
    assert book.block(START_FIGURES) == fresh.block(START_FIGURES)


@pytest.mark.long
def test_a_sheet_with_a_password_keeps_its_blocks(office: Office, book: FakeBook) -> None:
    book.named[START_HEAD.name].has_password = True
    refresh(office.base, book, LATER)
    assert book.block(START_HEAD) == [["база · на 01.06.2026"]]


@pytest.mark.long
def test_the_name_given_to_the_base_stays(office: Office, book: FakeBook) -> None:
    book.marks()[NAME_MARK] = "Торговый дом"  # type: ignore[index]
    refresh(office.base, book, LATER)
    assert book.block(START_HEAD) == [["Торговый дом · на 02.07.2026"]]


@pytest.mark.long
@pytest.mark.parametrize(
    ("text", "day"),
    [("база · на 01.06.2026", TODAY), ("на 31.02.2026", None), ("наша база", None), (None, None), (5, None)],
)
def test_the_day_of_the_start_page_is_read_back(text: object, day: date | None) -> None:
    assert shown_day({START_HEAD.key: [[text]]}) == day  # type: ignore[list-item]
    assert shown_day({}) is None
