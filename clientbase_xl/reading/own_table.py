"""One table of our own workbook: its heading found wherever people moved it, its typed cells, what was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from openpyxl.utils import get_column_letter

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.header import compact
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import NO, YES, Column, Kind, Sheet
from clientbase_xl.schemas.typed_cells import canonical, sent_columns

HEADER_WITHIN_ROWS = 50
WHOLE_MAX = 2**53
"""Whole numbers up to here are exact in a spreadsheet; a larger one stays as typed and is refused when judged."""
Row = tuple[int, tuple[Any, ...]]
"""A row of a sheet: its number as people count and its cells."""
_DTYPES = {
    Kind.MONEY: "float64",
    Kind.QUANTITY: "float64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.INTEGER: "Int64",
    Kind.FLAG: "boolean",
    Kind.DATE: "datetime64[us]",
}
_PUT_BACK = "Верните заголовок как был: по нему программа находит столбец."


@dataclass(frozen=True, slots=True)
class FoundTable:
    """Where a table stands: sheet, number of the heading row, its cells, places of known columns, rows below."""

    schema: Sheet
    title: str
    header_row: int
    header: tuple[Any, ...]
    places: Mapping[str, int]
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The typed cells of one table, a row per table row, and what of it could not be read."""

    frame: pd.DataFrame
    problems: tuple[Problem, ...]


def find_table(schema: Sheet, grids: Mapping[str, Sequence[Row]]) -> FoundTable | None:
    """Return where a sheet of the catalogue stands among the sheets of a workbook; None where it is not.

    A heading row holds more than half of the catalogue's titles; the fullest counts, of equals the one on the sheet
    of the declared name. A row in which another sheet of the catalogue finds more of its titles is that sheet's.
    """
    if not sent_columns(schema) and schema.typed_wide is None:
        return None
    best: tuple[tuple[int, bool], FoundTable] | None = None
    for title, grid in grids.items():
        for at, (number, cells) in enumerate(grid[:HEADER_WITHIN_ROWS]):
            places = places_of(schema, cells)
            score = (len(places), title == schema.title)
            if len(places) * 2 <= len(schema.columns) or (best is not None and score <= best[0]):
                continue
            if all(len(places_of(other, cells)) <= len(places) for other in ALL_SHEETS):
                best = (score, FoundTable(schema, title, number, cells, places, grid[at + 1 :]))
    return best[1] if best else None


def read_table(found: FoundTable, file: str) -> TypedTable:
    """Return the key columns and the typed columns of a table (stored ones and decisions), a row per table row.

    Numbers are float64, whole numbers Int64, flags boolean, dates datetime64; a column with a cell that is none of
    its kind stays as typed (object). Empty rows and the text of an empty table are no rows; rows whose key is empty
    or repeats are all returned. Problems: a typed column whose heading is not there (an error where it was typed
    over, because its cells stay unread; a warning where the column is gone). Without a key heading nothing can be
    read and the frame has no rows.
    """
    columns = [
        found.schema[key]
        for key in dict.fromkeys([*found.schema.key_columns, *(one.key for one in sent_columns(found.schema))])
        if key in found.places
    ]
    has_keys = all(key in found.places for key in found.schema.key_columns)
    records = [*_records(found, columns)] if has_keys else []
    data = {column.key: _series(column, [record[column.key] for record in records]) for column in columns}
    return TypedTable(pd.DataFrame(data), tuple(_lost_headings(found, file)))


def added_columns(found: FoundTable) -> list[str]:
    """Return the columns with cells that people put into or beside a table: their headings, without one the letter."""
    known = set(found.places.values()) | {likely_place(found, column) for column in _lost(found)}
    filled = {place for _, row in found.rows for place, cell in enumerate(row) if _text(cell)} - known
    return [_text(_cell(found.header, place)) or get_column_letter(place + 1) for place in sorted(filled)]


