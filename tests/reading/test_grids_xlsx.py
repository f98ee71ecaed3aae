"""A sheet of an .xlsx workbook as a grid: values, levels, indents, merged ranges; damage is refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.grids import builder
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.raw import GridSource
from clientbase_xl.reading.report_grid import CellError, Merge, ReportGrid

MOMENT = datetime.fromisoformat("2026-01-05T12:30")
SHEET_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"


def grid_of(path: Path, sheet: str = "Отчёт") -> ReportGrid:
    source = open_source(path)
    assert isinstance(source, GridSource)
    return source.grid(sheet)


def report(path: Path, *, is_1904: bool = False) -> Path:
    """Write a small report with everything that a grid carries, and a hidden sheet."""
    with xlsxwriter.Workbook(path, {"date_1904": is_1904}) as book:
        sheet = book.add_worksheet("Отчёт")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        duration = book.add_format({"num_format": "[h]:mm"})
        rouble = book.add_format({"num_format": '#,##0.00" руб. за день"'})
        deep = book.add_format({"indent": 2})
        sheet.merge_range("A1:C1", "Отчёт")
        sheet.write_string(2, 0, "   Группа  ")
        sheet.write_number(2, 1, 10, rouble)
        sheet.set_row(3, None, None, {"level": 1, "hidden": True})
        sheet.write_string(3, 0, "007", deep)
        sheet.write_datetime(3, 1, MOMENT, day)
        sheet.write_number(3, 2, 45_000.5, duration)
        sheet.write_boolean(3, 3, True)
        sheet.write_formula(3, 4, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 5, '="a"', None, "a ")
        sheet.write_rich_string(3, 6, "про", book.add_format({"bold": True}), "дажи")
        sheet.write_string(3, 7, "   ")
        sheet.write_blank(3, 8, None, day)
        book.add_worksheet("Служебный").hide()
    return path


def test_values_levels_indents_and_merges_come_out(tmp_path: Path) -> None:
    grid = grid_of(report(tmp_path / "a.xlsx"))
    assert grid.rows == (
        ("Отчёт",),
        (),
        ("   Группа", 10.0),
        ("007", MOMENT, 45_000.5, True, CellError("#DIV/0!"), "a", "продажи"),
    )
    assert grid.outline_levels == (0, 0, 0, 1)
    assert grid.indents == {(3, 0): 2}
    assert grid.merges == (Merge(0, 0, 0, 2),)
    assert (grid.sheet, grid.is_hidden) == ("Отчёт", False)
    assert grid_of(tmp_path / "a.xlsx", "Служебный") == ReportGrid("Служебный", (), (), {}, (), is_hidden=True)


def test_days_of_the_other_calendar_are_the_same_days(tmp_path: Path) -> None:
    assert grid_of(report(tmp_path / "a.xlsx", is_1904=True)).cell(3, 1) == MOMENT


def changed(path: Path, member: str, content: str | bytes, *, rename: str = "") -> Path:
    """Replace a part of a workbook, or give it another name."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, old in members.items():
            is_it = name == member
            archive.writestr(rename if is_it and rename else name, content if is_it and content else old)
    return path


def sheet_of(tmp_path: Path, rows: str) -> Path:
    """Return a workbook whose sheet holds these rows of XML."""
    path = report(tmp_path / "a.xlsx")
    return changed(path, "xl/worksheets/sheet1.xml", SHEET_START + rows + SHEET_END)


def test_shared_strings_with_a_capital_letter_are_found(tmp_path: Path) -> None:
    path = report(tmp_path / "a.xlsx")
    whole = grid_of(path)
    assert grid_of(changed(path, "xl/sharedStrings.xml", b"", rename="xl/SharedStrings.xml")) == whole


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ('<c t="inlineStr"><is><t> а</t></is></c>', (" а",)),
        ('<c t="inlineStr"><is><r><t>а</t></r><r><t>б</t></r><rPh><t>в</t></rPh></is></c>', ("аб",)),
        ('<c t="str"><f>x</f><v>а_x0041_</v></c>', ("аA",)),
        ('<c t="d"><v>2026-01-05T10:00:00</v></c>', (datetime.fromisoformat("2026-01-05T10:00"),)),
        ('<c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>', (False, CellError("#N/A"))),
        ('<c r="B1"><v>1E3</v></c><c><v>-2</v></c>', (None, 1000.0, -2.0)),
        ('<c t="n"/><c><v></v></c><c><f>1</f></c>', ()),
    ],
)
def test_every_kind_of_cell_is_read(tmp_path: Path, cells: str, row: tuple[object, ...]) -> None:
    # A second row keeps the first one although it may be blank.
    found = grid_of(sheet_of(tmp_path, f'<row r="1">{cells}</row><row><c><v>5</v></c></row>'))
    assert found.rows == (row, (5.0,))


def test_another_prefix_of_the_namespace_changes_nothing(tmp_path: Path) -> None:
    path = report(tmp_path / "a.xlsx")
    text = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="2" outlineLevel="3"><x:c r="A2"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    grid = grid_of(changed(path, "xl/worksheets/sheet1.xml", text))
    assert (grid.rows, grid.outline_levels) == (((), (7.0,)), (0, 3))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="1"><c r="ZZZ1"><v>1</v></c></row>',
        '<row r="1"><c t="s"><v>-1</v></c></row>',
        '<row r="1"><c t="s"><v>99</v></c></row>',
        '<row r="1"><c><v>один</v></c></row>',
        '<row r="-5"><c><v>1</v></c></row>',
        '</sheetData><mergeCells><mergeCell ref="?"/></mergeCells><sheetData>',
        "<row>",
    ],
)
def test_a_sheet_that_contradicts_the_format_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(BadFile, match="повреждена"):
        grid_of(sheet_of(tmp_path, rows))


def test_entities_that_grow_are_refused_before_they_do(tmp_path: Path) -> None:
    path = report(tmp_path / "a.xlsx")
    bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + SHEET_START + SHEET_END
    with pytest.raises(BadFile, match="повреждена"):
        grid_of(changed(path, "xl/worksheets/sheet1.xml", bomb))


def test_more_cells_than_a_report_may_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report(tmp_path / "a.xlsx")
    monkeypatch.setattr(builder, "MAX_CELLS", 10)
    assert len(grid_of(path).rows) == 4
    monkeypatch.setattr(builder, "MAX_CELLS", 9)
    with pytest.raises(BadFile, match="слишком велик"):
        grid_of(path)


def test_a_missing_style_is_no_date_and_a_date_without_time_is_midnight(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        sheet = book.add_worksheet("Отчёт")
        sheet.write_datetime(0, 0, date(2026, 1, 5), book.add_format({"num_format": 14}))
    assert grid_of(tmp_path / "b.xlsx").rows == ((datetime.fromisoformat("2026-01-05"),),)
    bare = changed(tmp_path / "b.xlsx", "xl/styles.xml", b"", rename="xl/other.xml")
    assert grid_of(bare).rows == ((46_027.0,),)
