"""One export in every format: the same lines and the same grid are read from each, two of them LibreOffice saved."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from clientbase_xl.errors import BadUse
from clientbase_xl.reading.export import read_export
from clientbase_xl.reading.open_file import open_source
from clientbase_xl.reading.own_file import WORKBOOK_ID
from clientbase_xl.reading.raw import GridSource
from clientbase_xl.reading.report_grid import CellError, ReportGrid
from clientbase_xl.reading.results import ReadLines
from tests.conftest import missing
from tests.support import reports_d
from tests.support.biff5_book import write_biff5
from tests.support.reports_a import ReportA, invented, write_report
from tests.support.xlsb_book import write_xlsb

pytestmark = [pytest.mark.live, pytest.mark.long]

TITLE = "Продажи"
HEADINGS = ("Дата", "Документ", "Контрагент", "Артикул", "Номенклатура", "Количество", "Сумма", "Менеджер")
DAY = datetime.fromisoformat("2026-01-01")
COUNT_LINES = 400
FILTERS = {"xls": "xls:MS Excel 97", "ods": "ods:calc8"}


def made(path: Path) -> Path:
    """Write a flat table in groups: two title rows, merged cells, levels, indents, returns, an error, «Итого»."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet(TITLE)
        book.add_worksheet("Служебный").hide()
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        money = book.add_format({"num_format": "#,##0.00"})
        shifted = [book.add_format({"indent": step, "align": "left"}) for step in range(4)]
        sheet.merge_range("A1:H1", "Продажи за период")
        sheet.write_string("A2", "Период: 01.01.2026 - 30.06.2026")
        sheet.write_row(3, 0, HEADINGS)
        for number in range(COUNT_LINES):
            row = 4 + number
            sheet.set_row(row, None, None, {"level": number % 3})
            sheet.write_datetime(row, 0, DAY + timedelta(days=number % 180), day)
            sheet.write_string(row, 1, f"Реализация {number:06d}")
            sheet.write_string(row, 2, f"ООО «Клиент {number % 17}»", shifted[number % 4])
            sheet.write_string(row, 3, f"{number:05d}")
            sheet.write_string(row, 4, "   Ёлка  искусственная " if number % 5 else "Гирлянда")
            sheet.write_number(row, 5, -1 if number % 50 == 49 else number % 9 + 1)
            amount = -199.99 if number % 50 == 49 else round(number * 10.01 + 0.1, 2)
            if number == 77:
                sheet.write_formula(row, 6, "=1/0", None, "#DIV/0!")
            else:
                sheet.write_number(row, 6, amount, money)
            sheet.write_string(row, 7, "Ветров" if number % 2 else "Градова")
        last = 4 + COUNT_LINES
        sheet.write_string(last, 0, "Итого")
        sheet.write_number(last, 6, 12345.67, money)
    return path


def grid_of(path: Path) -> ReportGrid:
    source = open_source(path)
    assert isinstance(source, GridSource)
    return source.grid(TITLE)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("formats") / "продажи.xlsx")


def saved_by_office(original: Path, suffix: str, *others: Path) -> Path:
    """Return the workbook as LibreOffice saves it; the others are saved beside theirs in the same run."""
    soffice = shutil.which("soffice")
    if soffice is None:
        missing("LibreOffice Calc")
    assert soffice is not None
    profile = (original.parent / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", FILTERS[suffix]]
    subprocess.run(
        [*command, "--outdir", str(original.parent), str(original), *map(str, others)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    path = original.with_suffix(f".{suffix}")
    assert path.exists()
    return path


def saved_by_hand(original: Path, suffix: str) -> Path:
    """Return the workbook as .xlsb or as BIFF5, which LibreOffice does not write."""
    grid = grid_of(original)
    levels = dict(enumerate(grid.outline_levels))
    if suffix == "xlsb":
        path = original.with_suffix(".xlsb")
        return write_xlsb(path, {TITLE: grid.rows}, levels=levels, indents=grid.indents, merges=grid.merges)
    # A cell with an error needs a formula there; the others are all of what that format had.
    rows = [[None if isinstance(cell, CellError) else cell for cell in row] for row in grid.rows]
    return write_biff5(original.with_name("старая.xls"), {TITLE: rows}, levels=levels)


@pytest.mark.parametrize(
    ("suffix", "save"), [("xls", saved_by_office), ("ods", saved_by_office), ("xlsb", saved_by_hand)]
)
def test_the_same_lines_and_the_same_grid_come_out_of_every_format(
    original: Path, suffix: str, save: Callable[[Path, str], Path]
) -> None:
    path = save(original, suffix)
    assert grid_of(path) == grid_of(original)
    expected, found = read_export(original), read_export(path)
    assert isinstance(expected, ReadLines)
    assert isinstance(found, ReadLines)
    assert expected.lines.num_rows == COUNT_LINES - 1
    assert found.lines.equals(expected.lines)
    assert found.excluded == expected.excluded
    assert [(one.row, one.column, one.value) for one in found.problems] == [
        (one.row, one.column, one.value) for one in expected.problems
    ]


def test_a_workbook_of_1995_gives_the_same_lines_but_for_its_errors(original: Path) -> None:
    found, expected = read_export(saved_by_hand(original, "biff5")), read_export(original)
    assert isinstance(found, ReadLines)
    assert isinstance(expected, ReadLines)
    assert found.lines.equals(expected.lines)


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_our_own_workbook_saved_anew_is_no_export_either(tmp_path: Path, suffix: str) -> None:
    with xlsxwriter.Workbook(tmp_path / "книга.xlsx") as book:
        book.add_worksheet("Клиенты").write_row(0, 0, ["Код клиента", "Клиент"])
        book.define_name(WORKBOOK_ID, '="abc"')
    with pytest.raises(BadUse, match="рабочая книга"):
        read_export(saved_by_office(tmp_path / "книга.xlsx", suffix))


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_reports_that_libreoffice_saved_give_the_same_lines(tmp_path: Path, suffix: str) -> None:
    by_month = write_report(tmp_path / "по месяцам.xlsx", ReportA(invented(6, 8, 3)))
    by_manager = reports_d.draw().write(tmp_path / "по менеджерам.xlsx")
    saved_by_office(by_month, suffix, by_manager)
    for path in (by_month, by_manager):
        expected, found = read_export(path), read_export(path.with_suffix(f".{suffix}"))
        assert isinstance(expected, ReadLines)
        assert isinstance(found, ReadLines)
        assert found.lines.num_rows
        assert found.lines.equals(expected.lines)
