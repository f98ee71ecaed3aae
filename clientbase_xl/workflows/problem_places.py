"""Where in a workbook the record of a finding stands: its row becomes known when the tables are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

import pandas as pd

from clientbase_xl.problems import ClientProblem, Problem, RecordProblem
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.requests import REQUESTS
from clientbase_xl.schemas.typed_cells import canonical, row_keys
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate
from clientbase_xl.writing.requests_sheet import open_first
from clientbase_xl.writing.table_sheet import ROWS_ABOVE_DATA

_CLIENT = "client_code"
_BY_TITLE = {sheet.title: sheet for sheet in ALL_SHEETS if sheet is not LISTS}
"""The file gives each list of «Справочники» free rows: there a finding names its value, not its row."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rows of one table as a spreadsheet counts them: by the key of the record, and each client's first row."""

    by_record: Mapping[tuple[str, ...], int]
    by_client: Mapping[str, int]

    def row(self, problem: ClientProblem) -> int | None:
        """Return the row of a finding's record; of a finding without one the first row of its client.

        None where that does not stand in the table: another record of the same client would be the wrong cell.
        """
        if isinstance(problem, RecordProblem) and problem.record:
            return self.by_record.get(problem.record)
        return self.by_client.get(problem.client_code)


def sheets_of(problems: Iterable[Problem]) -> frozenset[str]:
    """Return the keys of the sheets in which findings have a record whose row is wanted."""
    sheets = (_BY_TITLE.get(one.sheet) for one in problems if not one.file and _is_of_record(one))
    return frozenset(sheet.key for sheet in sheets if sheet is not None)


def placed(problems: Iterable[Problem], places_of: Callable[[Sheet], Places | None]) -> tuple[Problem, ...]:
    """Return findings with the rows of their records; one that tells neither a record nor a client stays as it is.

    METHOD section 1: «Проблемы» leads to the cell. Findings of files and of sheets that are not ours stay too; a record
    that does not stand in the workbook has no row. `places_of` is asked once per sheet, None for a sheet not there.
    """
    known: dict[str, Places | None] = {}
    found = []
    for one in problems:
        sheet = _BY_TITLE.get(one.sheet)
        if sheet is None or one.file or not _is_of_record(one):
            found.append(one)
            continue
        if sheet.key not in known:
            known[sheet.key] = places_of(sheet)
        places = known[sheet.key]
        found.append(replace(one, row=None if places is None else places.row(one)))
    return tuple(found)


def _is_of_record(problem: Problem) -> TypeGuard[ClientProblem]:
    is_record = isinstance(problem, RecordProblem) and bool(problem.record)
    return is_record or (isinstance(problem, ClientProblem) and bool(problem.client_code))


def places_in_file(tables: Mapping[str, pd.DataFrame]) -> Callable[[Sheet], Places | None]:
    """Return where records stand in a workbook that is written of these tables (by sheet key)."""

    def places_of(sheet: Sheet) -> Places | None:
        if sheet.key not in tables:
            return None
        table = tables[sheet.key]
        return _places(sheet, open_first(table) if sheet is REQUESTS else table, ROWS_ABOVE_DATA + 1)

    return places_of


def places_in_book(
    found: Mapping[str, tuple[ShownTable, TableUpdate | None, int]],
) -> Callable[[Sheet], Places | None]:
    """Return where records stand in an open book once its updates are written.

    `found` gives by sheet key what a table shows, its update (None: it stays as it is) and its first row of data.
    """

    def places_of(sheet: Sheet) -> Places | None:
        if sheet.key not in found:
            return None
        shown, update, first_row = found[sheet.key]
        return _places(sheet, _after(shown, update), first_row)

    return places_of


def _after(shown: ShownTable, update: TableUpdate | None) -> pd.DataFrame:
    """Return the cells by which rows are told apart, as the book shows them after an update."""
    wanted = [key for key in dict.fromkeys((*shown.sheet.key_columns, _CLIENT)) if key in shown.places]
    columns: dict[str, pd.Series] = {}
    for key in wanted:
        cells = shown.column(key)
        if update is not None:
            kept = update.columns.get(key, cells[: update.count_rows])
            cells = [*kept, *(row.get(key) for row in update.appended)]
        columns[key] = pd.Series(cells, dtype=object)
    return pd.DataFrame(columns)


def _places(sheet: Sheet, frame: pd.DataFrame, first_row: int) -> Places:
    by_record: dict[tuple[str, ...], int] = {}
    by_client: dict[str, int] = {}
    if sheet.key_columns and set(sheet.key_columns) <= set(frame.columns):
        for row, record in enumerate(row_keys(frame, sheet), first_row):
            by_record.setdefault(record, row)
    if _CLIENT in frame.columns:
        for row, code in enumerate(frame[_CLIENT].tolist(), first_row):
            by_client.setdefault(canonical(code, sheet[_CLIENT].kind), row)
    by_client.pop("", None)
    return Places(by_record, by_client)
