"""The tables of an open book with Excel's shapes: scalars, parsed texts, filters, protection (EXCEL.md)."""

from __future__ import annotations

from datetime import datetime

import pytest

from clientbase_xl.excel.open_book import XlTable
from clientbase_xl.excel.protection import is_closed, unprotected
from tests.support.fake_excel import NOT_AVAILABLE, ComError, FakeSheet, FakeTable, FakeXlSheet

TOP, LEFT = 4, 2
HEAD = ["Код", "Имя", "Вдвое"]


def made(*rows: tuple[object, object], width: int = 3) -> tuple[XlTable, FakeSheet]:
    """Return a table of codes, names and a formula, with its sheet."""
    sheet = FakeSheet()
    for column, title in enumerate(HEAD[:width]):
        sheet.values[TOP, LEFT + column] = title
    for number, row in enumerate(rows, TOP + 1):
        for column, cell in enumerate(row[:width]):
            sheet.values[number, LEFT + column] = cell
        sheet.formats[number, LEFT] = "@"
        if width == 3:
            sheet.formulas[number, LEFT + 2], sheet.values[number, LEFT + 2] = "=2*2", 4.0
    return XlTable(FakeXlSheet(sheet), FakeTable(sheet, TOP, LEFT, len(rows), width)), sheet  # type: ignore[arg-type]


def test_one_cell_is_a_table_of_one_row_and_one_column() -> None:
    table, sheet = made(("1", ""), width=1)
    assert (table.heading(), table.rows()) == (["Код"], [["1"]])
    table.resize(2)
    table.write(0, 1, [["2"]])
    assert table.rows() == [["1"], ["2"]]
    assert sheet.formats[TOP + 2, LEFT] == "@"


def test_one_row_is_still_rows_and_no_rows_are_none() -> None:
    assert made(("1", "А"))[0].rows() == [["1", "А", 4.0]]
    assert made()[0].rows() == []


def test_empty_cells_and_errors_are_none_and_days_are_moments() -> None:
    table, sheet = made(("1", ""), ("2", NOT_AVAILABLE), ("3", datetime.fromisoformat("2026-06-01")))
    assert [row[1] for row in table.rows()] == [None, None, datetime.fromisoformat("2026-06-01")]
    assert sheet.values[TOP + 2, LEFT + 1] == NOT_AVAILABLE


@pytest.mark.parametrize("text", ["007", "1-2", "1 000,50", "ИСТИНА", "=1+1", "+7 900", "@имя"])
def test_texts_that_excel_would_parse_stay_texts(text: str) -> None:
    table, sheet = made(("1", "А"), ("2", "Б"))
    table.write(1, 0, [["слова", text]])
    assert [row[1] for row in table.rows()] == ["слова", text]
    assert sheet.formulas.keys() == {(TOP + 1, LEFT + 2), (TOP + 2, LEFT + 2)}
    assert sheet.formats.get((TOP + 1, LEFT + 1), "General") == "General", "words need no format"


def test_a_block_goes_into_filtered_rows_too_and_the_same_rows_are_hidden_again() -> None:
    table, sheet = made(*((str(number), f"и{number}") for number in range(40)))
    sheet.is_filtered, sheet.hidden = True, {TOP + 1 + number for number in range(0, 40, 2)}
    hidden = set(sheet.hidden)
    table.write(1, 0, [[f"новое имя {number}" for number in range(40)]])
    assert [row[1] for row in table.rows()] == [f"новое имя {number}" for number in range(40)]
    assert sheet.hidden == hidden


def test_rows_hidden_by_hand_without_a_filter_are_not_touched() -> None:
    table, sheet = made(("1", "А"), ("2", "Б"))
    sheet.hidden = {TOP + 1}
    table.write(1, 0, [["В", "Г"]])
    assert [row[1] for row in table.rows()] == ["В", "Г"]
    assert sheet.hidden == {TOP + 1}


def test_new_rows_are_dressed_though_a_filter_hides_the_first_and_take_no_note_along() -> None:
    table, sheet = made(("1", "А"), ("2", "Б"))
    sheet.is_filtered, sheet.hidden = True, {TOP + 1}
    sheet.notes[TOP + 1, LEFT] = "позвонить"
    table.resize(5)
    assert [sheet.formulas.get((TOP + number, LEFT + 2)) for number in range(1, 6)] == ["=2*2"] * 5
    assert [sheet.formats.get((TOP + number, LEFT)) for number in range(1, 6)] == ["@"] * 5
    assert [row[:2] for row in table.rows()[2:]] == [[None, None]] * 3
    assert sheet.notes == {(TOP + 1, LEFT): "позвонить"}
    assert sheet.hidden == {TOP + 1}


def test_filtered_rows_that_fall_away_are_not_hidden_below_the_table() -> None:
    table, sheet = made(("1", "А"), ("2", "Б"), ("3", "В"))
    sheet.is_filtered, sheet.hidden = True, {TOP + 1, TOP + 3}
    table.resize(2)
    assert sheet.hidden == {TOP + 1}
    assert (TOP + 3, LEFT) not in sheet.values


def test_what_stands_below_goes_down_when_the_table_needs_its_place() -> None:
    table, sheet = made(("1", "А"))
    sheet.values[TOP + 3, LEFT + 1] = "моя заметка"
    table.resize(2)
    assert sheet.values[TOP + 3, LEFT + 1] == "моя заметка", "there was room"
    table.resize(4)
    assert sheet.values[TOP + 5, LEFT + 1] == "моя заметка"
    assert len(table.rows()) == 4


def test_protection_is_put_back_with_what_it_allowed() -> None:
    table, sheet = made(("1", "А"))
    sheet.password, sheet.allowed = "", {"AllowSorting": True, "AllowFiltering": True, "AllowFormattingCells": False}
    sheet.EnableSelection = -4142
    table.write(1, 0, [["Б"]])
    assert table.rows()[0][1] == "Б"
    assert sheet.ProtectContents
    assert {name for name, is_on in sheet.allowed.items() if is_on} == {"AllowSorting", "AllowFiltering"}
    assert sheet.EnableSelection == -4142


def test_protection_comes_back_after_a_failure_too() -> None:
    table, sheet = made(("1", "А"))
    sheet.password = ""
    with pytest.raises(ZeroDivisionError), unprotected(table._sheet):
        raise ZeroDivisionError
    assert sheet.ProtectContents


def test_a_foreign_password_closes_a_sheet_and_ours_does_not() -> None:
    table, sheet = made(("1", "А"))
    assert not table.is_closed()
    sheet.password = ""
    assert not is_closed(table._sheet)
    assert sheet.ProtectContents
    sheet.password = "свой"
    assert table.is_closed()
    with pytest.raises(ComError):
        table.write(1, 0, [["Б"]])
    assert table.rows()[0][1] == "А"
