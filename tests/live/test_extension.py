"""The extension as an ordinary user has it: installed, its functions in a book made for Excel, its toolbar clicked."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from openpyxl.worksheet.formula import ArrayFormula

from clientbase_xl.calc.oxt.addons import command_groups
from tests.support.extension import Desktop, Home, needs_desktop, running_desktop
from tests.support.office import Office
from tests.support.sales_more import more_sales
from tests.support.shown_cells import column

pytestmark = [pytest.mark.live, pytest.mark.long, pytest.mark.timeout(600)]
NOT_AVAILABLE = 32767
FORMULAS = {
    "B1": "=CB_DISCOUNT_BREAKEVEN(A1,A2)",
    "B2": "=ROUND(CB_SHARE_OF_WALLET(50,100)*10,0)",
    "B3": '=CB_SHARE_OF_WALLET("x",100)',
    "B4": "=CB_SHARE_OF_WALLET(#N/A,100)",
    "B6": "=SUM(CB_SHARE_OF_WALLET(A1:A2,1))",
    "B7": '=LEN("CB_SHARE_OF_WALLET(1,2)")',
}


@pytest.fixture(scope="module")
def home() -> Iterator[Home]:
    """Return the home of a user who has installed the extension; the folder of pytest is root's alone."""
    needs_desktop()
    with tempfile.TemporaryDirectory(prefix="clientbase_дом_", ignore_cleanup_errors=True) as folder:
        home = Home.made(Path(folder))
        code, said = home.run("calc", "install", "--profile", str(home.profile))
        assert code == 0, said
        assert "записано: расширение LibreOffice" in said
        yield home


@pytest.fixture(scope="module")
def firm(home: Home, office_of_one: Office) -> Office:
    """Return a base of three clients in that home."""
    folder = home.folder / "Отдел продаж"
    firm = office_of_one.copy(folder)
    (home.settings / "config.toml").write_text(f'base = "{firm.base.folder}"\n', encoding="utf-8")
    home.own()
    return firm


@pytest.fixture(scope="module")
def desktop(home: Home, firm: Office) -> Iterator[Desktop]:
    """Return the user's office with windows; beside the books lie modules that nobody must import."""
    for name in ("json.py", "pandas.py", "uno.py"):
        (firm.folder / name).write_text(f"open({str(home.folder / 'run')!r}, 'w')\n", encoding="utf-8")
    home.own()
    with running_desktop(home) as running:
        yield running


@pytest.fixture(scope="module")
def functions_book(desktop: Desktop, home: Home, firm: Office) -> xlwings.Book:
    """Return a book whose formulas were written as Excel writes them, opened in the office."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = 0.3, 0.1
    for place, formula in FORMULAS.items():
        sheet[place] = formula
    sheet["H1"] = ArrayFormula("H1:H2", "=CB_SHARE_OF_WALLET(A1:A2,1)")
    path = firm.folder / "функции.xlsx"
    book.save(path)
    home.own()
    return desktop.open(path)


def cell(sheet: xlwings.Sheet, place: str) -> Any:
    """Return the office's own cell."""
    return sheet[place].impl.api.getCellByPosition(0, 0)


def test_a_second_installation_changes_nothing_and_the_doctor_finds_nothing(home: Home, desktop: Desktop) -> None:
    code, said = home.run("calc", "doctor", "--profile", str(home.profile))
    assert code == 0, said
    assert "Не проверено, включено ли расширение" in said  # the office is open
    assert desktop.process.poll() is None


def test_functions_of_a_book_made_for_excel_give_the_values_of_the_rules(
    desktop: Desktop, functions_book: xlwings.Book
) -> None:
    sheet = functions_book.sheets[0]
    desktop.wait(lambda: cell(sheet, "B1").String not in ("", "#NAME?", "#ИМЯ?"))
    assert sheet["B1"].value == pytest.approx(0.5)
    assert sheet["B2"].value == 5.0
    assert sheet["B3"].value == "«Оборот»: «x» — не число"
    assert cell(sheet, "B4").getError() == NOT_AVAILABLE
    assert sheet["B7"].value == 23
    assert not functions_book.impl.api.isModified()


def test_an_array_formula_of_excel_stays_one(functions_book: xlwings.Book) -> None:
    block = functions_book.sheets[0]["H1:H2"].impl.api
    assert [row[0] for row in block.getDataArray()] == pytest.approx([0.3, 0.1])
    assert block.getArrayFormula().startswith("{=")
    assert cell(functions_book.sheets[0], "H2").getFormula() == cell(functions_book.sheets[0], "H1").getFormula()


def test_a_range_answers_with_as_many_cells(functions_book: xlwings.Book) -> None:
    sheet = functions_book.sheets[0]
    block = sheet["D1:D3"].impl.api
    sheet["C1:C3"].value = [[50.0], [25.0], [None]]
    block.setArrayFormula("=CB_SHARE_OF_WALLET(C1:C3;100)")
    assert [row[0] for row in block.getDataArray()] == [0.5, 0.25, ""]


