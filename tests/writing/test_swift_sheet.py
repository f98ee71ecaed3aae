"""The quicker worksheet makes the file that the library makes, byte for byte."""

from __future__ import annotations

import inspect
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook
from xlsxwriter.worksheet import Worksheet

from clientbase_xl.reading.cell_texts import unescaped
from clientbase_xl.writing.swift_sheet import SwiftSheet

CODE = "=T[[#This Row],[один]]*2"
COLUMNS = [{"header": "один"}, {"header": "два", "formula": CODE}, {"header": '<три> & "4"'}]


def made(sheet_class: type[Worksheet]) -> dict[str, bytes]:
    """Return the parts of a small file with every kind of cell that we write."""
    packed = io.BytesIO()
    workbook = xlsxwriter.Workbook(packed, {"in_memory": True})
    workbook.set_properties({"created": datetime.combine(date(2026, 1, 1), time())})
    form = workbook.add_format({"num_format": "0.00", "bg_color": "#FFF8DC"})
    for title in ("один", "два"):
        sheet: Any = workbook.add_worksheet(title, worksheet_class=sheet_class)
        add_table = sheet.declare_table if isinstance(sheet, SwiftSheet) else sheet.add_table
        assert not add_table(2, 1, 40, 3, {"name": f"T_{len(title)}_{title[0] == 'о':d}", "columns": COLUMNS})
        for row in range(3, 41):
            sheet.write_number(row, 1, row / 7, form)
            sheet.write_formula(row, 2, CODE, form, row / 3.5)
            sheet.write_string(row, 3, f" текст & <{row % 3}> ", None if row % 2 else form)
            sheet.write_datetime(row, 5, datetime.combine(date(2026, 1, row - 2 if row < 30 else 1), time()), form)
            sheet.write_number(row, 6, 1e21 if row % 2 else -0.1)
            sheet.write_boolean(row, 30, row % 2 == 0, form)
        if isinstance(sheet, SwiftSheet):
            assert sheet.blank_column(3, 40, 4, form) == 0
            assert sheet.blank_column(3, 2_000_000, 4, form) != 0
        else:
            for row in range(3, 41):
                sheet.write_blank(row, 4, None, form)
        sheet.write_url(0, 0, "internal:'два'!A1", form, "← два")
        sheet.set_row(50, 30, form)
        sheet.write_comment(60, 2, "примечание")
    workbook.close()
    with zipfile.ZipFile(packed) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_file_is_the_librarys_byte_for_byte() -> None:
    assert made(SwiftSheet) == made(Worksheet)


def test_a_table_with_formulas_is_declared_without_cells() -> None:
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet: Any = workbook.add_worksheet("лист", worksheet_class=SwiftSheet)
    assert sheet.declare_table(0, 0, 3, 2, {"columns": COLUMNS}) == 0
    assert not any(row in sheet.table and 1 in sheet.table[row] for row in (1, 2, 3))
    sheet.write_formula(1, 1, CODE, None, 5)
    assert sheet.table[1][1].value == 5
    workbook.close()


def test_a_refused_table_does_not_silence_formulas() -> None:
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    sheet: Any = workbook.add_worksheet("лист", worksheet_class=SwiftSheet)
    with pytest.warns(UserWarning, match="add_table"):
        assert sheet.declare_table(0, 0, 3, 0, {"name": "не имя!"}) != 0
    sheet.write_formula(1, 1, CODE, None, 5)
    assert sheet.table[1][1].value == 5
    workbook.close()


def test_a_result_of_a_formula_may_hold_what_xml_cannot() -> None:
    packed = io.BytesIO()
    workbook = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet: Any = workbook.add_worksheet("лист", worksheet_class=SwiftSheet)
    odd = "а\x0bб _x0041_ \x1f<&>"
    sheet.write_formula(0, 0, "=B1", None, odd)
    workbook.close()
    cells = load_workbook(packed, data_only=True).active
    assert cells is not None
    assert unescaped(str(cells["A1"].value)) == odd


def test_every_newer_function_that_the_library_marks_is_marked() -> None:
    source = inspect.getsource(Worksheet._prepare_formula)
    names = re.findall(r'"_xlfn\.(?:_xlws\.)?([A-Z]+)\(', source.partition("use_future_functions")[0])
    assert len(names) >= 29
    quick, library = SwiftSheet(), Worksheet()
    for sheet in (quick, library):
        sheet.use_future_functions = False
    for formula in (*(f"=1+{name}(A1)" for name in names), "{=SUM(A1:A3)}", "=_xlfn.TAKE(A1)", "=SUM(MAPS(1),MAP (2))"):
        assert quick._prepare_formula(formula) == library._prepare_formula(formula), formula
