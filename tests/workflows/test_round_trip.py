"""Every typed cell of every sheet travels: base → workbook → typed elsewhere → sent → approved → workbook."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import openpyxl
import pytest

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.lists import add_values
from clientbase_xl.base.requests import WAITING, list_requests
from clientbase_xl.reading.own_workbook import read_typed
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Column, Kind, Sheet
from clientbase_xl.schemas.reconciliation import LEAVE, RECONCILIATION
from clientbase_xl.schemas.typed_cells import stored_columns, typed_cells, typed_digest
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.reconcile import reconcile
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

TYPED_SHEETS = [sheet for sheet in ALL_SHEETS if stored_columns(sheet)]
FUNCTION, EMPLOYEE = "00000000-1", "Градова"
RECONCILED_ON = TODAY
ROLE_CELL = f"employee:{EMPLOYEE}"
OWN_WORDS = {"client_code": "1", "inn": "7707083893", "kpp": "773601001", "manager": "Ветров", "programme": None}
AWKWARD = "=1+1; «кавычки» 'апостроф' <тег> &amp;\nвторая строка _x000D_ ё 🙂"
AWKWARD_COLUMNS = ("comment", "description", "answer", "note")


LISTED = {
    "managers": "Градова",
    "employees": EMPLOYEE,
    "departments": "Группа продаж",
    "activities": "Планёрки и обучение",
}


def word(sheet: Sheet, column: Column) -> Any:
    """Return something to type into a column, awkward where text is free."""
    if column.key in OWN_WORDS and not (column.required and OWN_WORDS[column.key] is None):
        return OWN_WORDS[column.key]
    if column in RECONCILIATION.columns and column.key == "decision":
        return LEAVE  # changes no card, which is typed elsewhere
    if column.choices:
        return column.choices[-1]
    if column.list_key:
        return LISTED.get(column.list_key, "Дилерский склад")
    match column.kind:
        case Kind.DATE:
            return date(2026, 5, 31)
        case Kind.MONEY | Kind.QUANTITY | Kind.NUMBER:
            return 1234.56 if column.maximum is None else column.maximum / 8
        case Kind.INTEGER:
            return 7
        case Kind.SHARE:
            return 0.25
        case Kind.FLAG:
            return "да"
        case Kind.CODE:
            return "007"
        case _:
            return (
                AWKWARD if column.key in ("comment", "description", "answer", "note") else f"{sheet.key} {column.key}"
            )


def employ(office: Office) -> None:
    """Store an employee with a role, a falling client and a plan, so that every sheet has a row to type into."""
    cells = {"department": "Группа продаж", "function": "Приём заявок", "level": "Высший (1)"}
    changes = [Change("fbs_functions", (FUNCTION,), key, None, text) for key, text in cells.items()]
    changes.append(Change("fbs_roles", (FUNCTION, EMPLOYEE), "role", None, "1 бэкапер"))
    changes.append(Change("falling_purchases", ("1",), "comment", None, "спросить"))
    changes.append(Change("client_plans", ("1", "2026-06-01"), "plan_rub", None, "100"))
    with office.base.writing() as connection:
        add_values(connection, "employees", [EMPLOYEE], at=office.now(), by="шеф")
        apply_changes(connection, changes, at=office.now(), by="шеф", source="тест")


def fill(book: OwnBook, sheet: Sheet) -> str:
    """Type into every typed column of a row of a sheet and return the row's key."""
    cells = {
        column.key: value
        for column in stored_columns(sheet)
        if (value := word(sheet, column)) is not None and column.key not in sheet.key_columns
    }
    if sheet.has_row_ids:
        return book.add_record(sheet.key, **cells)
    if sheet.key == "settings":
        book.type("settings", "reactivation.window_months", value=6)
        return "reactivation.window_months"
    month = week = "Ветров/2026-06-01 00:00:00"  # a Monday, as a cell of a date reads
    natural = {"plan_forecast": month, "week_forecast": week, "sales_channels": "Опт", "activity_matrix": "A"}
    natural |= {"fbs_employees": f"{EMPLOYEE}/{FUNCTION}"}
    natural |= {"sales_types": "без категории", "diagnosis": "5"}
    natural |= {"falling_purchases": "1", "client_plans": "1/2026-06-01 00:00:00", "programme_terms": "Шоу-рум"}
    natural |= {"reconciliation": f"3/{RECONCILED_ON} 00:00:00"}
    row = ({"clients": "1", "reactivation": "3", "lists": "channels/Опт"} | natural)[sheet.key]
    book.type(sheet.key, row, **{key: value for key, value in cells.items() if key != "is_archived"})
    return row


