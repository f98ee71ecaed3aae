"""A template becomes a workbook of a base: its first recalculation gives it marks, numbers and cells of that base.

METHOD section 7: nothing typed is lost. Afterwards it is what a new workbook of that moment would be, into which the
person has typed the same cells again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import uuid4

import pandas as pd

from clientbase_xl.base.setting_texts import default_texts
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LISTS
from clientbase_xl.schemas.model import ROW_ID, Mode
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.workflows.open_book import OpenBook, OpenTable
from clientbase_xl.workflows.origin import IDENTITY_MARK, MARKS, NAME_MARK, marks_of
from clientbase_xl.workflows.refresh_plan import ShownTable
from clientbase_xl.workflows.workbook_edits import Known, is_same, row_name, typed_rows
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.series_cells import series_cells
from clientbase_xl.writing.spare_rows import number_prefix, with_same_numbers, with_spare_rows

Found = Mapping[str, tuple[OpenTable, ShownTable]]
"""The tables of an open book with what they show, by sheet key."""


def marks_to_be(base: Base, state: tuple[int, str], at: datetime, manager: str) -> dict[str, str]:
    """Return every mark of a template that becomes a workbook of a base; its identity is new, so no two are copies."""
    given = marks_of(base, state, at, manager) | {IDENTITY_MARK: str(uuid4()), NAME_MARK: base.folder.name}
    return dict.fromkeys(MARKS, "") | given


def with_numbered_rows(computed: Mapping[str, pd.DataFrame], workbook_id: str) -> dict[str, pd.DataFrame]:
    """Return computed tables with the empty numbered rows that a new workbook of this identity would have."""
    whole = dict(computed)
    for sheet in ALL_SHEETS:
        if sheet.key in whole:
            whole[sheet.key] = with_spare_rows(whole[sheet.key], sheet, workbook_id)
    whole[FBS_MATRIX.key] = with_same_numbers(whole[FBS_MATRIX.key], whole[FBS_FUNCTIONS.key])
    return whole


def adopt(
    book: OpenBook, found: Found, computed: Mapping[str, pd.DataFrame], marks: Mapping[str, str]
) -> list[Problem]:
    """Make an open template a workbook of the base whose tables are `computed`; return what it says otherwise.

    `found` are its tables, `marks` those that it gets (`marks_to_be`). Records typed there keep their rows and get
    numbers of the new identity: every copy of a template has the same ones. In rows that the base has too (a client,
    a threshold, a value of a list) a cell that still says what the template came with takes the value of the base; one
    that was typed stays, waits to be sent, and is named. Raises BadUse, before anything is written, for a sheet with
    somebody's own password on which people type.
    """
    if closed := [table for table, shown in found.values() if shown.sheet.typed and table.is_closed()]:
        raise BadUse(
            f"Шаблон нельзя связать с базой: под паролем листы {', '.join(f'«{table.title}»' for table in closed)}.",
            remedy="Снимите защиту этих листов и нажмите кнопку снова: пока не изменено ничего.",
        )
    prefixes = (number_prefix(book.marks()[IDENTITY_MARK]), number_prefix(marks[IDENTITY_MARK]))
    problems: list[Problem] = []
    for key, (table, shown) in found.items():
        _renumber(table, shown, *prefixes)
        if shown.sheet.wide is None and stored_columns(shown.sheet):
            problems += _take_over(table, shown, computed[key])
    book.put_marks(marks)
    return problems


@cache
def template_rows() -> Mapping[str, Known]:
    """Return the filled typed cells of a template by sheet key: thresholds and lists that the product comes with."""
    lists: Known = {
        (list_key, value): {"value": value, **({"note": note} if note else {})}
        for list_key, values in DEFAULT_VALUES.items()
        for value, note in values
    }
    settings: Known = {(address,): {"value": text} for address, text in default_texts().items() if text is not None}
    return {LISTS.key: lists, SETTINGS.key: settings}


def _renumber(table: OpenTable, shown: ShownTable, old: str, new: str) -> None:
    """Give numbers of the new identity to records and to cells that mean one; empty rows at the end lose theirs."""
    for column in shown.sheet:
        if column.key not in shown.places or column.mode is Mode.LIVE:
            continue
        if column.key == ROW_ID or column.refers_to:
            cells = [f"{new}{one[len(old) :]}" if _has(one, old) else one for one in shown.column(column.key)]
            if column.key == ROW_ID:
                kept = _count_used(shown, old)
                cells[kept:] = [None] * (len(cells) - kept)
            _write(table, shown, column.key, cells)


def _has(cell: Any, prefix: str) -> bool:
    return isinstance(cell, str) and cell.startswith(prefix)


def _count_used(shown: ShownTable, prefix: str) -> int:
    """Return the number of rows without those at the end that hold nothing but a number of the template."""
    count, place = len(shown.rows), shown.places[ROW_ID]
    passed = {place, *shown.live_places()}
    while count:
        row = shown.rows[count - 1]
        if not _has(row[place], prefix) or any(one not in (None, "") for at, one in enumerate(row) if at not in passed):
            break
        count -= 1
    return count


def _take_over(table: OpenTable, shown: ShownTable, computed: pd.DataFrame) -> Iterator[Problem]:
    """Write what the base has into the cells of its rows in which nobody typed; yield those that say otherwise."""
    sheet, made = shown.sheet, template_rows().get(shown.sheet.key, {})
    columns = [
        column
        for column in stored_columns(sheet)
        if column.key in shown.places and column.key in computed and column.key not in sheet.key_columns
    ]
    theirs = {key: (number, cells) for number, (key, cells) in enumerate(typed_rows(sheet, computed)) if all(key)}
    frame = pd.DataFrame(
        {key: shown.column(key) for key in (*sheet.key_columns, *(one.key for one in columns))}, dtype=object
    )
    rows = [
        (row, key, cells, *theirs[key]) for row, (key, cells) in enumerate(typed_rows(sheet, frame)) if key in theirs
    ]
    for column in columns:
        values, new = series_cells(computed[column.key], column.kind), list(shown.column(column.key))
        for row, key, cells, number, kept in rows:
            text, there = cells[column.key], kept[column.key]
            if is_same(text, there, column):
                continue
            if is_same(text, made.get(key, {}).get(column.key), column):
                new[row] = values[number]
            elif there:
                yield Problem(
                    f"{row_name(sheet.key, key)}: в базе «{there}», в книге введено «{text or ''}»",
                    "Отправка заменит значение базы: если оно верное, впишите его в ячейку.",
                    Severity.NOTICE,
                    sheet=table.title,
                    column=column.title,
                )
        _write(table, shown, column.key, new)


def _write(table: OpenTable, shown: ShownTable, key: str, cells: Sequence[Cell]) -> None:
    """Write the cells of a column that differ from those shown, run by run: nothing else is touched."""
    start, old = 0, shown.column(key)
    while start < len(cells):
        end = start
        while end < len(cells) and cells[end] != old[end]:
            end += 1
        if end > start:
            table.write(shown.places[key], start, [cells[start:end]])
        start = end + 1
