"""Our own workbook read back: typed cells by the titles of the catalogue, wherever people moved them."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED, SAVE_AGAIN, check_archive
from clientbase_xl.reading.cell_texts import TextReader
from clientbase_xl.reading.header import compact
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import NO, YES, Column, Kind, Sheet
from clientbase_xl.schemas.typed_cells import canonical, stored_columns

WORKBOOK_ID = "clientbase_workbook_id"
HEADER_WITHIN_ROWS = 50
_OWN_TABLE = re.compile(rb'(?:displayName|name)="' + CLIENTS.table_name.encode() + rb'"')
_MAX_PART_BYTES = 4 * 1024**2
_DTYPES = {
    Kind.MONEY: "float64",
    Kind.QUANTITY: "float64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.INTEGER: "Int64",
    Kind.FLAG: "boolean",
    Kind.DATE: "datetime64[us]",
}


def is_own_workbook(path: Path) -> bool:
    """Tell whether we wrote a workbook: by its hidden name or its table of clients; False for what is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK_ID.encode() in _part(archive, "xl/workbook.xml"):
                return True
            tables = [name for name in archive.namelist() if name.startswith("xl/tables/")]
            return any(_OWN_TABLE.search(_part(archive, name)) for name in tables)
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False


def read_typed(path: Path) -> dict[str, pd.DataFrame]:
    """Return the typed cells of our workbook: sheet key → key columns and stored typed columns, a row per table row.

    Tables are found by titles in the first 50 rows, so sorting, filters, inserted columns, moved and renamed sheets
    do not matter; of two equal tables the one on the sheet of the declared name counts. Numbers are float64, whole
    numbers Int64, flags boolean, dates datetime64; a column with a cell that is none of its kind stays as typed
    (object), so that nothing typed is lost. Computed cells are never returned, calculator cells neither.
    BadFile: damaged workbook, or no table of ours in it.
    """
    check_archive(path)
    with _opened(path) as book:
        grids = {sheet.title: _grid(sheet) for sheet in book.worksheets}
    found = {schema.key: table for schema in ALL_SHEETS if (table := _find(schema, grids)) is not None}
    if not found:
        raise BadFile(
            f"В книге «{path.name}» нет таблиц «Клиентской базы».",
            "книга, созданная командой workbook",
            "Укажите книгу «Клиентская база».",
        )
    return found


def read_marks(path: Path) -> dict[str, str]:
    """Return the texts kept under names of a workbook, such as its identity and fingerprint; BadFile if damaged."""
    check_archive(path)
    with _opened(path) as book:
        texts = {name: str(defined.attr_text or "") for name, defined in book.defined_names.items()}
    return {
        name: text[1:-1].replace('""', '"')
        for name, text in texts.items()
        if len(text) > 1 and text.startswith('"') and text.endswith('"')
    }


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook for reading values; whatever the library raises on a damaged one becomes BadFile."""
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = TextReader(file, read_only=True, data_only=True)
            reader.read()
            yield reader.wb
        except Exception as error:
            raise BadFile(f"Книга «{path.name}» повреждена: её листы не читаются.", ALLOWED, SAVE_AGAIN) from error


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MAX_PART_BYTES)


def _grid(sheet: Any) -> list[tuple[Any, ...]]:
    sheet.reset_dimensions()
    # A stray cell far below would otherwise bring a million empty rows.
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def _find(schema: Sheet, grids: dict[str, list[tuple[Any, ...]]]) -> pd.DataFrame | None:
    """Return the typed cells of one sheet of the catalogue; None where the workbook has no such table."""
    if not stored_columns(schema):
        return None
    best: tuple[int, bool, str, int, dict[str, int]] | None = None
    for title, grid in grids.items():
        for row, cells in enumerate(grid[:HEADER_WITHIN_ROWS]):
            places = _places(schema, cells)
            if not all(key in places for key in schema.key_columns) or len(places) < 2:
                continue
            if not any(
                column.key in places for column in stored_columns(schema) if column.key not in schema.key_columns
            ):
                continue
            score = (len(places), title == schema.title)
            if best is None or score > best[:2]:
                best = (*score, title, row, places)
    if best is None or best[0] * 2 <= len(schema.columns):
        return None
    _, _, title, row, places = best
    return _table(schema, grids[title][row + 1 :], places)


def _places(schema: Sheet, cells: Sequence[Any]) -> dict[str, int]:
    titles = {compact(column.title): column.key for column in schema}
    places: dict[str, int] = {}
    for position, cell in enumerate(cells):
        if isinstance(cell, str) and (key := titles.get(compact(cell))):
            places.setdefault(key, position)
    return places


def _table(schema: Sheet, rows: list[tuple[Any, ...]], places: dict[str, int]) -> pd.DataFrame:
    keys = [*schema.key_columns, *(column.key for column in stored_columns(schema))]
    columns = [schema[key] for key in dict.fromkeys(keys) if key in places]
    data: dict[str, list[Any]] = {column.key: [] for column in columns}
    for row in rows:
        values = {column.key: _value(column, _cell(row, places[column.key])) for column in columns}
        if all(value is None for value in values.values()) or schema.empty_text in values.values():
            continue
        for key, value in values.items():
            data[key].append(value)
    return pd.DataFrame({column.key: _series(column, data[column.key]) for column in columns})


def _cell(row: tuple[Any, ...], position: int) -> Any:
    return row[position] if position < len(row) else None


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
        return isinstance(value, int | float) and not isinstance(value, bool) and float(value).is_integer()
    if kind in _DTYPES:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return True
