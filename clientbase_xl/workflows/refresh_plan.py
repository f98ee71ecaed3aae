"""What a recalculation changes in a table of an open workbook: computed columns only, row by row by the key.

The rows of an open book stand in the order people gave them, with cells typed and not yet sent, and with rows that the
base does not know. None of that is touched (EXCEL.md, working in a live book).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from clientbase_xl.schemas.model import Column, Mode, Sheet
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.writing.cells import Cell, column_cells


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as an open book shows it: the place of every known column among its headings, and its rows."""

    sheet: Sheet
    places: Mapping[str, int]
    rows: Sequence[Sequence[Any]]

    def column(self, key: str) -> list[Any]:
        """Return the cells of a column from top to bottom."""
        return [row[self.places[key]] for row in self.rows]

    def row_keys(self) -> list[tuple[str, ...]]:
        """Return the key of every row as canonical texts; "" for an empty cell."""
        cells = [self.column(key) for key in self.sheet.key_columns]
        kinds = [self.sheet[key].kind for key in self.sheet.key_columns]
        rows = zip(*cells, strict=True)
        return [tuple(canonical(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]

    def typed_texts(self, row: int) -> dict[str, str]:
        """Return what is typed in a row as canonical texts by key; empty cells are left out."""
        return typed_texts(self.sheet, {column.key: self.rows[row][self.places[column.key]] for column in self.typed()})

    def typed(self) -> list[Column]:
        """Return the typed columns that the book still has."""
        return [column for column in self.sheet.typed if column.key in self.places]


def typed_texts(sheet: Sheet, cells: Mapping[str, Any]) -> dict[str, str]:
    """Return the typed cells of a row as canonical texts by key; empty cells are left out."""
    texts = {key: canonical(cell, sheet[key].kind) for key, cell in cells.items() if sheet[key].is_typed}
    return {key: text for key, text in texts.items() if text}


@dataclass(frozen=True, slots=True)
class TableUpdate:
    """What to write into one table.

    `columns` hold, by key, the new cells of the first `count_rows` rows; `appended` are the rows below them, a cell by
    key of every known column. Empty rows at the end of a table are filled first; the table then has `count_total` rows
    (at least one). `gone` are the keys of rows the base no longer computes: their computed cells become empty, what was
    typed stays.
    """

    sheet: Sheet
    columns: Mapping[str, Sequence[Cell]]
    appended: Sequence[Mapping[str, Cell]]
    count_rows: int
    count_total: int
    gone: tuple[tuple[str, ...], ...] = ()


def plan_refresh(shown: ShownTable, computed: pd.DataFrame) -> TableUpdate:
    """Return what brings a shown table to the computed state (METHOD section 1: computed by a button).

    `computed` has catalogue keys as headings; columns it lacks are left alone, live columns always (their formulas
    compute themselves; a new row gets them from the host). Rows are matched by canonical keys; of rows with equal keys
    the first is the one. Rows without a key are left as they are, their computed cells included, and so are rows with
    a number of their own that the base does not know: they wait to be typed into or sent. A table in which nobody types
    is written anew in the computed order; without key columns too.
    """
    sheet = shown.sheet
    values = {
        column.key: column_cells(computed[column.key].tolist(), column.kind)
        for column in sheet
        if column.key in computed.columns and column.key in shown.places and column.mode is not Mode.LIVE
    }
    if not sheet.typed or not sheet.key_columns:
        return _anew(sheet, shown, values, len(computed))
    if missing := [key for key in sheet.key_columns if key not in shown.places or key not in values]:
        raise KeyError(f"{sheet.key}: no key columns {missing}")
    positions = {key: position for position, key in reversed([*enumerate(_keys(sheet, computed))]) if all(key)}
    rows = [*_matched(shown, positions)][: _count_filled(shown)]
    written = [column for column in sheet if _is_written(column, sheet) and column.key in values]
    columns = {
        column.key: [
            old if position is None else None if position < 0 else values[column.key][position]
            for old, position in zip(shown.column(column.key)[: len(rows)], rows, strict=True)
        ]
        for column in written
    }
    there = {position for position in rows if position is not None}
    new = [position for position in sorted(positions.values()) if position not in there]
    gone = [key for key, position in zip(shown.row_keys()[: len(rows)], rows, strict=True) if position == _GONE]
    appended = [{key: cells[position] for key, cells in values.items()} for position in new]
    count_total = max(len(rows) + len(appended), len(shown.rows), 1)
    return TableUpdate(sheet, columns, appended, len(rows), count_total, tuple(gone))


_GONE = -1


def _anew(sheet: Sheet, shown: ShownTable, values: Mapping[str, Sequence[Cell]], count: int) -> TableUpdate:
    """Return the update of a table that only the program fills: its rows are those computed."""
    kept = min(count, len(shown.rows))
    appended = [{key: cells[row] for key, cells in values.items()} for row in range(kept, count)]
    if count == 0 and shown.rows:  # a table keeps one row: it becomes empty
        return TableUpdate(sheet, {key: [None] for key in values}, [], 1, 1)
    return TableUpdate(sheet, {key: cells[:kept] for key, cells in values.items()}, appended, kept, max(count, 1))


def _count_filled(shown: ShownTable) -> int:
    """Return the number of rows without the empty ones at the end."""
    count = len(shown.rows)
    while count and all(shown.rows[count - 1][place] in (None, "") for place in shown.places.values()):
        count -= 1
    return count


def _matched(shown: ShownTable, positions: Mapping[tuple[str, ...], int]) -> Iterator[int | None]:
    """Yield for each shown row the computed row it is: None without a key or for a repeated one, _GONE when unknown."""
    seen, unknown = set[tuple[str, ...]](), None if shown.sheet.has_row_ids else _GONE
    for key in shown.row_keys():
        if not all(key) or key in seen:
            yield None
            continue
        seen.add(key)
        yield positions.get(key, unknown)


def _keys(sheet: Sheet, computed: pd.DataFrame) -> list[tuple[str, ...]]:
    kinds = [sheet[key].kind for key in sheet.key_columns]
    rows = computed.loc[:, list(sheet.key_columns)].itertuples(index=False, name=None)
    return [tuple(canonical(cell, kind) for cell, kind in zip(row, kinds, strict=True)) for row in rows]


def _is_written(column: Column, sheet: Sheet) -> bool:
    """Tell whether the program fills a column of rows that are there already."""
    return column.mode is Mode.COMPUTED and column.key not in sheet.key_columns
