"""An open workbook in memory: what a host does, without one; made of the tables that a workbook would show."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.blocks import ALL_BLOCKS, Block
from clientbase_xl.schemas.catalogue import BY_KEY, CHOSEN_PAGES
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.workflows.adoption import with_numbered_rows
from clientbase_xl.workflows.build_workbook import workbook_content
from clientbase_xl.workflows.empty_workbook import empty_content
from clientbase_xl.workflows.origin import IDENTITY_MARK, MARKS, TEMPLATE_MARK, marks_of
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.cells import Cell, Grid, Jump, ShownCell, column_cells
from clientbase_xl.writing.content import WorkbookContent, block_cells
from clientbase_xl.writing.lists_sheet import lists_with_room
from clientbase_xl.writing.start_sheet import with_titles
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
        self.has_password = False
        self.jumps: dict[int, Jump] = {}
        self.codes: dict[str, list[str]] = {}
        self.is_followed = False
        self.first_row = 5

    def heading(self) -> Sequence[Any]:
        """Return the heading."""
        return self.head

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return a copy of the rows."""
        return [list(row) for row in self.body]

    def is_closed(self) -> bool:
        """Tell whether somebody put a password on the sheet."""
        return self.has_password

    def resize(self, count_rows: int, *, is_followed: bool = False) -> None:
        """Lengthen with empty rows or cut; remember whether something of the program stands below."""
        assert count_rows > 0
        self.is_followed = is_followed
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

    def lead(self, place: int, cells: Sequence[ShownCell]) -> None:
        """Remember which rows lead somewhere; a Jump must show the text that stands there."""
        assert [str(row[place] or "") for row in self.body[: len(cells)]] == [_text(cell) for cell in cells]
        self.jumps = {row: cell for row, cell in enumerate(cells) if isinstance(cell, Jump)}

    def show_as(self, place: int, codes: Sequence[str]) -> None:
        """Remember the number formats by heading."""
        assert len(codes) == len(self.body)
        self.codes[self.head[place]] = list(codes)

    def cells(self, key: str) -> list[Any]:
        """Return a column by its catalogue key."""
        sheet = with_headings(BY_KEY[self.name.removeprefix("t_")], self.head)
        place = self.head.index(sheet[key].title)
        return [row[place] for row in self.body]


class FakeBlock:
    """Computed cells outside tables as lists of rows."""

    def __init__(self, block: Block, cells: Grid | None = None) -> None:
        """Show cells as declared; empty ones when none are given."""
        self.shape = (block.count_rows, block.count_columns)
        self.cells: Grid = cells or [[None] * block.count_columns for _ in range(block.count_rows)]
        self.count_writes = 0
        self.has_password = False

    def is_closed(self) -> bool:
        """Tell whether somebody put a password on the sheet."""
        return self.has_password

    def rows(self) -> Grid:
        """Return a copy of the rows."""
        return [list(row) for row in self.cells]

    def write(self, rows: Grid) -> None:
        """Write all of them."""
        assert [len(row) for row in rows] == [self.shape[1]] * self.shape[0]
        self.count_writes += 1
        self.cells = [list(row) for row in rows]


class FakeBook:
    """An open workbook of tables by sheet key, with every block of computed cells."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], marks: Mapping[str, str], name: str = "книга.xlsx") -> None:
        """Show frames by sheet key."""
        self.name = name
        self._marks = dict(marks)
        self.shown = {
            BY_KEY[key].table_name: FakeTable(as_shown(BY_KEY[key], frame), frame) for key, frame in tables.items()
        }
        self.named = {block.name: FakeBlock(block) for block in ALL_BLOCKS}
        self.day: date | None = None

    def holding(self, tables: Mapping[str, FakeTable]) -> FakeBook:
        """Return this book with the tables of another."""
        self.shown = dict(tables)
        return self

    def marks(self) -> Mapping[str, str]:
        """Return the marks."""
        return self._marks

    def put_marks(self, marks: Mapping[str, str]) -> None:
        """Keep marks in place of those of the same names."""
        self._marks |= marks

    def tables(self) -> Mapping[str, FakeTable]:
        """Return the tables by name."""
        return self.shown

    def blocks(self, names: Collection[str]) -> Mapping[str, FakeBlock]:
        """Return those blocks that are there, by name."""
        return {name: block for name, block in self.named.items() if name in names}

    def block(self, block: Block) -> Grid:
        """Return the cells of a block."""
        return self.named[block.name].rows()

    def grids(self) -> Mapping[str, Sequence[tuple[int, tuple[Any, ...]]]]:
        """Return the rows with cells of every sheet, the heading first."""
        return {
            table.title: [
                (number, tuple(row))
                for number, row in enumerate([table.head, *table.body], 1)
                if any(cell not in (None, "") for cell in row)
            ]
            for table in self.shown.values()
        }

    def show_day(self, today: date) -> None:
        """Remember the day of the printed pages."""
        self.day = today

    def visible(self) -> Sequence[str]:
        """Return the names of the sheets that people see."""
        return [table.title for table in self.shown.values()]

    def active(self) -> str:
        """Return the first sheet."""
        return self.visible()[0]


def open_book(base: Base, manager: str = "", today: date = TODAY) -> FakeBook:
    """Return an open workbook of the base as it is on a day."""
    state = load_state(base, today)
    content, _ = workbook_content(base, state, manager=manager)
    return showing(content, marks_of(base, state.head, pd.Timestamp(today).to_pydatetime(), manager))


def open_template(identity: str = "0a1b2c3d-0000") -> FakeBook:
    """Return an open template: the tables of an empty base with their empty numbered rows."""
    content = _template()
    tables = with_numbered_rows(content.tables, identity)
    marks = dict.fromkeys(MARKS, "") | {IDENTITY_MARK: identity, TEMPLATE_MARK: "да"}
    return showing(replace(content, tables=tables), marks)


@cache
def _template() -> WorkbookContent:
    return empty_content()


def showing(content: WorkbookContent, marks: Mapping[str, str]) -> FakeBook:
    """Return an open workbook of a content."""
    tables = content.tables
    shown = {
        key: frame
        for key, frame in tables.items()
        if key in BY_KEY and BY_KEY[key].is_shown and BY_KEY[key] not in CHOSEN_PAGES
    }
    shown |= {"start": with_titles(tables["start"])}
    shown |= {key: tables[key] for key in ("client_card_index", "offer_lines")}
    shown["lists"] = lists_with_room(tables["lists"])
    book = FakeBook(shown, marks)
    cells = block_cells(content)
    book.named = {block.name: FakeBlock(block, cells[block.key]) for block in ALL_BLOCKS}
    return book


def _text(cell: ShownCell) -> str:
    return cell.text if isinstance(cell, Jump) else str(cell or "")
