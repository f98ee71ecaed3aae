"""Columns of people who came since an open workbook was made: inserted before anything else is written.

METHOD section 15: employee columns come from the list of employees, and adding one loses nothing typed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from clientbase_xl.reading.own_table import places_of
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.rules.fbs_people import employees_of
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.schemas.catalogue import ALL_SHEETS, BY_KEY
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.schemas.wide import across_key, names_across
from clientbase_xl.workflows.open_book import OpenBook, OpenTable
from clientbase_xl.writing.cells import Cell, column_cells


def add_people(book: OpenBook, computed: Mapping[str, pd.DataFrame], sheets: Collection[str]) -> None:
    """Insert into the wide tables of an open book the columns it lacks, with the cells of the base.

    New columns stand behind the people who are there, so that the formulas of the rows reach them; the list of
    employees gets their names, because those formulas ask it. People who have left keep their columns. A table that
    lacks a heading between which its people stand is left as it is: the recalculation says what is wrong with it.
    """
    tables = book.tables()
    for sheet in (one for one in ALL_SHEETS if one.key in sheets and one.wide is not None):
        table = tables.get(sheet.table_name)
        if table is not None and _insert(sheet, table, computed[sheet.key]) and sheet.typed_wide:
            lists = tables.get(LISTS.table_name)
            if lists is not None:
                _list(lists, employees_of(computed[LISTS.key]))


def _insert(sheet: Sheet, table: OpenTable, frame: pd.DataFrame) -> bool:
    """Insert the columns that a table lacks; tell whether there were any."""
    assert sheet.wide is not None
    shown = with_headings(sheet, table.heading())
    places = places_of(shown, table.heading())
    there = {name_key(name): places[across_key(sheet.wide, name)] for name in names_across(shown, shown.keys)}
    missing = [name for name in names_across(sheet, frame.columns) if name_key(name) not in there]
    key = sheet.key_columns[0]
    if not sheet.wide.is_typed and sheet.wide.after in places:  # a computed map may have had no people yet
        there.setdefault("", places[sheet.wide.after])
    if not missing or not there or sheet.wide.before not in places or key not in places:
        return False
    at = {canonical(one, sheet[key].kind): number for number, one in enumerate(frame[key].tolist())}
    rows = [at.get(canonical(row[places[key]], sheet[key].kind)) for row in table.rows()]
    kind = BY_KEY[sheet.wide.table][sheet.wide.value].kind
    columns = []
    for name in missing:
        cells = column_cells(frame[across_key(sheet.wide, name)].tolist(), kind)
        columns.append([None if row is None else cells[row] for row in rows])
    before = places[sheet.wide.before]
    like = max((place for place in there.values() if place < before), default=max(there.values()))
    table.insert_columns(before, like, missing, columns)
    return True


def _list(table: OpenTable, employees: Collection[str]) -> None:
    """Put the employees whom the book's own list lacks into its free rows, as many as there are."""
    places = places_of(LISTS, table.heading())
    if not {"list_key", "value"} <= places.keys():
        return
    rows = [
        (number, _text(row[places["value"]]))
        for number, row in enumerate(table.rows())
        if _text(row[places["list_key"]]) == EMPLOYEES_LIST
    ]
    known = {name_key(value) for _, value in rows if value}
    free = (number for number, value in rows if not value)
    for name, number in zip([one for one in employees if name_key(one) not in known], free, strict=False):
        cell: Cell = name
        table.write(places["value"], number, [[cell]])


def _text(cell: Any) -> str:
    return canonical(cell, LISTS["value"].kind)