def places_of(schema: Sheet, cells: Sequence[Any]) -> dict[str, int]:
    """Return where the columns of a sheet stand in a heading row, by key: titles in any case and spacing, the first."""
    titles = {compact(column.title): column.key for column in schema}
    places: dict[str, int] = {}
    for position, cell in enumerate(cells):
        if isinstance(cell, str) and (key := titles.get(compact(cell))):
            places.setdefault(key, position)
    return places


def _lost_headings(found: FoundTable, file: str) -> Iterator[Problem]:
    """Yield the typed and key columns whose heading is not there, with what stands in its likely place."""
    for column in _lost(found):
        place = likely_place(found, column)
        is_key = column.key in found.schema.key_columns
        yield Problem(
            f"На листе нет столбца «{column.title}»: "
            + ("строки не узнать, лист не прочитан" if is_key else "введённое в нём не прочитано"),
            _PUT_BACK if place is not None else "Если столбец удалён, сделайте книгу заново командой workbook.",
            Severity.ERROR if is_key or place is not None else Severity.WARNING,
            file=file,
            sheet=found.title,
            row=found.header_row,
            column="" if place is None else get_column_letter(place + 1),
            value="" if place is None else _text(_cell(found.header, place)),
        )


def _lost(found: FoundTable) -> list[Column]:
    """Return the key and typed columns whose heading is not there."""
    needed = {*found.schema.key_columns, *(column.key for column in sent_columns(found.schema))}
    return [column for column in found.schema if column.key in needed and column.key not in found.places]


def likely_place(found: FoundTable, column: Column) -> int | None:
    """Return where the heading of a column stood: between its neighbours, where an unknown heading or nothing is.

    None when nothing is there: the column is gone.
    """
    keys = found.schema.keys
    at = keys.index(column.key)
    before = [found.places[key] for key in keys[:at] if key in found.places]
    after = [found.places[key] for key in keys[at + 1 :] if key in found.places]
    known = set(found.places.values())
    low, high = (before[-1] + 1 if before else 0), (after[0] if after else len(found.header))
    free = [place for place in range(low, high) if place not in known]
    written = [place for place in free if _text(_cell(found.header, place))]
    filled = [place for place in free if any(_cell(cells, place) is not None for _, cells in found.rows)]
    return next(iter([*written, *filled]), None)


def _records(found: FoundTable, columns: Sequence[Column]) -> Iterator[dict[str, Any]]:
    for _, row in found.rows:
        values = {column.key: _value(column, _cell(row, found.places[column.key])) for column in columns}
        if any(value is not None for value in values.values()) and found.schema.empty_text not in values.values():
            yield values


def _cell(row: Sequence[Any], position: int) -> Any:
    return row[position] if position < len(row) else None


def _text(cell: Any) -> str:
    return "" if cell is None else str(cell).strip()


def _value(column: Column, cell: Any) -> Any:
    """Return the cell in the type of its column; the trimmed text where it is none."""
    if isinstance(cell, str):
        cell = cell.strip()
    if cell is None or cell == "":
        return None
    if column.kind is Kind.FLAG:
        return {YES: True, NO: False}.get(str(cell).casefold(), cell)
    if column.kind is Kind.DATE:
        return cell.date() if isinstance(cell, datetime) else cell
    return cell if column.kind in _DTYPES else canonical(cell, column.kind)


def _series(column: Column, values: list[Any]) -> pd.Series:
    dtype = _DTYPES.get(column.kind, "object")
    if all(value is None or _fits(column.kind, value) for value in values):
        if dtype == "float64":
            values = [float("nan") if value is None else value for value in values]
        return pd.Series(values, dtype=dtype)
    return pd.Series(values, dtype=object)


def _fits(kind: Kind, value: Any) -> bool:
    if kind is Kind.FLAG:
        return isinstance(value, bool)
    if kind is Kind.DATE:
        return isinstance(value, date)
    if kind is Kind.INTEGER:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and abs(value) <= WHOLE_MAX and float(value).is_integer()
    if kind in _DTYPES:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return True
