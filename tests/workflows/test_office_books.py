"""The workbooks that tests begin with are those of the program, and typing into them is what a library does."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clientbase_xl.base.journal import head
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_marks, read_own_workbook
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.origin import IDENTITY_MARK, MOMENT_MARK
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited
from tests.support.read_once import read_once

pytestmark = pytest.mark.long


def said(book: OwnWorkbook) -> tuple[dict[str, list[Any]], list[Any]]:
    """Return the typed cells and problems of a read book in a form that can be compared."""
    tables = {
        key: table.astype(object).where(table.notna(), None).to_dict("records") for key, table in book.tables.items()
    }
    return tables, [(one.message, one.row, one.column, one.value) for one in book.problems]


def parts(path: Path) -> dict[str, bytes]:
    """Return what a package holds, but for widths, the scale of print and boxes of notes.

    They follow the letters of the spare numbers.
    """
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if not name.endswith(".vml")}
    return {name: re.sub(rb'<cols>.*?</cols>| scale="\d+"', b"", content) for name, content in held.items()}


def test_a_copy_made_later_is_what_the_program_makes_then_but_for_widths(team: Office) -> None:
    first, copy = team.book("первая", user="ветров"), team.book("копия", user="ветров")
    marks = read_marks(copy)
    made, before = team.folder / "другая.xlsx", head(team.base)
    make_workbook(team.base, made, TODAY, now=datetime.fromisoformat(marks[MOMENT_MARK]), user="ветров")
    of_copy, of_made = parts(copy), parts(made)
    assert of_copy.keys() == of_made.keys()
    assert not [name for name, content in of_copy.items() if content != of_made[name]]
    assert head(team.base) == before
    assert marks[IDENTITY_MARK] != read_marks(first)[IDENTITY_MARK]


def test_cells_typed_in_place_are_read_as_those_that_a_library_saved(office: Office, tmp_path: Path) -> None:
    path, saved = office.book(), tmp_path / "сохранена.xlsx"
    typed = {"comment": " =1 & <b> «ё» ", "potential_rub": 1500.5, "contract_until": date(2026, 7, 15), "holding": None}
    wrong = {"payment_delay_days": 10**19, "inn": "12", "count_outlets": True}
    with edited(path) as book:
        book.type("clients", "1", **typed, **wrong)
        book.add("clients", client_code="78", client_name="Новый", contract_until=date(2026, 8, 1))
        book.add_record("contacts", client_code="1", contacted_on=date(2026, 5, 30), manager="Ветров")
        numbers = {key: book.rows(key) for key in ("clients", "contacts")}
    whole = openpyxl.load_workbook(path)
    whole[CLIENTS.title]["A1"].value = whole[CLIENTS.title]["A1"].value
    whole.save(saved)
    assert said(read_own_workbook(path))[0] == said(read_own_workbook(saved))[0]
    assert said(read_own_workbook(path)) == said(read_once(path)) == said(read_once(path))
    again = OwnBook(path)
    assert {key: again.rows(key) for key in numbers} == numbers
    row = read_own_workbook(path).tables["clients"].set_index("client_code").loc["1"]
    assert (row["comment"], row["potential_rub"]) == (" =1 & <b> «ё» ".strip(), 1500.5)
    assert again.value("clients", "1", "contract_until") == datetime(2026, 7, 15)  # noqa: DTZ001
    assert again.value("clients", "78", "contract_until") == datetime(2026, 8, 1)  # noqa: DTZ001


def test_a_sheet_is_read_again_when_a_cell_of_it_has_changed(office: Office) -> None:
    path = office.book()
    for word in ("раз", "два"):
        with edited(path) as book:
            book.type("clients", "1", comment=word)
        assert read_once(path).tables["clients"].set_index("client_code").loc["1", "comment"] == word
