"""An open workbook in memory: what a host does, without one; made of the tables that a workbook would show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.origin import marks_of
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.cells import Cell, column_cells
from tests.support.office import TODAY


class FakeTable:
    """A native table as lists of rows; new rows get the cells of the program's formulas as the text «формула»."""

    def __init__(self, sheet: Sheet, frame: pd.DataFrame) -> None:
        """Show a frame with catalogue keys; an empty one is one empty row, as in a file."""
        self.name, self.title = sheet.table_name, sheet.title
        self.head: list[Any] = [column.title for column in sheet]
        columns = [
            column_cells(frame[column.key].tolist(), column.kind) if column.key in frame else [None] * len(frame)
            for column in sheet
        ]
        self.body: list[list[Any]] = [list(row) for row in zip(*columns, strict=True)] or [[None] * len(self.head)]
        self.count_writes = 0

    def heading(self) -> Sequence[Any]:
        """Return the heading."""
        return self.head

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return a copy of the rows."""
        return [list(row) for row in self.body]

    def resize(self, count_rows: int) -> None:
        """Lengthen with empty rows or cut."""
        assert count_rows > 0
        self.body = self.body[:count_rows]
        self.body += [[None] * len(self.head) for _ in range(count_rows - len(self.body))]

    def insert_columns(self, place: int, like: int, headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
        """Insert columns; `like` must be one of the table, a cell must be there for every row."""
        assert 0 <= like < len(self.head)
        self.head[place:place] = headings
        for number, row in enumerate(self.body):
            row[place:place] = [column[number] for column in columns]

    def write(self, place: int, first_row: int, columns: Sequence[Sequence[Cell]]) -> None:
        """Write a block; it must lie inside the table."""
        self.count_writes += 1
        assert place + len(columns) <= len(self.head)
        for offset, column in enumerate(columns):
            assert first_row + len(column) <= len(self.body)
            for row, cell in enumerate(column, first_row):
                self.body[row][place + offset] = cell

    def cells(self, key: str) -> list[Any]:
        """Return a column by its catalogue key."""
        sheet = with_headings(BY_KEY[self.name.removeprefix("t_")], self.head)
        place = self.head.index(sheet[key].title)
        return [row[place] for row in self.body]


class FakeBook:
    """An open workbook of tables by sheet key."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], marks: Mapping[str, str], name: str = "книга.xlsx") -> None:
        """Show frames by sheet key."""
        self.name = name
        self._marks = dict(marks)
        self.shown = {
            BY_KEY[key].table_name: FakeTable(as_shown(BY_KEY[key], frame), frame) for key, frame in tables.items()
        }

    def holding(self, tables: Mapping[str, FakeTable]) -> FakeBook:
        """Return this book with the tables of another."""
        self.shown = dict(tables)
        return self

    def marks(self) -> Mapping[str, str]:
        """Return the marks."""
        return self._marks

    def tables(self) -> Mapping[str, FakeTable]:
        """Return the tables by name."""
        return self.shown


def open_book(base: Base, manager: str = "") -> FakeBook:
    """Return an open workbook of the base as it is."""
    state = load_state(base, TODAY)
    tables, _ = workbook_tables(base, state, manager)
    shown = {key: frame for key, frame in tables.items() if key in BY_KEY and BY_KEY[key].is_shown}
    return FakeBook(shown, marks_of(base, state.head, pd.Timestamp(TODAY).to_pydatetime(), manager))
