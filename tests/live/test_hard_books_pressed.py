"""Presses that go another way: everything typed at once, failures in the middle, bases and books that are not usual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings

from clientbase_xl.base import filesystem
from clientbase_xl.base.store import Base
from clientbase_xl.calc.engine.refusals import SheetProtected
from clientbase_xl.excel.buttons import BUTTONS, SHEETS_OF
from clientbase_xl.excel.declared import BY_KEY as BUTTON_BY_KEY
from clientbase_xl.excel.open_book import XlTable
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.model import Column, Kind
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.refresh import ALL
from tests.support.calc_engine import engine_office
from tests.support.live_book import LiveBook, opened_copy, protections
from tests.support.office import NOW, TODAY, Office
from tests.support.sales_more import more_sales

pytestmark = [pytest.mark.live, pytest.mark.long]

RECALCULATING = [BUTTON_BY_KEY[key].label for key in SHEETS_OF]
"""What stands on every button that writes computed columns."""


@pytest.fixture(scope="module")
def app() -> Iterator[xlwings.App]:
    """Return a private office for this file."""
    with engine_office() as running:
        yield running


@pytest.fixture(scope="module")
def firm(office_of_one: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return a base that knows more than the workbook that was made of it."""
    office = office_of_one.copy(tmp_path_factory.mktemp("фирма") / "Отдел продаж")
    office.book("Клиентская база")
    make_workbook(office.base, office.folder / "Градова.xlsx", TODAY, now=NOW, user="тест", manager="Градова")
    more_sales(office)
    return office


def made(office: Office) -> Path:
    """Return the workbook that was made before more was sold."""
    return office.folder / "Клиентская база.xlsx"


def believable(column: Column, row: int) -> Any:
    """Return what a person might type into a column: texts that look like formulas where any text is right."""
    if column.choices:
        return column.choices[0]
    number = max(column.minimum or 0, min(row + 1, column.maximum or row + 1))
    by_kind: dict[Kind, Any] = {
        Kind.TEXT: ("=1+1 заметка", "+7 900", "-5", "@имя")[row % 4],
        Kind.CODE: f"00{row}7",
        Kind.CHOICE: "Выбор",
        Kind.FLAG: "да",
        Kind.LETTER: "A",
        Kind.DATE: datetime.fromisoformat(f"2026-06-{row + 1:02d}"),
        Kind.MOMENT: datetime.fromisoformat(f"2026-06-{row + 1:02d}T10:30"),
        Kind.SHARE: 0.25,
    }
    return by_kind.get(column.kind, float(number))


def type_everywhere(live: LiveBook) -> dict[str, int]:
    """Type into the first rows of every typed column that is free to type; return how many columns by sheet."""
    counts = dict[str, int]()
    for sheet in ALL_SHEETS:
        if not sheet.typed:
            continue
        table = live.table(sheet.key)
        titles, body = [one.name for one in table.columns], table.data_body_range
        for column in sheet.typed:
            if column.key in sheet.key_columns:
                continue
            place = titles.index(column.title)
            try:
                for row in range(min(3, body.rows.count)):
                    body[row, place].value = believable(column, row)
            except SheetProtected:
                continue
            counts[sheet.key] = counts.get(sheet.key, 0) + 1
    return counts


def test_no_recalculating_button_touches_a_typed_cell_of_any_sheet(
    app: xlwings.App, firm: Office, tmp_path: Path
) -> None:
    with opened_copy(app, made(firm), tmp_path) as live:
        counts = type_everywhere(live)
        typed = live.typed()
        assert sum(counts.values()) > 60
        assert counts.keys() == {sheet.key for sheet in ALL_SHEETS if sheet.typed}
        for name in RECALCULATING:
            done, message = live.press(name, firm)
            assert done, message
            now = live.typed()
            for place, cells in typed.items():
                assert now[place][: len(cells)] == cells, (name, place)
        assert live.column("clients", "client_code") == ["3", "1", "2", "9"]


