"""A table of a live Calc made longer by the engine: where it ends, what its new rows look like, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import xlwings

from clientbase_xl.calc.engine.uno_bridge import struct
from tests.support.calc_engine import engine_office

pytestmark = [pytest.mark.live, pytest.mark.long]

HEADING = ["Код", "Сумма", "Вдвое"]
ROWS = [["А1", 10.0], ["А2", 20.0], ["А3", 30.0]]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture
def sheet(app: xlwings.App) -> Iterator[xlwings.Sheet]:
    """Return a sheet with a table of three rows, a note further below and a formula that refers to the last row."""
    book = app.books.add()
    made = book.sheets[0]
    made["A1"].value = [HEADING[:2], *ROWS]
    made["B2:B4"].number_format = "0.000"
    made["A7"].value = "моя заметка"
    made["E1"].formula = "=B4"
    made.tables.add(made["A1:B4"], name="t_rows")
    yield made
    book.close()


def bars(sheet: xlwings.Sheet) -> list[str]:
    """Return the cells of every conditional format of a sheet."""
    return [one.Range.RangeAddressesAsString for one in sheet.impl.api.ConditionalFormats.getConditionalFormats()]


def give_bars(sheet: xlwings.Sheet, address: str) -> None:
    """Give cells a conditional format that looks at all of them together."""
    ranges = sheet.book.impl.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    ranges.addRangeAddress(sheet[address].impl.api.RangeAddress, False)
    made = sheet.impl.api.ConditionalFormats
    number = made.createByRange(ranges)
    entry = next(one for one in made.getConditionalFormats() if number == one.ID)
    entry.createEntry(1, 0)


def grown(sheet: xlwings.Sheet, count: int) -> Any:
    """Lengthen the table and return its cells."""
    table = sheet.tables["t_rows"]
    assert table.impl.grow(count)
    return table.range


def test_new_rows_are_empty_dressed_and_nothing_else_moves(sheet: xlwings.Sheet) -> None:
    cells = grown(sheet, 2)
    assert cells.address == "$A$1:$B$6"
    assert cells.options(ndim=2).value == [HEADING[:2], *ROWS, [None, None], [None, None]]
    assert sheet["B2:B6"].number_format == "0.000"
    assert (sheet["A7"].value, sheet["E1"].formula, sheet["E1"].value) == ("моя заметка", "=B4", 30.0)


def test_new_rows_share_the_conditional_format_of_those_above(sheet: xlwings.Sheet) -> None:
    give_bars(sheet, "B2:B4")
    assert len(bars(sheet)) == 1
    grown(sheet, 2)
    assert [one.replace("$", "").rsplit(".", 1)[-1] for one in bars(sheet)] == ["B2:B6"]


def test_a_table_with_formulas_takes_them_into_its_new_rows(app: xlwings.App) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [HEADING, *([*row, None] for row in ROWS)]
    sheet["C2:C4"].formula = "=B2*2"
    sheet.tables.add(sheet["A1:C4"], name="t_rows")
    cells = grown(sheet, 3)
    assert cells.address == "$A$1:$C$7"
    assert sheet["C5:C7"].formula == (("=B5*2",), ("=B6*2",), ("=B7*2",))
    assert sheet["A5:B7"].options(ndim=2).value == [[None, None]] * 3
    sheet["C7"].value = 60.0  # typed over: the last row has no formula to hand on
    assert not sheet.tables["t_rows"].impl.grow(1)
    assert sheet.tables["t_rows"].range.address == "$A$1:$C$7"
    book.close()


def test_a_last_row_that_somebody_painted_keeps_its_paint(sheet: xlwings.Sheet) -> None:
    sheet["A4:B4"].color = (255, 255, 0)
    grown(sheet, 1)
    assert sheet["A4"].color == (255, 255, 0)
    assert sheet["A3"].color is None
    assert sheet["A4:B4"].value == ROWS[-1]


def test_a_table_of_one_row_grows_too(app: xlwings.App) -> None:
    book = app.books.add()
    sheet = book.sheets[0]
    sheet["A1"].value = [HEADING[:2], ROWS[0]]
    sheet.tables.add(sheet["A1:B2"], name="t_rows")
    assert grown(sheet, 4).address == "$A$1:$B$6"
    assert sheet["A2:B3"].options(ndim=2).value == [ROWS[0], [None, None]]
    book.close()


def test_rows_that_a_filter_hides_do_not_keep_a_table_from_growing(sheet: xlwings.Sheet) -> None:
    descriptor = sheet.tables["t_rows"].impl.database_range.getFilterDescriptor()
    field = struct("sheet.TableFilterField", Field=0, IsNumeric=False, StringValue="А1")
    field.Operator = type(field.Operator)("com.sun.star.sheet.FilterOperator", "EQUAL")
    descriptor.setFilterFields((field,))
    sheet.tables["t_rows"].impl.database_range.refresh()
    assert sheet["A4"].impl.row_hidden
    grown(sheet, 1)
    assert sheet["A2:B5"].options(ndim=2).value == [*ROWS, [None, None]]
    assert sheet["A4"].impl.row_hidden