def test_a_single_empty_cell_is_empty_where_zero_is_no_value_and_in_a_range_everywhere(
    functions_book: xlwings.Book,
) -> None:
    sheet = functions_book.sheets[0]
    formulas = {
        "F1": '=CB_NEXT_QUESTION(12;1000;0.5;2;9000;50;Z1;"ООО";"цена";"план";"директор")',
        "F2": "=CB_REACTIVATION_STATUS(100;Z1;30)",
        "F3": "=CB_SHARE_OF_WALLET(Z1;100)",
        "F4": "=CB_SHARE_OF_WALLET(Z1:Z1;100)",
    }
    for place, formula in formulas.items():
        cell(sheet, place).setFormula(formula)
    assert [cell(sheet, place).String for place in formulas] == ["Что берут у других", "нет данных", "0", ""]


def test_toolbar_shows_every_command_in_order(desktop: Desktop, functions_book: xlwings.Book) -> None:
    functions_book.activate()
    assert list(desktop.toolbar()) == [one.label for group in command_groups() for one in group]


def test_one_worker_serves_the_office_and_nothing_beside_the_books_is_imported(
    desktop: Desktop, home: Home, functions_book: xlwings.Book
) -> None:
    assert functions_book.sheets[0]["B1"].value == pytest.approx(0.5)
    assert len(desktop.worker_processes()) == 1
    assert not (home.folder / "run").exists()


def test_a_click_on_recalculate_shows_new_sales(desktop: Desktop, home: Home, firm: Office) -> None:
    path = firm.book("Клиентская база")
    home.own()
    book = desktop.open(path)
    assert column(book, "clients", "client_code") == ["3", "1", "2"]
    more_sales(firm)
    home.own()
    said = desktop.press(lambda: desktop.click("Пересчитать всё"))
    assert "Пересчитать всё: пересчитано на" in said, said
    assert column(book, "clients", "client_code")[-1] == "9"


def test_a_click_on_about_tells_whose_base_it_is(desktop: Desktop, firm: Office) -> None:
    said = desktop.press(lambda: desktop.click("О программе"))
    assert str(firm.base.folder) in said
    assert "версия" in said


def test_a_copy_for_excel_has_its_names_and_the_open_book_stays(
    desktop: Desktop, functions_book: xlwings.Book, firm: Office
) -> None:
    functions_book.activate()
    before = functions_book.fullname
    said = desktop.press(lambda: desktop.dispatch("save_for_excel"))
    copy = firm.folder / "функции для Excel.xlsx"
    assert copy.name in said
    sheet = openpyxl.load_workbook(copy).worksheets[0]
    assert str(sheet["B1"].value).startswith("=CB_DISCOUNT_BREAKEVEN(")
    assert sheet["B7"].value == FORMULAS["B7"]
    assert functions_book.fullname == before


def test_button_after_button_is_answered_on_one_and_the_same_way(
    desktop: Desktop, functions_book: xlwings.Book, firm: Office
) -> None:
    workers = desktop.worker_processes()
    for book in (functions_book, next(one for one in desktop.app.books if one.name == "Клиентская база.xlsx")):
        book.activate()
        for _ in range(2):
            assert str(firm.base.folder) in desktop.press(lambda: desktop.dispatch("about"))
    assert desktop.worker_processes() == workers
    assert len(workers) == 1


def test_a_worker_that_was_killed_comes_in_again(desktop: Desktop, firm: Office) -> None:
    [worker] = desktop.worker_processes()
    os.kill(worker, signal.SIGKILL)
    assert str(firm.base.folder) in desktop.press(lambda: desktop.dispatch("about"))
    assert worker not in desktop.worker_processes()


def test_pictures_of_every_sheet_are_not_blank(desktop: Desktop, tmp_path: Path) -> None:
    book = next(one for one in desktop.app.books if one.name == "Клиентская база.xlsx")
    pictures = desktop.screenshots(book, tmp_path)
    assert [picture.stem[3:] for picture in pictures] == [sheet.name for sheet in book.sheets if sheet.visible]
    assert len({picture.read_bytes() for picture in pictures}) == len(pictures)
    assert all(picture.stat().st_size > 20_000 for picture in pictures)


def test_the_worker_dies_with_a_killed_office(desktop: Desktop, functions_book: xlwings.Book) -> None:
    assert functions_book.name == "функции.xlsx"
    [worker] = desktop.worker_processes()
    os.kill(desktop.office_process(), signal.SIGKILL)
    until = time.monotonic() + 20
    while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{worker}").exists()


def test_after_a_removal_nothing_of_the_extension_is_left(home: Home, desktop: Desktop) -> None:
    assert desktop.process.wait(20) is not None
    (home.profile / ".lock").unlink(missing_ok=True)  # of the office that was killed
    code, said = home.run("calc", "uninstall", "--profile", str(home.profile))
    assert code == 0, said
    assert f"удалено: {home.settings / 'config.toml'}" in said
    files = [path for path in home.profile.rglob("*") if path.is_file()]
    named = {path.name for path in files if b"org.clientbase" in path.read_bytes()}
    assert named <= {"common.rdb", "common_.rdb"}  # the office's own registers, which never shrink
    assert not list(home.profile.rglob("clientbase*"))
    assert not home.settings.exists()
    code, said = home.run("calc", "uninstall", "--profile", str(home.profile))
    assert (code, said) == (0, "Расширение не установлено, удалять нечего.\n")