def test_a_failure_in_the_third_table_restores_the_host_and_is_taken_back(
    app: xlwings.App, firm: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Категории"
    with opened_copy(app, made(firm), tmp_path, "Провод.xlsx") as live:
        before, host, locks = live.cells(), live.host(), protections(live.saved(tmp_path / "до.xlsx"))
        written: list[str] = []
        real = XlTable.write

        def fails_in_the_third(table: XlTable, *args: Any, **more: Any) -> None:
            if table.name not in written:
                written.append(table.name)
            if len(written) == 3:
                raise OSError("выдернули провод")
            real(table, *args, **more)

        with monkeypatch.context() as patch:
            patch.setattr(XlTable, "write", fails_in_the_third)
            done, message = live.press(name, firm)
        assert not done
        assert "Ошибка программы, книга не испорчена: OSError: выдернули провод" in message
        assert "нажмите «Вернуть как было»" in message
        assert app.impl.alerts.shown[-1].is_critical
        assert live.host() == host
        assert protections(live.saved(tmp_path / "после.xlsx")) == locks
        assert live.cells() != before, "two tables were written before the failure"
        done, message = live.press("Вернуть как было", firm)
        assert done, message
        assert live.cells() == before
        done, message = live.press(name, firm)
        assert done, message
        assert live.column("clients", "client_code") == ["3", "1", "2", "9"]


def test_of_two_open_books_of_a_base_the_pressed_one_changes(app: xlwings.App, firm: Office, tmp_path: Path) -> None:
    with (
        opened_copy(app, made(firm), tmp_path, "Первая.xlsx") as first,
        opened_copy(app, firm.folder / "Градова.xlsx", tmp_path, "Градова.xlsx") as second,
    ):
        shown, mine = first.cells(), second.column("clients", "client_code")
        assert mine == ["2"]
        done, message = second.press("Пересчитать всё", firm)
        assert done, message
        assert first.cells() == shown
        assert second.column("clients", "client_code") == ["2", "9"], "the workbook of one manager gets his clients"
        assert second.column("clients", "turnover_12m_rub") == [80300, 900]
        assert set(second.column("akb_bridge", "manager")) <= {"Градова", None}
        assert second.press("Вернуть как было", firm)[0]
        assert second.column("clients", "client_code") == ["2"]
        assert first.cells() == shown


def test_what_cannot_be_done_is_said_and_changes_nothing(
    app: xlwings.App, firm: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Base.init(tmp_path / "другая", at=NOW, by="тест")
    gone = Base.init(tmp_path / "съехала", at=NOW, by="тест").folder
    gone.rename(tmp_path / "уехала")
    with opened_copy(app, made(firm), tmp_path) as live:
        before, host = live.cells(), live.host()
        done, message = live.press("Категории", firm, base=other)
        assert (done, "не книга этой базы" in message) == (False, True), message
        desk = Desk(lambda: Base.open(gone), "тест", TODAY, firm.now(), UTC)
        assert not press("Категории", BUTTONS["Категории"], desk, live.book)
        message = app.impl.alerts.shown[-1].prompt
        assert "съехала" in message
        assert "Что сделать" in message
        assert live.cells() == before
        monkeypatch.setattr(filesystem, "is_writable", lambda *_: False)
        read_only = Base.open(firm.base.folder)
        done, message = live.press("Категории", firm, base=read_only)
        assert done, message
        assert "База открыта только для чтения: «Вернуть как было» не сработает." in message
        assert live.cells() != before
        assert live.host() == host


def test_a_book_opened_for_reading_only_is_refused_in_plain_words(
    app: xlwings.App, firm: Office, tmp_path: Path
) -> None:
    with opened_copy(app, made(firm), tmp_path, "Только чтение.xlsx", read_only=True) as live:
        before, host = live.cells(), live.host()
        done, message = live.press("Категории", firm)
        assert not done
        assert message.startswith("Книга «Только чтение.xlsx» открыта только для чтения.")
        assert "Что сделать: Сохраните её под другим именем" in message
        assert live.cells() == before
        assert live.host() == host


def test_an_empty_workbook_fills_with_its_first_clients_and_becomes_empty_again(
    app: xlwings.App, tmp_path: Path
) -> None:
    office = Office(tmp_path)
    Base.init(tmp_path / "база", at=NOW, by="тест")
    empty = office.book("пустая")
    with opened_copy(app, empty, tmp_path, "Пустая.xlsx") as live:
        before, typed = live.cells(), live.typed()
        more_sales(office)
        done, message = live.press("Пересчитать всё", office)
        assert done, message
        assert "нет таблицы" not in message
        fresh_path = office.book("новая")
        with opened_copy(app, fresh_path, tmp_path, "Новая.xlsx") as fresh:
            _same(live, fresh)
        assert sorted(live.column("clients", "client_code")) == ["2", "9"]
        assert live.press("Вернуть как было", office)[0]
        assert live.column("clients", "client_code") == [None]
        assert live.typed()["clients", "comment"] == typed["clients", "comment"]
        changed = {name for name, rows in live.cells().items() if rows != before[name]}
        assert changed <= {"t_lists"}, "values that the base has learnt stay on offer"


def test_a_workbook_of_one_client_is_recalculated(app: xlwings.App, tmp_path: Path) -> None:
    office = Office.found(tmp_path)
    make_workbook(office.base, tmp_path / "все.xlsx", TODAY, now=NOW, user="тест")
    make_workbook(office.base, tmp_path / "одна.xlsx", TODAY, now=office.now(), user="тест", manager="Градова")
    with opened_copy(app, tmp_path / "одна.xlsx", tmp_path, "Одна.xlsx") as live:
        assert live.column("clients", "client_code") == ["2"]
        place = live.place("clients", "status")
        live.table("clients").data_body_range[0, place].value = "затёрто"
        done, message = live.press("Категории", office)
        assert done, message
        assert live.column("clients", "status") == ["новый"]


def test_an_error_typed_into_a_cell_is_not_sent_and_is_named(
    app: xlwings.App, office_of_one: Office, tmp_path: Path
) -> None:
    office = office_of_one.copy(tmp_path)
    with opened_copy(app, office.book("книга"), tmp_path, "Ошибки.xlsx") as live:
        live.cell("clients", "potential_rub", 0).formula = "=NA()"
        live.cell("clients", "potential_rub", 1).formula = "=100000+5"
        live.cell("clients", "comment", 1).value = "=1+1 звонить"
        done, message = live.press("Отправить изменения", office)
        assert done, message
        assert "#N/A" in message
        assert office.card("3", "potential_rub") is None
        assert office.card("1", "potential_rub") == 100005
        assert office.card("1", "comment") == "=1+1 звонить"
        assert live.cell("clients", "potential_rub", 1).formula == "=100000+5"
        assert office.is_whole()


def _same(live: LiveBook, fresh: LiveBook) -> None:
    """Compare what the tables of two books show, rows in any order, numbers of records and moments aside."""
    shown, wanted = live.cells(), fresh.cells()
    for key in ALL - {"start", "journal", "problems"}:
        name = BY_KEY[key].table_name
        if name in wanted and not BY_KEY[key].has_row_ids:
            assert _rounded(shown[name]) == _rounded(wanted[name]), name


def _rounded(rows: list[list[Any]]) -> list[str]:
    """Return rows in an order of their own, numbers to the digits that a file keeps."""
    return sorted(str([f"{cell:.12g}" if isinstance(cell, float) else cell for cell in row]) for row in rows)
