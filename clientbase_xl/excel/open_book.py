"""An open workbook through xlwings: its native tables read and written in blocks, new rows dressed as the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import xlwings
from openpyxl.utils import get_column_letter

from clientbase_xl.excel.hidden_rows import hidden_rows_shown
from clientbase_xl.excel.notes import clear_notes
from clientbase_xl.excel.open_block import XlBlock, named_blocks, show_as, write_jumps
from clientbase_xl.excel.paper import print_down_to, show_day
from clientbase_xl.excel.protection import is_closed, unprotected
from clientbase_xl.excel.texts import is_parsed
from clientbase_xl.workflows.origin import MARKS
from clientbase_xl.writing.cells import MOST_CHARACTERS, Cell, ShownCell, fit_text, is_formula_like
from clientbase_xl.writing.styles import TEXT_FORMAT


class XlBook:
    """A workbook that is open in a spreadsheet (see `workflows.open_book`); never kept beyond one press."""

    def __init__(self, book: xlwings.Book) -> None:
        self._book = book
        self._tables: Mapping[str, XlTable] | None = None

    @property
    def name(self) -> str:
        """Return the file's name."""
        return str(self._book.name)

    def marks(self) -> Mapping[str, str]:
        """Return the texts kept under the hidden names of ours: `="text"`."""
        names = self._book.names
        texts = {mark: str(names[mark].refers_to or "") for mark in MARKS if mark in names}
        is_text = {name: text.startswith('="') and text.endswith('"') and len(text) > 2 for name, text in texts.items()}
        return {name: text[2:-1].replace('""', '"') for name, text in texts.items() if is_text[name]}

    def put_marks(self, marks: Mapping[str, str]) -> None:
        """Keep texts under our names; one that is there stays hidden, because only what it stands for is changed."""
        names = self._book.names
        for mark, text in marks.items():
            formula = '="{}"'.format(text.replace('"', '""'))
            if mark in names:
                names[mark].refers_to = formula
            else:
                names.add(mark, formula)

    def tables(self) -> Mapping[str, XlTable]:
        """Return the native tables of all sheets by name, as they are when first asked for."""
        if self._tables is None:
            self._tables = {
                str(table.name): XlTable(sheet, table) for sheet in self._book.sheets for table in sheet.tables
            }
        return self._tables

    def blocks(self, names: Collection[str]) -> Mapping[str, XlBlock]:
        """Return the cells of those defined names that the book still has, by name."""
        return named_blocks(self._book, names)

    def grids(self) -> Mapping[str, Sequence[tuple[int, tuple[Any, ...]]]]:
        """Return the rows with cells of every sheet, each sheet read in one block."""
        return {str(sheet.name): _grid(sheet) for sheet in self._book.sheets}

    def show_day(self, today: date) -> None:
        """Put a day into the headers of the printed pages in place of the one there."""
        for sheet in self._book.sheets:
            show_day(sheet, today)

    def visible(self) -> Sequence[str]:
        """Return the names of the sheets that people see."""
        return [str(sheet.name) for sheet in self._book.sheets if sheet.visible]

    def active(self) -> str:
        """Return the name of the sheet that people look at."""
        return str(self._book.sheets.active.name)


