"""The buttons pressed in a live spreadsheet: what they write is what the workflow computes, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlwings

from clientbase_xl.base.store import Base
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.reading.own_workbook import read_grids, read_own_workbook
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.typed_cells import typed_digest
from clientbase_xl.workflows.refresh import ALL
from tests.support.calc_engine import engine_office
from tests.support.office import TODAY, Office
from tests.support.sales_more import more_sales
from tests.support.shown_cells import cells, column, type_into

pytestmark = [pytest.mark.live, pytest.mark.long]


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture
def firm(office_of_one: Office, tmp_path: Path) -> Office:
    """Return a base of three clients with its first workbook made."""
    return office_of_one.copy(tmp_path / "Отдел продаж")


@pytest.fixture
def book(app: xlwings.App, firm: Office) -> Iterator[xlwings.Book]:
    """Return a workbook of the base, open."""
    opened = app.books.open(str(firm.book("Клиентская база")))
    yield opened
    opened.close()


def desk_of(office: Office) -> Desk:
    """Return a desk at the office."""
    return Desk(office.base, "тест", TODAY, office.now(), UTC)


def pressed(name: str, office: Office, book: xlwings.Book) -> str:
    """Press a button and return the message at the end."""
    done = press(name, BUTTONS[name], desk_of(office), book)
    shown = book.app.impl.alerts.shown[-1]
    assert done is (not shown.is_critical and not shown.prompt.startswith("Для книги")), shown
    return str(shown.prompt)


def test_recalculating_gives_what_a_new_workbook_shows(app: xlwings.App, firm: Office, book: xlwings.Book) -> None:
    more_sales(firm)
    message = pressed("Пересчитать всё", firm, book)
    assert message.startswith(f"Пересчитать всё: пересчитано на 01.06.2026, листов — {len(ALL)}. Новых строк — ")
    fresh = app.books.open(str(firm.book("Новая")))
    app.calculate()
    try:
        shown, wanted = cells(book), cells(fresh)
        for name in wanted:
            if name.removeprefix("t_") in ALL and not BY_KEY[name.removeprefix("t_")].has_row_ids:
                assert sorted(map(str, shown[name])) == sorted(map(str, wanted[name])), name
    finally:
        fresh.close()
    assert column(book, "clients", "client_code") == ["3", "1", "2", "9"]
    formulas = book.sheets["Клиенты"].tables["t_clients"].data_body_range.options(ndim=2).formula
    assert [str(one)[:1] for one in formulas[3]].count("=") == [str(one)[:1] for one in formulas[0]].count("=") > 0


def test_typed_cells_are_not_touched_and_everything_is_restored(firm: Office, book: xlwings.Book) -> None:
    type_into(book, "clients", "comment", 0, "=1+1 звонить")
    type_into(book, "clients", "potential_rub", 1, 777000)
    more_sales(firm)
    before = (book.app.screen_updating, book.app.calculation)
    pressed("Пересчитать всё", firm, book)
    assert column(book, "clients", "comment")[0] == "=1+1 звонить"
    assert column(book, "clients", "potential_rub")[1] == 777000
    assert (book.app.screen_updating, book.app.calculation, book.app.status_bar) == (*before, False)
    assert all(sheet.impl.is_protected for sheet in book.sheets if sheet.name in ("Движение базы", "Кого спросить"))


def test_undo_brings_every_cell_back(firm: Office, book: xlwings.Book) -> None:
    before = cells(book)
    more_sales(firm)
    pressed("Категории", firm, book)
    assert cells(book) != before
    assert pressed("Вернуть как было", firm, book).startswith("Возвращено, как было до кнопки «Категории»")
    assert cells(book) == before
    assert "возвращать нечего" in pressed("Вернуть как было", firm, book)


def test_moved_renamed_sorted_and_hidden_does_not_matter(firm: Office, book: xlwings.Book) -> None:
    sheet = book.sheets["Клиенты"]
    sheet.name = "Мои клиенты"
    table = sheet.tables["t_clients"]
    body = table.data_body_range
    rows = body.options(ndim=2).formula
    body.formula = [rows[2], rows[1], rows[0]]
    sheet.range((1, 3)).column_hidden = True
    more_sales(firm)
    pressed("Категории", firm, book)
    assert column(book, "clients", "client_code") == ["2", "1", "3", "9"]
    assert column(book, "clients", "turnover_12m_rub")[0] == 80300


def test_a_deleted_table_is_said_and_the_rest_is_done(firm: Office, book: xlwings.Book) -> None:
    book.sheets["Реактивация"].delete()
    more_sales(firm)
    message = pressed("Пересчитать всё", firm, book)
    assert "В книге нет таблицы «Реактивация»: она не пересчитана" in message
    assert column(book, "clients", "client_code")[-1] == "9"


def test_a_failure_in_the_middle_is_said_and_everything_is_restored(
    firm: Office, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("выдернули провод")

    monkeypatch.setattr("clientbase_xl.excel.open_book.XlTable.write", fails)
    before = (book.app.screen_updating, book.app.calculation)
    more_sales(firm)
    assert not press("Категории", BUTTONS["Категории"], desk_of(firm), book)
    shown = book.app.impl.alerts.shown[-1]
    assert shown.is_critical
    assert "Ошибка программы, книга не испорчена: RuntimeError: выдернули провод" in shown.prompt
    assert (book.app.screen_updating, book.app.calculation, book.app.status_bar) == (*before, False)


def test_a_workbook_of_another_base_is_refused(firm: Office, book: xlwings.Book, tmp_path: Path) -> None:
    other = Base.init(tmp_path / "другая", at=datetime.fromisoformat("2026-06-01T09:00"), by="тест")
    before = cells(book)
    assert not press("Категории", BUTTONS["Категории"], Desk(other, "тест", TODAY, firm.now(), UTC), book)
    assert "не книга этой базы" in book.app.impl.alerts.shown[-1].prompt
    assert cells(book) == before


def test_what_is_typed_is_sent_from_the_open_book_once(firm: Office, book: xlwings.Book) -> None:
    type_into(book, "clients", "comment", 0, "звонить утром")
    type_into(book, "clients", "potential_rub", 1, 150000.5)
    type_into(book, "tasks", "task", 0, "Съездить")
    type_into(book, "tasks", "manager", 0, "Ветров")
    type_into(book, "tasks", "due_on", 0, datetime.fromisoformat("2026-06-05"))
    message = pressed("Отправить изменения", firm, book)
    assert message == "«Клиентская база.xlsx»: сразу в базу — 5, заявками — 0, в конфликте — 0, уже было — 0", message
    assert firm.card("3", "comment") == "звонить утром"
    assert firm.card("1", "potential_rub") == 150000.5
    assert firm.is_whole()
    assert pressed("Отправить изменения", firm, book) == "«Клиентская база.xlsx»: нового нет, ничего не изменено."
    pressed("Потенциал", firm, book)
    assert column(book, "clients", "share_of_wallet")[1] == pytest.approx(6000 / 150000.5)
    assert "нового нет" in pressed("Отправить изменения", firm, book)


def test_a_file_says_the_same_as_the_open_book(book: xlwings.Book) -> None:
    opened = XlBook(book)
    live = read_grids(opened.name, opened.grids(), opened.visible(), opened.marks())
    filed = read_own_workbook(Path(book.fullname))
    assert typed_digest(live.tables) == typed_digest(filed.tables) == filed.marks["clientbase_typed_digest"]
    assert (live.marks, live.added, live.problems) == (filed.marks, filed.added, filed.problems)
