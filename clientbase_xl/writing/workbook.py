"""The workbook «Клиентская база»: a sheet per table of the catalogue, written in one go to a new file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from clientbase_xl.problems import Problem, as_records
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE
from clientbase_xl.schemas.as_made import as_made
from clientbase_xl.schemas.catalogue import ALL_SHEETS, CHOSEN_PAGES
from clientbase_xl.schemas.client_card import CLIENT_CARD, CLIENT_CARD_INDEX
from clientbase_xl.schemas.client_offer import OFFER_LINES
from clientbase_xl.schemas.client_stock import CLIENT_STOCK
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.week import WEEK
from clientbase_xl.writing.activity_names import name_activities
from clientbase_xl.writing.book import Book, new_book, require_rows
from clientbase_xl.writing.bridge_chart import draw_bridges
from clientbase_xl.writing.card_data import CARD_DATA_SHEET
from clientbase_xl.writing.card_sheet import write_card
from clientbase_xl.writing.cells import Jump
from clientbase_xl.writing.chart_data import DATA_SHEET
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.formula_terms import write_formula_terms
from clientbase_xl.writing.hidden_sheets import HiddenSheet, add_hidden_sheets
from clientbase_xl.writing.jumps import JUMP_COLUMNS, with_jumps
from clientbase_xl.writing.kpi_codes import row_codes
from clientbase_xl.writing.lists_sheet import lists_with_room, name_lists
from clientbase_xl.writing.long_choices import name_choices
from clientbase_xl.writing.offer_data import OFFER_DATA_SHEET, with_no_days
from clientbase_xl.writing.offer_sheet import write_offer
from clientbase_xl.writing.requests_sheet import closed_rows, open_first
from clientbase_xl.writing.settings_sheet import guard_settings, name_grid, value_codes
from clientbase_xl.writing.spare_rows import with_same_numbers, with_spare_rows
from clientbase_xl.writing.start_sheet import write_start
from clientbase_xl.writing.table_sheet import ROWS_ABOVE_DATA, SheetContext, write_table_sheet
from clientbase_xl.writing.week_codes import week_codes

WORKBOOK_ID = "clientbase_workbook_id"
"""Hidden name by which a workbook of ours is recognised."""


def write_workbook(path: Path, content: WorkbookContent, *, extra: Sequence[HiddenSheet] = ()) -> tuple[Problem, ...]:
    """Write the workbook and return what had to be cut to fit a cell (shown on «Проблемы» too).

    Sheets and their order are the catalogue's (METHOD section 1). The same content gives the same bytes. Raises
    WriteRefused before anything is written when a sheet would have more rows than Excel, and for whatever the
    system refuses; a file that was there before stays. `extra` sheets, of programs, come after the others.
    """
    given = {sheet.key: content.table(sheet) for sheet in ALL_SHEETS}
    identity = workbook_id(content)
    tables = {sheet.key: with_spare_rows(given[sheet.key], sheet, identity) for sheet in ALL_SHEETS}
    tables[FBS_MATRIX.key] = with_same_numbers(given[FBS_MATRIX.key], tables[FBS_FUNCTIONS.key])
    tables[LISTS.key] = lists_with_room(tables[LISTS.key])
    tables[CLIENT_STOCK.key] = with_no_days(tables[CLIENT_STOCK.key])
    tables[REQUESTS.key] = open_first(tables[REQUESTS.key])
    require_rows({sheet.title: len(tables[sheet.key]) for sheet in ALL_SHEETS}, ROWS_ABOVE_DATA)
    with new_book(path, title="Клиентская база", subject=content.base_name, today=content.today) as book:
        for sheet in ALL_SHEETS:
            book.page(sheet.title)
        for hidden in (DATA_SHEET, CARD_DATA_SHEET, OFFER_DATA_SHEET):
            book.page(hidden).sheet.hide()
        write_formula_terms(book, content.settings)
        context = SheetContext(
            settings=content.settings,
            today=content.today,
            owner=content.base_name,
            lists=frozenset(tables[LISTS.key]["list_key"]) | name_choices(book),
        )
        for sheet in ALL_SHEETS:
            if sheet not in (START, *CHOSEN_PAGES, SETTINGS, LISTS, WEEK, PROBLEMS):
                closed = closed_rows(tables[REQUESTS.key]) if sheet is REQUESTS else ()
                count = len(given[sheet.key])
                sheet = as_made(sheet, content.settings, tables[sheet.key])
                line = content.line(sheet)
                table, codes = tables[sheet.key], row_codes(sheet, tables[sheet.key])
                place = write_table_sheet(
                    book, sheet, table, context, codes=codes, count_filled=count, closed=closed, headline=line
                )
                if sheet is AKB_BRIDGE:
                    draw_bridges(book, place, table)
        _write_settings(book, tables[SETTINGS.key], context)
        lists = write_table_sheet(book, LISTS, tables[LISTS.key], context)
        name_lists(book, lists, tables[LISTS.key])
        name_activities(book, lists, tables[LISTS.key])
        write_table_sheet(book, WEEK, tables[WEEK.key], context, codes=week_codes(tables[WEEK.key]))
        write_start(
            book, tables[START.key], content.start_counts, tables[CLIENTS.key], content.cuts, context, content.manager
        )
        index = content.table(CLIENT_CARD_INDEX)
        write_card(book, index, tables[CLIENT_CARD.key], tables, context)
        write_offer(book, index, tables | {OFFER_LINES.key: content.table(OFFER_LINES)}, context)
        problems = _with_cut(tables[PROBLEMS.key], book.problems)
        _write_problems(book, problems, context)
        add_hidden_sheets(book, extra)
        for name, value in {WORKBOOK_ID: identity, **content.marks}.items():
            book.mark(name, value)
        return tuple(book.problems)


def workbook_id(content: WorkbookContent) -> str:
    """Return the identity of a workbook: the same for the same base in the same state, date, manager and marks."""
    marks = (f"{name}={value}" for name, value in sorted(content.marks.items()))
    words = "\x1f".join((content.base_name, content.today.isoformat(), content.manager, *marks))
    return str(uuid.uuid5(uuid.NAMESPACE_OID, words))


def _write_settings(book: Book, settings: pd.DataFrame, context: SheetContext) -> None:
    """Write «Настройки» with the format and the rule of every value, and name the grid of categories."""
    codes = value_codes(settings)
    place = write_table_sheet(book, SETTINGS, settings, context, codes={"value": codes, "default": codes})
    page = book.pages[SETTINGS.title]
    guard_settings(page, place, settings)
    name_grid(book, page, place, settings["address"].tolist())


def _write_problems(book: Book, problems: pd.DataFrame, context: SheetContext) -> None:
    """Write «Проблемы»: a finding in a sheet of this workbook leads there."""
    place = write_table_sheet(book, PROBLEMS, problems, context)
    page = book.pages[PROBLEMS.title]
    for row, cell in enumerate(with_jumps(PROBLEMS, problems, book.titles), place.first_row):
        if isinstance(cell, Jump):
            page.put_jump(row, place.col(JUMP_COLUMNS[PROBLEMS.key]), cell, page.styles.jump())


def _with_cut(problems: pd.DataFrame, cut: list[Problem]) -> pd.DataFrame:
    """Return the problems with those that writing itself found at the end."""
    if not cut:
        return problems
    found = pd.DataFrame(as_records(cut), columns=list(PROBLEMS.keys))
    return pd.concat([problems.astype(object), found.astype(object)], ignore_index=True)