@pytest.mark.slow
def test_every_typed_sheet_travels_home_and_back(team: Office) -> None:
    employ(team)
    reconcile(team.base, RECONCILED_ON, TODAY, now=team.now(), user="шеф")
    with edited(team.book(user="шеф")) as book:
        rows = {sheet.key: fill(book, sheet) for sheet in TYPED_SHEETS}
        book.type("fbs_matrix", FUNCTION, **{ROLE_CELL: "2 бэкапер"})
        book.type("fbs_matrix", rows["fbs_functions"], **{ROLE_CELL: "Владелец"})
    typed = read_typed(book.path)
    team.staff_more()
    report = team.send(book.path, "шеф")
    # A new value of a list is told, nothing else is.
    assert [(one.message.partition(" ")[0], one.value) for one in report.problems] == [("Добавлено", "Дилерский склад")]
    assert report.count_conflicts == 0
    waiting = [request.request_id for request in list_requests(team.base, WAITING)]
    assert waiting
    assert set(team.approve(*waiting, user="админ")) == {"утверждена"}
    sent, again = OwnBook(book.path), OwnBook(team.book("после", user="шеф"))
    for sheet in TYPED_SHEETS:
        for column in stored_columns(sheet):
            before, after = (one.value(sheet.key, rows[sheet.key], column.key) for one in (sent, again))
            assert plain(after) == plain(before), f"{sheet.key}.{column.key}"
    for function, role in ((FUNCTION, "2 бэкапер"), (rows["fbs_functions"], "Владелец")):
        assert again.value("fbs_matrix", function, ROLE_CELL) == role
    lost = set(typed_cells(typed)) - set(typed_cells(read_typed(again.path)))
    assert lost == set()
    assert team.send(again.path, "шеф").is_empty
    assert team.is_whole()


def plain(value: Any) -> Any:
    """Return a cell without the clock of a day."""
    return value.date() if isinstance(value, datetime) else value


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_a_workbook_that_was_moved_about_travels_all_the_same(office: Office) -> None:
    path = office.book()
    digest = typed_digest(read_typed(path))
    with edited(path) as book:
        for sheet in book.book.worksheets:
            if sheet.title in ("Клиенты", "Контакты", "Справочники"):
                sheet.insert_cols(2)
                sheet.insert_rows(1, 2)
        book.type("clients", "1", comment="после перестановки")
        words = {"contacted_on": date(2026, 5, 31), "manager": "Ветров", "contact_kind": "звонок"}
        book.add_record("contacts", client_code="1", **words)
        for sheet in book.book.worksheets:
            if sheet.title in ("Клиенты", "Контакты"):
                sheet.title = f"Мой {sheet.title}"
        book.book.move_sheet("Мой Контакты", -5)
    report = office.send(path)
    assert (report.count_applied, report.problems) == (5, ())
    assert typed_digest(read_typed(path)) != digest


@pytest.mark.long
def test_rows_sorted_by_another_column_say_the_same(office: Office) -> None:
    path = office.book()
    book = openpyxl.load_workbook(path)
    helper = OwnBook(path)
    header, _ = helper.header("clients")
    sheet = book["Клиенты"]
    count = len(helper.rows("clients"))
    values = [[cell.value for cell in sheet[row]] for row in range(header + 1, header + 1 + count)]
    for row, cells in enumerate(reversed(values), start=header + 1):
        for place, value in enumerate(cells, start=1):
            sheet.cell(row, place).value = value
    book.save(path)
    assert office.send(path).is_empty


@pytest.mark.long
def test_moments_are_those_of_the_clock_on_the_wall(team: Office) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("clients", "1", potential_rub=5000)
    (number,) = team.send(book.path, "ветров").request_ids
    (request,) = list_requests(team.base)
    path, moscow = team.folder / "по Москве.xlsx", timezone(timedelta(hours=3))
    make_workbook(team.base, path, TODAY, now=team.now(), user="шеф", zone=moscow)
    shown = OwnBook(path)
    wall = request.submitted_at + timedelta(hours=3)
    assert abs(shown.value("requests", str(number), "submitted_at") - wall) < timedelta(seconds=1)
