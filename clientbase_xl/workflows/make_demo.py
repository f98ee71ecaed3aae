"""The demo: exports of a distributor that does not exist go through the real doors into a base and its workbooks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path

from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.journal import Change
from clientbase_xl.base.replay import texts_at
from clientbase_xl.base.requests import list_requests, submit
from clientbase_xl.base.store import Base
from clientbase_xl.demo.export_csv import csv_bytes
from clientbase_xl.demo.fbs import employees_list
from clientbase_xl.demo.generator import DEMO_BASE_NAME, DEMO_SEED, DEMO_TODAY, DemoData, generate
from clientbase_xl.demo.must_list import must_list
from clientbase_xl.demo.products import make_products
from clientbase_xl.demo.wishes import make_wishes
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, WEEK_FORECAST
from clientbase_xl.schemas.typed_cells import typed_cells
from clientbase_xl.workflows.build_weekly import build_weekly, choose_week
from clientbase_xl.workflows.build_workbook import make_workbook
from clientbase_xl.workflows.demo_acts import store_acts
from clientbase_xl.workflows.import_sales import ImportOrder, ImportOutcome, import_files
from clientbase_xl.workflows.kpi_tables import MML_LIST
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.plain_sheet import write_plain_sheet

__all__ = ["DEMO_TODAY", "DemoMade", "make_demo"]

WORKBOOK_NAME = "Клиентская база.xlsx"
EXPORTS, DEMO_USER, DEMO_SOURCE, DEMO_VAT = "Выгрузки", "демо", "1С", "без НДС"


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What the demo made: files in the order to open them, and what the import said."""

    files: tuple[Path, ...]
    count_clients: int
    count_problems: int
    outcomes: tuple[ImportOutcome, ...]


def make_demo(folder: Path, today: date = DEMO_TODAY) -> DemoMade:
    """Make a base in `folder`/base, its exports and both workbooks; the same day gives the same files.

    A second run over the same folder finds everything imported and makes the workbooks again. Raises WriteRefused
    when the workbook there holds typed cells that are not in the base.
    """
    data = generate(today)
    exports = _write_exports(folder / EXPORTS, data)
    now = datetime.combine(today, time(9))
    began = min((one.at for one in data.forecasts), default=now)
    base = Base.init(folder / "base", at=began, by=DEMO_USER, seed=DEMO_BASE_NAME)
    _store_forecasts(base, data)
    outcomes = import_files(
        base,
        ImportOrder(tuple(exports), DEMO_SOURCE, vat=DEMO_VAT, cost_vat=DEMO_VAT),
        now=now,
        user=DEMO_USER,
        confirm=lambda _: True,
        ask_vat=lambda _: (DEMO_VAT, DEMO_VAT),
    )
    _store_employees(base, now)  # first: a vacation would bring names into the list in another order
    _store_records(base, data, now)
    _store_must_list(base, today, now)
    _ask_for_changes(base, now)
    store_acts(base, today, now, DEMO_USER)
    book = folder / WORKBOOK_NAME
    problems = make_workbook(base, book, today, now=now, user=DEMO_USER, name=DEMO_BASE_NAME)
    weekly = build_weekly(base, folder, choose_week("", today), name=DEMO_BASE_NAME)
    return DemoMade((book, *weekly, *exports), len(data.stories), len(problems), tuple(outcomes))


def _store_forecasts(base: Base, data: DemoData) -> None:
    """Store plans and forecasts at the moments when they were saved, act by act; nothing where any are there."""
    with base.writing() as connection:
        if any(texts_at(connection, sheet.key) for sheet in (PLAN_FORECAST, WEEK_FORECAST)):
            return
        for (at, by), cells in groupby(data.forecasts, key=lambda one: (one.at, one.by)):
            changes = [Change(one.sheet_key, one.row_key, one.column_key, one.old, one.new) for one in cells]
            apply_changes(connection, changes, at=at, by=by, source="демо")


def _store_records(base: Base, data: DemoData, now: datetime) -> None:
    """Store people, contacts and tasks, as if managers had typed them; what is there already stays."""
    with base.writing() as connection:
        held = {(key, row) for key in data.records for row in texts_at(connection, key)}
        changes = [
            Change(cell.sheet_key, cell.row_key, cell.column_key, None, cell.text)
            for cell in typed_cells(data.records)
            if (cell.sheet_key, cell.row_key) not in held
        ]
        apply_changes(connection, changes, at=now, by=DEMO_USER, source="демо")


def _store_must_list(base: Base, today: date, now: datetime) -> None:
    """Store the MML in «Справочники», as if the head had typed it; what is there already stays."""
    wanted = must_list(make_products(today, DEMO_SEED), today)
    with base.writing() as connection:
        held = texts_at(connection, LISTS.key)
        changes = [
            Change(LISTS.key, (MML_LIST, code), column, None, text)
            for code, name in wanted
            if (MML_LIST, code) not in held
            for column, text in (("value", code), ("note", name))
        ]
        apply_changes(connection, changes, at=now, by=DEMO_USER, source="демо")


def _store_employees(base: Base, now: datetime) -> None:
    """Store the employees in «Справочники», as if the head had typed them; who is there already stays."""
    with base.writing() as connection:
        held = texts_at(connection, LISTS.key)
        changes = [
            Change(LISTS.key, (EMPLOYEES_LIST, name), column, None, text)
            for name, what, is_closed in employees_list()
            if (EMPLOYEES_LIST, name) not in held
            for column, text in (("value", name), ("note", what), ("is_closed", is_closed))
            if text
        ]
        apply_changes(connection, changes, at=now, by=DEMO_USER, source="демо")


def _ask_for_changes(base: Base, now: datetime) -> None:
    """Let managers ask for a few changes that wait for a decision; nothing where anybody has asked already."""
    if list_requests(base):
        return
    with base.writing() as connection:
        cards = {row[0]: cells for row, cells in texts_at(connection, CLIENTS.key).items()}
        for wish in make_wishes(cards, now.date()):
            old = cards[wish.client_code].get(wish.column_key)
            change = Change(CLIENTS.key, (wish.client_code,), wish.column_key, old, wish.new)
            submit(connection, [change], at=now, by=wish.by, reason=wish.reason, source="демо")


def _write_exports(folder: Path, data: DemoData) -> list[Path]:
    """Write the exports as people have them: one in cp1251 with semicolons, one workbook, and the cards."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for export in data.files:
        path = folder / export.name
        if export.is_csv:
            with atomic_path(path) as temporary:
                temporary.write_bytes(csv_bytes(export.frame))
        else:
            write_plain_sheet(path, export.frame, "Продажи", data.today)
        made.append(path)
    cards = folder / data.cards_file_name
    write_plain_sheet(cards, data.cards, "Карточки", data.today)
    return [*made, cards]
