"""«Пересчитать всё» in a live spreadsheet: every cell of every sheet, hidden too, becomes that of a new workbook.

What may differ, and why, is said where the cells are compared (`tests/support/book_compare.py`) and here:

- the rows of tables in which people type stand in the order that people gave them; rows that the base no longer knows
  keep their key, because something may have been typed beside it and not sent;
- empty rows that wait for typing carry the numbers of their own workbook;
- `_ROWS_OF_TABLES`: where the chosen client and his records stand in those tables;
- the card and the offer show the client that people chose: the test chooses the same one in both workbooks;
- «Настройки» hold typed cells only;
- a text that Excel would parse for a number or a day is kept a text by its format;
- colours of single rows, notes, axes and titles of charts are no cells.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlwings

from clientbase_xl.base.store import Base
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.rules.card_fields import CARD_LISTS
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.import_sales import ImportOrder, import_files
from clientbase_xl.writing import card_formulas as card
from clientbase_xl.writing import offer_formulas as offer
from tests.support.book_compare import differences
from tests.support.calc_engine import engine_office
from tests.support.desk import HEADER, line
from tests.support.office import TODAY, Office
from tests.support.own_book import edited

pytestmark = [pytest.mark.live, pytest.mark.long]

ANOTHER_DAY, LATER = date(2026, 6, 9), datetime.fromisoformat("2026-06-09T09:00")
_ROWS_OF_TABLES = (
    card.ROW,
    offer.ROW,
    *(f"card_{one.key}_{place}_row" for one in CARD_LISTS for place in range(1, one.count + 1)),
)


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def worked_in(office_of_a_team: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office in which people typed contacts, tasks, surveys and asked for a change; tests take copies."""
    firm = office_of_a_team.copy(tmp_path_factory.mktemp("введено"))
    with edited(firm.book("введённое", "ветров")) as typed:
        typed.type("clients", "1", potential_rub=150000, contract_until=date(2026, 7, 1), overdue_rub=700)
        typed.type("clients", "3", payment_delay_days=14)
        typed.add_record("tasks", task="Съездить", manager="Ветров", client_code="1", due_on=date(2026, 6, 4))
        typed.add_record(
            "contacts", contacted_on=date(2026, 5, 28), manager="Ветров", client_code="3", contact_kind="звонок"
        )
    firm.send(typed.path, "ветров")
    return firm


def go_on(firm: Office) -> None:
    """Let a week pass: sales of a client that lapsed, of a new one and of a new manager."""
    export = firm.folder / "ещё.csv"
    rows = [
        line("20.05.2026", "9", "900,00", manager="Градова"),
        line("21.05.2026", "2", "80000,00", manager="Градова"),
        line("02.06.2026", "3", "4000,00"),
        line("03.06.2026", "11", "7000,00", manager="Новикова"),
    ]
    export.write_text(HEADER + "".join(row + "\n" for row in rows), encoding="utf-8-sig")
    order = ImportOrder((export,), "ещё", vat="без НДС", cost_vat="без НДС")
    no_vat = ("без НДС", "без НДС")
    import_files(firm.base, order, now=LATER, user="шеф", confirm=lambda _: True, ask_vat=lambda _: no_vat)


def pressed(name: str, base: Base, book: xlwings.Book, today: date, user: str = "шеф") -> str:
    """Press a button on a day and return what it said."""
    assert press(name, BUTTONS[name], Desk(base, user, today, LATER, UTC), book), book.app.impl.alerts.shown[-1]
    return str(book.app.impl.alerts.shown[-1].prompt)


def opened(app: xlwings.App, path: Path, closing: ExitStack) -> xlwings.Book:
    """Open a workbook for the time of a `with`."""
    book = app.books.open(str(path))
    closing.callback(book.close)
    return book


def twins(app: xlwings.App, path: Path, closing: ExitStack) -> tuple[xlwings.Book, xlwings.Book]:
    """Open a workbook and its copy, which stays as the workbook was."""
    copy = path.with_name("прежняя.xlsx")
    shutil.copy(path, copy)
    return opened(app, path, closing), opened(app, copy, closing)


def left_over(book: xlwings.Book, fresh: xlwings.Book) -> list[str]:
    """Return what differs between a pressed and a new workbook once the same client is chosen in both."""
    for choice in (card.CHOICE, offer.CHOICE):
        mine, wanted = (one.names[choice].refers_to_range for one in (book, fresh))
        mine.value = wanted.value
    book.app.calculate()
    return differences(book, fresh, _ROWS_OF_TABLES)


@pytest.mark.parametrize("manager", ["", "Градова"], ids=["whole", "of_one_manager"])
def test_every_cell_becomes_what_a_new_workbook_shows_and_comes_back(
    app: xlwings.App, worked_in: Office, tmp_path: Path, manager: str
) -> None:
    firm = worked_in.copy(tmp_path / "Отдел продаж")
    options = {"manager": manager} if manager else {}
    with ExitStack() as closing:
        book, before = twins(app, firm.book("Клиентская база", "шеф", **options), closing)
        go_on(firm)
        assert "Не пересчитано" not in pressed("Пересчитать всё", firm.base, book, ANOTHER_DAY)
        new = tmp_path / "Новая.xlsx"
        make_workbook(firm.base, new, ANOTHER_DAY, now=LATER, user="шеф", manager=manager)
        assert left_over(book, opened(app, new, closing)) == []
        pressed("Вернуть как было", firm.base, book, ANOTHER_DAY)
        learnt = "t_lists, not in a new workbook"  # what the base has learnt stays offered
        assert [one for one in left_over(book, before) if not one.startswith(learnt)] == []


def test_nothing_changes_on_the_day_on_which_the_book_was_made(
    app: xlwings.App, worked_in: Office, tmp_path: Path
) -> None:
    firm = worked_in.copy(tmp_path / "Отдел продаж")
    with ExitStack() as closing:
        book, twin = twins(app, firm.book("Клиентская база", "шеф"), closing)
        pressed("Пересчитать всё", firm.base, book, TODAY)
        assert left_over(book, twin) == []
