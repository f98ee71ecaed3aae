"""The helpers that drive real applications see what they are there to see."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.support.calc import Office, pdf_pages
from tests.support.ooxml import validate

pytestmark = pytest.mark.live


def make_workbook(path: Path, stored_value: float = 6, formula: str = "=SUM(A1:A3)") -> Path:
    """Write three numbers and a formula with the given stored value."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Лист")
        sheet.write_column(0, 0, [1, 2, 3])
        sheet.write_formula(3, 0, formula, None, stored_value)
    return path


def test_a_sound_workbook_has_no_findings(tmp_path: Path) -> None:
    assert validate(make_workbook(tmp_path / "книга.xlsx")) == []


def test_the_validator_names_the_part_that_is_broken(tmp_path: Path) -> None:
    sound = make_workbook(tmp_path / "sound.xlsx")
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<sheetData>", b"<sheetData><nonsense/>"))
    findings = validate(broken)
    assert findings
    assert "/xl/worksheets/sheet1.xml" in findings[0]
    assert "nonsense" in findings[0]


def test_a_file_that_is_no_workbook_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "text.xlsx"
    path.write_text("no workbook")
    assert [finding.split(":")[0] for finding in validate(path)] == ["Exception"]


def test_calc_agrees_with_a_right_stored_value(office: Office, tmp_path: Path) -> None:
    result = office.recalculate(make_workbook(tmp_path / "right.xlsx"))
    assert (result.count_formulas, result.errors, result.differences) == (1, (), ())


def test_calc_tells_a_wrong_stored_value(office: Office, tmp_path: Path) -> None:
    result = office.recalculate(make_workbook(tmp_path / "wrong.xlsx", stored_value=7))
    assert result.errors == ()
    assert len(result.differences) == 1
    assert "Лист!A4" in result.differences[0]
    assert "stored 7.0, computed 6.0" in result.differences[0]


def test_calc_tells_a_cell_in_error(office: Office, tmp_path: Path) -> None:
    result = office.recalculate(make_workbook(tmp_path / "error.xlsx", formula="=A1/0"))
    assert len(result.errors) == 1
    assert "Лист!A4" in result.errors[0]


def test_pages_are_counted_per_sheet_and_drawn(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "pages.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, count_rows in (("короткий", 3), ("длинный", 150)):
            sheet = book.add_worksheet(name)
            sheet.set_paper(9)
            sheet.write_column(0, 0, list(range(count_rows)))
    pages = office.pages_by_sheet(path)
    assert pages["короткий"] == 1
    assert pages["длинный"] >= 3
    drawn = pdf_pages(office.convert_to_pdf(path, tmp_path), tmp_path)
    assert len(drawn) == sum(pages.values())
