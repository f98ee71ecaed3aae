"""«FBS» pressed in a live spreadsheet: the sheet it means, findings at their cells, no cell changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from clientbase_xl.base.settings_store import save_values
from clientbase_xl.errors import BadUse
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.settings import FbsSettings
from clientbase_xl.workflows.check_fbs import check_fbs_file
from tests.support.calc_engine import engine_office
from tests.support.office import TODAY, Office

pytestmark = [pytest.mark.live, pytest.mark.long]

OWNER, FIRST, SECOND = "Владелец", "1 бэкапер", "2 бэкапер"
FBS = [
    ("Функции отдела продаж",),
    (),
    ("Функция / Сотрудник", "Уровень", "Аня", "Боря", "Вера", "Примечание"),
    ("Группа продаж",),
    ("холодные звонки", 1, OWNER, "1-й  бэкапер", "2 бэкапер", "=1+1"),
    ("приём заявок", "Высший (1)", OWNER, FIRST, "хозяин"),
    ("отгрузка", 2, f"{OWNER}; {FIRST}"),
    ("отчёты", 3, None, None, OWNER),
    ("склад", "главный", OWNER, OWNER),
    ("почта", 2, None, SECOND),
]
RACI = [("Проект",), ("Task", "Ann", "Bob"), ("Plan", "A ", "R"), ("Build", "C", "R/A"), ("Ship", "R", "I")]
OTHER = [("Клиент", "Категория"), ("Фирма", "A"), ("Другая", "C")]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base; the workbooks here are none of it."""
    return Office.found(tmp_path_factory.mktemp("фирма"))


def file_of(folder: Path, sheets: dict[str, list[tuple[Any, ...]]]) -> Path:
    """Write a workbook of sheets, the first one active."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / "матрица.xlsx"
    made.save(path)
    return path


def pressed(app: xlwings.App, office: Office, path: Path, active: str = "") -> tuple[str, str]:
    """Press the button in a file; return the message and the sheet that is active then; nothing else may change."""
    book = app.books.open(str(path))
    try:
        if active:
            book.sheets[active].activate()
        before = XlBook(book).grids()
        press("FBS", BUTTONS["FBS"], Desk(office.base, "тест", TODAY, office.now(), UTC), book)
        assert XlBook(book).grids() == before
        return str(app.impl.alerts.shown[-1].prompt).replace("\u00a0", " "), str(book.sheets.active.name)
    finally:
        book.close()


def test_the_active_matrix_is_checked_with_counts_absences_and_the_first_five_cells(
    app: xlwings.App, firm: Office, tmp_path: Path
) -> None:
    path = file_of(tmp_path, {"RACI": RACI, "Функции": FBS})
    message, active = pressed(app, firm, path, "Функции")
    assert active == "Функции"
    lines = message.splitlines()
    assert lines[0] == "Лист «Функции»: слова FBS, 6 функций, 3 сотрудника (имена в строке 3, столбцы C–E)"
    assert lines[1:5] == [
        "  Пропущены строки — названия и пояснения над матрицей: 1",
        "  Пропущены строки — разделы (в строке нет ролей): 4",
        "Ошибок — 7, предупреждений — 1.",
        "Если нет одного сотрудника, некому выполнить:",
    ]
    assert lines[5:8] == [
        "  Аня — 1 (Средний — 1): «отгрузка»",
        "  Боря — 1 (Средний — 1): «почта»",
        "  Вера — 1 (Обычный — 1): «отчёты»",
    ]
    assert lines[8] == "Заменить есть кем, но без владельца останутся функции, если нет сотрудника: Аня — 2"
    cells = [line.partition("ячейка ")[2].partition(":")[0] for line in lines[9:14]]
    assert cells == ["E6", "A6", "A7", "C7", "B9"]
    assert lines[-1] == "… и ещё 3"


def test_the_open_book_says_what_the_command_says_of_the_file(app: xlwings.App, firm: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path, {"Функции": FBS})
    (filed,) = check_fbs_file(path, FbsSettings())
    message, _ = pressed(app, firm, path)
    for one in filed.problems[:5]:
        assert f"ячейка {one.cell}: {one.message}" in message
    assert filed.matrix.people == ("Аня", "Боря", "Вера")


def test_from_another_sheet_one_named_fbs_is_meant_and_shown(app: xlwings.App, firm: Office, tmp_path: Path) -> None:
    path = file_of(tmp_path, {"Клиенты": OTHER, "RACI": RACI, "FBS отдела": FBS})
    message, active = pressed(app, firm, path, "Клиенты")
    assert (active, message.startswith("Лист «FBS отдела»")) == ("FBS отдела", True)


def test_else_the_first_matrix_is_meant_also_in_raci_letters(app: xlwings.App, firm: Office, tmp_path: Path) -> None:
    message, active = pressed(app, firm, file_of(tmp_path, {"Клиенты": OTHER, "Проект": RACI}))
    assert active == "Проект"
    assert "Ошибок — 1, предупреждений — 0." in message
    assert "лист «Проект», ячейка A5: «Ship»: нет владельца. Назначьте, кто отвечает за результат (A)." in message


def test_a_book_without_a_matrix_is_told_what_one_looks_like(app: xlwings.App, firm: Office, tmp_path: Path) -> None:
    message, active = pressed(app, firm, file_of(tmp_path, {"Клиенты": OTHER}))
    assert message.startswith("В книге «матрица.xlsx» нет матрицы FBS.\nДопустимо: лист, где строки — функции")
    assert active == "Клиенты"


def test_severity_is_that_of_the_base_and_without_a_base_that_of_the_method(
    app: xlwings.App, tmp_path: Path, firm: Office
) -> None:
    office = firm.copy(tmp_path / "копия")
    with office.base.writing() as connection:
        save_values(connection, {"fbs.no_owner": "предупреждение"}, at=office.now(), by="тест")
    path = file_of(tmp_path, {"Проект": RACI})
    assert "Ошибок — 0, предупреждений — 1." in pressed(app, office, path)[0]

    def nowhere() -> Any:
        raise BadUse("База клиентов ещё не выбрана.")

    book = app.books.open(str(path))
    try:
        assert press("FBS", BUTTONS["FBS"], Desk(nowhere, "тест", TODAY, office.now(), UTC), book)
    finally:
        book.close()
    message = app.impl.alerts.shown[-1].prompt.replace("\u00a0", " ")
    assert "Ошибок — 1, предупреждений — 0." in message
    assert "Пороги — как в методе, настройки базы не прочитаны: База клиентов ещё не выбрана." in message
