"""What a recalculation changes in a table of an open workbook: computed columns only, row by row by the key.

The rows of an open book stand in the order people gave them, with cells typed and not yet sent, and with rows that the
base does not know. None of that is touched (EXCEL.md, working in a live book).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from clientbase_xl.schemas.model import Column, Mode, Sheet
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.schemas.wide import across_key
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.series_cells import series_cells


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as an open book shows it: the place of every known column among its headings, and its rows.

    `sheet_names` say how people call the sheets of the book now, by their titles: cells may lead there.
    """

    sheet: Sheet
    places: Mapping[str, int]
    rows: Sequence[Sequence[Any]]
    sheet_names: Mapping[str, str] = field(default_factory=dict)

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

    def has_own_cells(self, row: int) -> bool:
        """Tell whether people filled a cell of a row in a column of their own (or under a heading of their own)."""
        return any(self.rows[row][place] not in (None, "") for place in self.own_places())

    def own_places(self) -> list[int]:
        """Return the places of columns that the catalogue does not know."""
        known = set(self.places.values())
        return [place for place in range(len(self.rows[0]) if self.rows else 0) if place not in known]

    def live_places(self) -> set[int]:
        """Return the places of formulas: in an empty row they say nothing, a host that does not calculate shows 0."""
        return {self.places[one.key] for one in self.sheet if one.mode is Mode.LIVE and one.key in self.places}

    @property
    def is_written_anew(self) -> bool:
        """Tell whether only the program fills the table: its rows need not be told apart."""
        if not self.sheet.key_columns:
            return True
        own = self.own_places()
        return not self.sheet.typed and all(row[place] in (None, "") for place in own for row in self.rows)


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
    is written anew in the computed order; without key columns too. Where people added a column to such a table and
    filled it, what they wrote stays beside its row, and rows without such cells take the new ones.
    """
    sheet = shown.sheet
    computed = _without_the_gone(shown, computed)
    values = {
        column.key: series_cells(computed[column.key], column.kind)
        for column in sheet
        if column.key in computed.columns and column.key in shown.places and column.mode is not Mode.LIVE
    }
    if shown.is_written_anew:
        return _anew(sheet, shown, values, len(computed))
    if missing := [key for key in sheet.key_columns if key not in shown.places or key not in values]:
        raise KeyError(f"{sheet.key}: no key columns {missing}")
    positions = {key: position for position, key in reversed([*enumerate(_keys(sheet, computed))]) if all(key)}
    rows = [*_matched(shown, positions)][: _count_filled(shown)]
    there = {position for position in rows if position is not None}
    new = [position for position in sorted(positions.values()) if position not in there]
    if not sheet.typed:
        rows, new = _refilled(shown, rows, new)
    columns = {
        column.key: [
            _new_cell(old, position, values[column.key], is_key=column.key in sheet.key_columns)
            for old, position in zip(shown.column(column.key)[: len(rows)], rows, strict=True)
        ]
        for column in sheet
        if _is_written(column, sheet) and column.key in values
    }
    gone = [key for key, position in zip(shown.row_keys()[: len(rows)], rows, strict=True) if position == _GONE]
    appended = [{key: cells[position] for key, cells in values.items()} for position in new]
    count_total = max(len(rows) + len(appended), len(shown.rows), 1)
    return TableUpdate(sheet, columns, appended, len(rows), count_total, tuple(gone))


def _without_the_gone(shown: ShownTable, computed: pd.DataFrame) -> pd.DataFrame:
    """Return a computed wide table with empty columns of people who have left: the book's rows still name them."""
    if shown.sheet.wide is None or shown.sheet.wide.is_typed:
        return computed
    keys = (across_key(shown.sheet.wide, key[0]) for key in shown.row_keys())
    gone = [key for key in keys if key in shown.places and key not in computed.columns]
    return computed.assign(**dict.fromkeys(gone))


_GONE, _FREE = -1, -2
"""Rows that the base does not know: with cells of people's own, and without."""


def _new_cell(old: Cell, position: int | None, values: Sequence[Cell], *, is_key: bool) -> Cell:
    """Return what a cell becomes: of a row that is gone only the key stays."""
    if position is None or (position == _GONE and is_key):
        return old
    return None if position < 0 else values[position]


def _refilled(shown: ShownTable, rows: Sequence[int | None], new: Sequence[int]) -> tuple[list[int | None], list[int]]:
    """Return the rows of a table in which nobody types, free ones taken by the new, and what is left of those."""
    left, refilled = list(new), list[int | None]()
    for number, position in enumerate(rows):
        is_free = (position is None or position == _GONE) and not shown.has_own_cells(number)
        refilled.append((left.pop(0) if left else _FREE) if is_free else position)
    return refilled, left


def _anew(sheet: Sheet, shown: ShownTable, values: Mapping[str, Sequence[Cell]], count: int) -> TableUpdate:
    """Return the update of a table that only the program fills: its rows are those computed."""
    kept = min(count, len(shown.rows))
    appended = [{key: cells[row] for key, cells in values.items()} for row in range(kept, count)]
    if count == 0 and shown.rows:  # a table keeps one row: it becomes empty
        return TableUpdate(sheet, {key: [None] for key in values}, [], 1, 1)
    return TableUpdate(sheet, {key: cells[:kept] for key, cells in values.items()}, appended, kept, max(count, 1))


def _count_filled(shown: ShownTable) -> int:
    """Return the number of rows without the empty ones at the end; a column of people's own counts too."""
    count, live = len(shown.rows), shown.live_places()
    while count and all(cell in (None, "") for place, cell in enumerate(shown.rows[count - 1]) if place not in live):
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
    return column.mode is Mode.COMPUTED and (column.key not in sheet.key_columns or not sheet.typed)
