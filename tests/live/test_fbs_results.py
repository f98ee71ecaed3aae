"""The results of the stress test in an open workbook: a press brings them to what a new workbook shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import xlwings

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.rules.periods import week_start
from clientbase_xl.schemas.blocks import LINES
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, FIRST_BACKUP, OWNER
from clientbase_xl.workflows.fbs_results import RESULTS
from tests.support.calc_engine import engine_office
from tests.support.fbs_sheets import stored
from tests.support.office import TODAY, Office

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base with two employees, three functions and a vacation this week."""
    office = office_of_one.copy(tmp_path_factory.mktemp("отдел") / "Отдел продаж")
    hire(office, "Белова Ирина", "Громов Пётр")
    functions = [
        Change("fbs_functions", (str(row.row_id),), key, None, str(getattr(row, key)))
        for row in stored()["fbs_functions"].head(3).itertuples()
        for key in ("department", "function", "level")
    ]
    monday = week_start(TODAY)
    away = {"employee": "Громов Пётр", "away_from": monday, "away_to": monday + timedelta(days=4)}
    vacation = [Change("vacations", ("00000000-1",), key, None, str(cell)) for key, cell in away.items()]
    change(office, *functions, *vacation, role(1, "Громов Пётр", OWNER), role(1, "Белова Ирина", FIRST_BACKUP))
    return office


def hire(office: Office, *names: str) -> None:
    with office.base.writing() as connection:
        add_values(connection, EMPLOYEES_LIST, list(names), at=office.now(), by="тест")


def change(office: Office, *changes: Change) -> None:
    with office.base.writing() as connection:
        apply_changes(connection, list(changes), at=office.now(), by="тест", source="тест")


def role(number: int, name: str, word: str) -> Change:
    return Change("fbs_roles", (f"00000000-{number}", name), "role", None, word)


def pressed(name: str, office: Office, book: xlwings.Book) -> str:
    """Press a button and return the message at the end."""
    press(name, BUTTONS[name], Desk(office.base, "тест", TODAY, office.now(), UTC), book)
    shown = book.app.impl.alerts.shown[-1]
    assert not shown.is_critical, shown
    return str(shown.prompt)


def shown(book: xlwings.Book) -> dict[str, Any]:
    """Return headings, rows and lines of the five sheets; what fills nothing is None."""
    opened = XlBook(book)
    tables, lines = opened.tables(), opened.blocks([block.name for block in LINES.values()])
    found: dict[str, Any] = {}
    for key in RESULTS:
        table = tables[f"t_{key}"]
        cells = [[cell if cell != "" else None for cell in row] for row in (table.heading(), *table.rows())]
        found[key] = [*cells, lines[LINES[key].name].rows()[0][0]]
    return found


def test_a_press_shows_what_a_new_workbook_shows_and_people_come_and_leave(app: xlwings.App, firm: Office) -> None:
    book = app.books.open(str(firm.book("Клиентская база")))
    try:
        book.sheets["FBS матрица"].activate()
        before = shown(book)
        assert [row[0] for row in before["fbs_map"][1:-1]] == ["Белова Ирина", "Громов Пётр"]
        assert before["fbs_substitutions"][1][1] == "Регулярные звонки"
        assert before["fbs_substitutions"][1][4] == datetime(2026, 6, 1)  # noqa: DTZ001 - a day of a cell
        hire(firm, "Ильин Олег", "Котова Анна")
        change(firm, role(2, "Котова Анна", OWNER), role(3, "Котова Анна", FIRST_BACKUP))
        said = pressed("FBS", firm, book).splitlines()
        assert said[0].startswith("Лист «FBS матрица»: "), (
            "the matrix is that of the book, nobody's roles were sent yet"
        )
        assert (
            "Пересчитаны по базе: FBS отсутствия, FBS карта, FBS замены, FBS команда, FBS обучение. "
            "Не отправленное в них не учтено." in said
        )
        after = shown(book)
        assert "не пересчитана" not in pressed("Пересчитать всё", firm, book)
        assert shown(book) == after
        fresh = app.books.open(str(firm.book("новая")))
        try:
            assert after == shown(fresh)
        finally:
            fresh.close()
        head = after["fbs_map"][0]
        assert head[2:6] == ["Белова Ирина", "Громов Пётр", "Ильин Олег", "Котова Анна"]
        assert after["fbs_map"][4][:6] == ["Котова Анна", 3, 3, 3, 3, 3]
        assert book.sheets["FBS карта"].impl.is_protected
        change(firm, Change("lists", (EMPLOYEES_LIST, "Котова Анна"), "is_closed", None, "да"))
        pressed("Пересчитать всё", firm, book)
        left = shown(book)["fbs_map"]
        assert left[0] == head, "the column of somebody who has left stays"
        assert [row[5] for row in left[1:4]] == [None, None, None], "and says nothing any more"
        pressed("Вернуть как было", firm, book)
        assert shown(book) == after
    finally:
        book.close()
