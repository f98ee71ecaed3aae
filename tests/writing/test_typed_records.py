"""Sheets of typed records: empty numbered rows ready for typing, with lists, formats and formulas."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.field_classes import field_rows
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.writing.spare_rows import SPARE_ROWS
from clientbase_xl.writing.workbook import workbook_id, write_workbook
from tests.support.opened import opened
from tests.support.workbook_checks import findings
from tests.support.workbook_sample import MANAGERS, sample_content, with_records

pytestmark = pytest.mark.long

RECORDS = (CONTACT_PERSONS, TASKS, CONTACTS)
EACH = 2
COUNT = len(MANAGERS) * EACH


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("records") / "Книга.xlsx"
    write_workbook(target, with_records(6, EACH))
    return target


@pytest.fixture(scope="module")
def book(path: Path) -> Workbook:
    return opened(path)


def cell(book: Workbook, sheet: Sheet, key: str, number: int) -> openpyxl.cell.Cell:
    """Return a data cell; rows count from 0."""
    return book[sheet.title].cell(5 + number, sheet.keys.index(key) + 1)


def rule(book: Workbook, sheet: Sheet, key: str, number: int) -> str | None:
    """Return the first formula of the rule that holds for a cell."""
    place = cell(book, sheet, key, number).coordinate
    rules = book[sheet.title].data_validations.dataValidation
    return next((one.formula1 for one in rules if place in one.sqref), None)


def test_nothing_is_found_by_our_own_checks(path: Path) -> None:
    assert findings(path) == []


@pytest.mark.parametrize("sheet", RECORDS, ids=lambda sheet: sheet.key)
def test_records_are_followed_by_empty_rows_inside_the_table_that_have_a_number(book: Workbook, sheet: Sheet) -> None:
    table = book[sheet.title].tables[sheet.table_name]
    assert table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(4 + COUNT + SPARE_ROWS)
    prefix = workbook_id(sample_content(6))[:8]
    last = COUNT + SPARE_ROWS - 1
    assert cell(book, sheet, "row_id", COUNT).value == f"{prefix}-1"
    assert cell(book, sheet, "row_id", last).value == f"{prefix}-{SPARE_ROWS}"
    assert all(cell(book, sheet, one.key, last).value is None for one in sheet.typed)


@pytest.mark.parametrize("sheet", RECORDS, ids=lambda sheet: sheet.key)
def test_empty_rows_take_typing_and_numbers_do_not(book: Workbook, sheet: Sheet) -> None:
    last = COUNT + SPARE_ROWS - 1
    assert rule(book, sheet, "row_id", last) == "FALSE"
    for column in sheet.typed:
        assert not cell(book, sheet, column.key, last).protection.locked
        assert rule(book, sheet, column.key, last) != "FALSE"
    assert not book[sheet.title].protection.sheet


def test_empty_rows_have_their_lists_dates_and_formats(book: Workbook) -> None:
    last = COUNT + SPARE_ROWS - 1
    assert rule(book, TASKS, "manager", last) == "list_managers"
    assert rule(book, CONTACTS, "started_by", last) == '"мы,клиент"'
    assert str(rule(book, CONTACTS, "contact_kind", last)).startswith('"звонок,')
    assert rule(book, CONTACT_PERSONS, "is_consent_given", last) == '"да,нет"'
    assert cell(book, TASKS, "due_on", last).number_format == "dd.mm.yyyy"
    assert cell(book, CONTACT_PERSONS, "phone", last).number_format == "@"
    assert str(cell(book, TASKS, "plan_share", last).value).startswith("=IF(OR(N(t_tasks[[#This Row],[План]])=0")


@pytest.mark.parametrize("sheet", RECORDS, ids=lambda sheet: sheet.key)
def test_only_records_are_printed(book: Workbook, sheet: Sheet) -> None:
    assert book[sheet.title].print_area.endswith(f"${4 + COUNT}")


def test_without_records_the_sheet_says_so_and_prints_the_form(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", sample_content(2))
    page = opened(tmp_path / "a.xlsx")[CONTACTS.title]
    assert CONTACTS.empty_text in page["A2"].value
    assert page.print_area.endswith(f"${4 + SPARE_ROWS}")


def test_another_state_of_the_base_gives_other_numbers() -> None:
    one, other = (sample_content(2, marks={"clientbase_made_seq": seq}) for seq in ("5", "6"))
    assert workbook_id(one) != workbook_id(other)
    assert workbook_id(one) == workbook_id(sample_content(2, marks={"clientbase_made_seq": "5"}))


def test_who_changes_a_field_is_chosen_from_three_words(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    whole = sample_content(2)
    fields = [{key: getattr(row, key) for key in SETTINGS.keys} for row in field_rows({})]
    settings = pd.concat([whole.tables["settings"], pd.DataFrame(fields, dtype=object)], ignore_index=True)
    write_workbook(path, sample_content(2, tables={**whole.tables, "settings": settings}))
    assert findings(path) == []
    book = opened(path)
    row = settings["address"].tolist().index("fields.clients.phone")
    assert cell(book, SETTINGS, "value", row).value == "свободно"
    assert rule(book, SETTINGS, "value", row) == '"свободно,по согласованию,только РОП"'
    [(title, reference)] = book.defined_names["category_grid"].destinations
    assert len(book[title][reference.replace("$", "")]) == 15