class XlTable:
    """A native table; positions count from 0, the heading is no data row."""

    def __init__(self, sheet: xlwings.Sheet, table: Any) -> None:
        self._sheet = sheet
        self._table = table
        self._heading: list[Any] | None = None

    @property
    def name(self) -> str:
        """Return the name of the table."""
        return str(self._table.name)

    @property
    def title(self) -> str:
        """Return the name of the sheet."""
        return str(self._sheet.name)

    @property
    def first_row(self) -> int:
        """Return the row of the sheet below the heading, as people count."""
        return int(self._table.header_row_range.row) + 1

    def heading(self) -> Sequence[Any]:
        """Return the cells of the heading row; it is read once, nobody types while a button works."""
        if self._heading is None:
            self._heading = list(self._table.header_row_range.options(ndim=2).value[0])
        return self._heading

    def rows(self) -> Sequence[Sequence[Any]]:
        """Return the cells below the heading in one block, hidden and filtered rows too; none for a table without."""
        body = self._table.data_body_range
        return [] if body is None else body.options(ndim=2).value

    def is_closed(self) -> bool:
        """Tell whether the sheet is protected with a password of somebody's own."""
        return is_closed(self._sheet)

    def resize(self, count_rows: int, *, is_followed: bool = False) -> None:
        """Make the table so many rows long: new rows are dressed as those above, rows that fall away are cleared.

        What people put below the table goes down when the table needs its place. An engine of ours may know a better
        way to lengthen a table (`table.impl.grow`).
        """
        top, left, width, count = self._corner()
        with unprotected(self._sheet), hidden_rows_shown(self._table):
            if count_rows > count:
                below = self._block(top + count, left, count_rows - count, width)
                if is_followed:
                    self._sheet.range(f"{top + count}:{top + count_rows - 1}").insert("down")
                elif any(_flat(below.options(ndim=2).formula)):
                    below.insert("down")
                own = getattr(self._table.impl, "grow", None)
                if own is None or not own(count_rows - count):
                    self._table.resize(self._block(top - 1, left, count_rows + 1, width))
                    self._dress(top, left, width, count, count_rows)
                if not is_followed:  # else its rows were inserted within the printed ones
                    print_down_to(self._sheet, top + count - 1, top + count_rows - 1)
            elif count_rows < count:
                self._table.resize(self._block(top - 1, left, count_rows + 1, width))
                self._block(top + count_rows, left, count - count_rows, width).clear()
                if is_followed:
                    self._sheet.range(f"{top + count_rows}:{top + count - 1}").delete("up")
                else:
                    print_down_to(self._sheet, top + count - 1, top + count_rows - 1)

    def insert_columns(self, place: int, like: int, headings: Sequence[str], columns: Sequence[Sequence[Cell]]) -> None:
        """Insert columns before column `place`, dressed as column `like`: formats, choices and notes of its cells."""
        top, left, _, count = self._corner()
        at, width = left + place, len(headings)
        self._heading = None
        with unprotected(self._sheet):
            self._sheet.range(f"{get_column_letter(at)}:{get_column_letter(at + width - 1)}").insert("right")
            source = self._block(top - 1, left + like + (width if like >= place else 0), count + 1, 1)
            for offset, heading in enumerate(headings):
                source.copy(self._block(top - 1, at + offset, count + 1, 1))
                head = self._block(top - 1, at + offset, 1, 1)
                if is_formula_like(heading):
                    head.number_format = TEXT_FORMAT
                head.value = heading
        self.write(place, 0, columns)

    def write(self, place: int, first_row: int, columns: Sequence[Sequence[Cell]]) -> None:
        """Write neighbouring columns as one block; texts that a host would parse get the format of text first."""
        if not columns or not columns[0]:
            return
        top, left, _, _ = self._corner()
        block = self._block(top + first_row, left + place, len(columns[0]), len(columns))
        # Which texts need the format of text: an engine of ours parses nothing (`is_parsing` False).
        is_suspect = is_parsed if getattr(self._sheet.impl, "is_parsing", True) else is_formula_like
        with unprotected(self._sheet), hidden_rows_shown(self._table):
            for offset, column in enumerate(columns):
                for first, count in _runs([isinstance(cell, str) and is_suspect(cell) for cell in column]):
                    at = self._block(top + first_row + first, left + place + offset, count, 1)
                    at.number_format = TEXT_FORMAT
            fitting = [*map(_fitting, columns)]
            own = getattr(block.impl, "write_columns", None)
            if own is not None:  # an engine of ours takes columns as they are
                own(fitting)
            else:
                block.value = list(zip(*fitting, strict=True))

    def lead(self, place: int, cells: Sequence[ShownCell]) -> None:
        """Let those cells of a column that are a Jump lead there."""
        write_jumps(self._column(place, len(cells)), cells)

    def show_as(self, place: int, codes: Sequence[str]) -> None:
        """Give the cells of a column their number formats."""
        show_as(self._column(place, len(codes)), codes)

    def _column(self, place: int, count: int) -> xlwings.Range:
        top, left, _, _ = self._corner()
        return self._block(top, left + place, count, 1)

    def _corner(self) -> tuple[int, int, int, int]:
        """Return row and column of the first data cell as people count, the width and the number of data rows."""
        whole = self._table.range
        return whole.row + 1, whole.column, whole.columns.count, whole.rows.count - 1

    def _block(self, row: int, column: int, count_rows: int, count_columns: int) -> xlwings.Range:
        return self._sheet.range((row, column), (row + count_rows - 1, column + count_columns - 1))

    def _dress(self, top: int, left: int, width: int, count: int, count_rows: int) -> None:
        """Copy formats, validation and formulas of the first row into new rows, twice as many with each copy."""
        first = self._block(top, left, 1, width)
        formulas = first.options(ndim=2).formula
        is_formula = [str(one).startswith("=") for one in _flat(formulas)]
        done, start = 0, top + count
        while done < count_rows - count:
            more = min(max(done, 1), count_rows - count - done)
            source = self._block(start, left, more, width) if done else first
            source.copy(self._block(start + done, left, more, width))
            done += more
        clear_notes(self._block(start, left, count_rows - count, width))
        for first_column, length in _runs([not one for one in is_formula]):
            self._block(start, left + first_column, count_rows - count, length).clear_contents()


def _grid(sheet: xlwings.Sheet) -> list[tuple[int, tuple[Any, ...]]]:
    used = sheet.used_range
    before = (None,) * (used.column - 1)
    rows = used.options(ndim=2, err_to_str=True).value
    return [
        (number, (*before, *row))
        for number, row in enumerate(rows, used.row)
        if any(cell is not None and cell != "" for cell in row)
    ]


def _fitting(column: Sequence[Cell]) -> Sequence[Cell]:
    """Return a column with texts too long for a cell cut with a mark; one without goes as it is."""
    if max((len(cell) for cell in column if isinstance(cell, str)), default=0) <= MOST_CHARACTERS // 2:
        return column
    return [fit_text(cell)[0] if isinstance(cell, str) else cell for cell in column]


def _runs(chosen: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield start and length of every run of chosen places."""
    for is_chosen, run in groupby(enumerate(chosen), key=lambda pair: pair[1]):
        places = [place for place, _ in run]
        if is_chosen:
            yield places[0], len(places)


def _flat(cells: Any) -> list[Any]:
    """Return the cells of one row whatever the depth in which a host gives them."""
    if not isinstance(cells, list | tuple):
        return [cells]
    return [one for cell in cells for one in _flat(cell)]
