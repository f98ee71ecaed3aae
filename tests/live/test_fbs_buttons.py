"""«FBS матрица» in an open workbook: people who come get their columns, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.base.rows import read_rows
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FBS_ROLE_WORDS, FIRST_BACKUP, OWNER
from tests.support.calc_engine import engine_office
from tests.support.fbs_sheets import stored
from tests.support.office import TODAY, Office

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture
def firm(office_of_one: Office, tmp_path: Path) -> Office:
    """Return a base with two employees and functions without roles."""
    office = office_of_one.copy(tmp_path / "Отдел продаж")
    rows = stored()["fbs_functions"].head(3)
    with office.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, ["Белова Ирина", "Громов Пётр"], at=office.now(), by="тест")
        changes = [
            Change("fbs_functions", (str(row.row_id),), key, None, str(getattr(row, key)))
            for row in rows.itertuples()
            for key in ("department", "function", "level")
        ]
        apply_changes(connection, changes, at=office.now(), by="тест", source="тест")
    return office


@pytest.fixture
def book(app: xlwings.App, firm: Office) -> Iterator[xlwings.Book]:
    """Return a workbook of the base, open."""
    opened = app.books.open(str(firm.book("Клиентская база")))
    yield opened
    opened.close()


def pressed(name: str, office: Office, book: xlwings.Book) -> str:
    """Press a button and return the message at the end."""
    press(name, BUTTONS[name], Desk(office.base, "тест", TODAY, office.now(), UTC), book)
    shown = book.app.impl.alerts.shown[-1]
    assert not shown.is_critical, shown
    return str(shown.prompt)


def matrix(book: xlwings.Book) -> tuple[list[Any], list[list[Any]]]:
    """Return the headings and the rows of the matrix."""
    table = XlBook(book).tables()["t_fbs_matrix"]
    return list(table.heading()), [list(row) for row in table.rows()]


def type_role(book: xlwings.Book, row: int, name: str, role: str | None) -> None:
    """Type a role into a row of the matrix (from 0)."""
    table = book.sheets["FBS матрица"].tables["t_fbs_matrix"]
    place = [one.name for one in table.columns].index(name)
    table.data_body_range[row, place].value = role


def test_an_employee_who_comes_gets_a_column_and_nothing_typed_is_lost(firm: Office, book: xlwings.Book) -> None:
    type_role(book, 0, "Громов Пётр", OWNER)
    type_role(book, 1, "Белова Ирина", FIRST_BACKUP)
    with firm.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, ["Ильин Олег", "Котова Анна"], at=firm.now(), by="тест")
        role = Change("fbs_roles", ("00000000-1", "Котова Анна"), "role", None, FIRST_BACKUP)
        apply_changes(connection, [role], at=firm.now(), by="тест", source="тест")
    message = pressed("Пересчитать всё", firm, book)
    assert "не пересчитана" not in message
    book.app.calculate()
    head, rows = matrix(book)
    assert head[5:10] == ["Белова Ирина", "Громов Пётр", "Ильин Олег", "Котова Анна", "№ функции"]
    assert rows[0][5:9] == [None, OWNER, None, FIRST_BACKUP]
    assert rows[1][5:9] == [FIRST_BACKUP, None, None, None]
    assert rows[0][2] == "ошибка: бэкаперов 1 из 2", "the check reaches the new columns and knows the new people"
    assert rows[1][2] == "ошибка: нет владельца"
    type_role(book, 0, "Ильин Олег", "2 бэкапер")
    book.app.calculate()
    assert matrix(book)[1][0][2] == "в порядке"
    assert book.sheets["FBS матрица"].impl.is_protected
    assert book.sheets["FBS матрица"].range((5, 10)).impl.column_hidden, "the numbers stay hidden"
    assert not book.sheets["FBS матрица"].range((5, 8)).impl.column_hidden
    cells = book.sheets["FBS матрица"].impl.api
    offered = [cells.getCellByPosition(column, 4).Validation.getFormula1() for column in range(5, 9)]
    assert set(offered) == {";".join(f'"{word}"' for word in FBS_ROLE_WORDS)}, "who comes is offered the same roles"
    assert pressed("Отправить изменения", firm, book).startswith("«Клиентская база.xlsx»: сразу в базу — 3, ")
    stored_roles = read_rows(firm.base, "fbs_roles").values.tolist()
    assert stored_roles == [
        ["00000000-1", "Громов Пётр", OWNER],
        ["00000000-1", "Ильин Олег", "2 бэкапер"],
        ["00000000-1", "Котова Анна", FIRST_BACKUP],
        ["00000000-2", "Белова Ирина", FIRST_BACKUP],
    ]
    pressed("Пересчитать всё", firm, book)
    assert matrix(book)[0] == head
    assert sorted(row[:3] for row in XlBook(book).tables()["t_fbs_employees"].rows()) == [
        ["Белова Ирина", "Холодные звонки", FIRST_BACKUP],
        ["Громов Пётр", "Регулярные звонки", OWNER],
        ["Ильин Олег", "Регулярные звонки", "2 бэкапер"],
        ["Котова Анна", "Регулярные звонки", FIRST_BACKUP],
    ]
    assert "нового нет" in pressed("Отправить изменения", firm, book)
    pressed("Вернуть как было", firm, book)
    assert matrix(book)[1][0][5:9] == [None, OWNER, "2 бэкапер", FIRST_BACKUP]


def test_a_function_typed_into_an_empty_row_stands_in_the_matrix_at_once(firm: Office, book: xlwings.Book) -> None:
    table = book.sheets["FBS функции"].tables["t_fbs_functions"]
    for place, word in ((1, "Группа продаж"), (2, "Координация акций"), (3, "Обычный (3)")):
        table.data_body_range[3, place].value = word
    book.app.calculate()
    assert matrix(book)[1][3][:5] == ["Группа продаж", "Координация акций", "ошибка: нет владельца", "Обычный (3)", 0]
    type_role(book, 3, "Белова Ирина", OWNER)
    book.app.calculate()
    assert matrix(book)[1][3][2] == "в порядке"
    pressed("Отправить изменения", firm, book)
    role = read_rows(firm.base, "fbs_roles").iloc[0]
    functions = read_rows(firm.base, "fbs_functions").set_index("row_id")
    assert functions.loc[role["function_id"], "function"] == "Координация акций"
    assert firm.is_whole()
