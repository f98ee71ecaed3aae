"""A workbook open in a live spreadsheet: what people do to it and what it shows, by the keys of the catalogue."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date
from pathlib import Path
from typing import Any

import xlwings

from clientbase_xl.base.store import Base
from clientbase_xl.calc.engine.uno_bridge import bridge, struct
from clientbase_xl.excel.buttons import BUTTONS
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk, press
from clientbase_xl.schemas.catalogue import BY_KEY
from tests.support.office import TODAY, Office


class LiveBook:
    """An open book; sheets and columns by catalogue keys, data rows from 0."""

    def __init__(self, book: xlwings.Book) -> None:
        """Take an open book."""
        self.book = book

    def table(self, key: str) -> xlwings.main.Table:
        """Return the native table of a sheet, wherever people moved it."""
        return self.sheet(key).tables[f"t_{key}"]

    def sheet(self, key: str) -> xlwings.Sheet:
        """Return the sheet that the table lies on."""
        return self.book.sheets[self.book.impl.api.DatabaseRanges.getByName(f"t_{key}").DataArea.Sheet]

    def place(self, key: str, column: str) -> int:
        """Return where a column stands in its table, from 0."""
        return [one.name for one in self.table(key).columns].index(BY_KEY[key][column].title)

    def cell(self, key: str, column: str, row: int) -> xlwings.Range:
        """Return a cell."""
        return self.table(key).data_body_range[row, self.place(key, column)]

    def column(self, key: str, column: str) -> list[Any]:
        """Return the values of a column."""
        place = self.place(key, column)
        return [row[place] for row in self.table(key).data_body_range.options(ndim=2).value]

    def row_of(self, key: str, column: str, value: Any) -> int:
        """Return the first row that says so."""
        return self.column(key, column).index(value)

    def cells(self) -> dict[str, list[list[Any]]]:
        """Return the rows of every table by its name."""
        return {name: [list(row) for row in table.rows()] for name, table in XlBook(self.book).tables().items()}

    def typed(self) -> dict[tuple[str, str], list[str]]:
        """Return what stands in every typed column that is there, formulas as formulas, by sheet and column key."""
        found = dict[tuple[str, str], list[str]]()
        for sheet in self.book.sheets:
            for table in sheet.tables:
                known = BY_KEY.get(table.name.removeprefix("t_"))
                rows = _rows(table.data_body_range.formula) if known and known.typed else []
                titles = [one.name for one in table.columns] if rows else []
                for column in known.typed if known and rows else ():
                    if column.title in titles:
                        place = titles.index(column.title)
                        found[known.key, column.key] = [str(row[place]) for row in rows]
        return found

    def filter_by(self, key: str, column: str, value: str) -> None:
        """Show only the rows that say so, as the buttons of a heading do."""
        api = self.table(key).impl.database_range
        operator = bridge().Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        chosen = struct(
            "sheet.TableFilterField",
            Field=self.place(key, column),
            IsNumeric=False,
            StringValue=value,
            Operator=operator,
        )
        api.getFilterDescriptor().setFilterFields((chosen,))
        api.refresh()

    def filters(self, key: str) -> list[tuple[int, str]]:
        """Return the filter of a table: places and values."""
        fields = self.table(key).impl.database_range.getFilterDescriptor().getFilterFields()
        return [(one.Field, one.StringValue) for one in fields]

    def shown_rows(self, key: str) -> list[bool]:
        """Tell of every data row whether people see it."""
        body = self.table(key).data_body_range
        rows = self.sheet(key).impl.api.Rows
        return [bool(rows.getByIndex(body.row - 1 + number).IsVisible) for number in range(body.rows.count)]

    def annotate(self, cell: xlwings.Range, text: str) -> None:
        """Pin a comment to a cell."""
        address = struct("table.CellAddress", Sheet=cell.sheet.index - 1, Row=cell.row - 1, Column=cell.column - 1)
        cell.sheet.impl.api.Annotations.insertNew(address, text)

    def comments(self, key: str) -> dict[tuple[int, int], str]:
        """Return the comments below a heading by data row and column, from 0."""
        notes = self.sheet(key).impl.api.Annotations
        body = self.table(key).data_body_range
        found = [notes.getByIndex(number) for number in range(notes.Count)]
        places = [(one.Position.Row - body.row + 1, one.Position.Column - body.column + 1) for one in found]
        return {place: one.String for place, one in zip(places, found, strict=True) if place[0] >= 0}

    def press(self, name: str, office: Office, *, base: Base | None = None, today: date = TODAY) -> tuple[bool, str]:
        """Press a button; whether it was done, and the message at the end."""
        done = press(name, BUTTONS[name], Desk(base or office.base, "тест", today, office.now(), UTC), self.book)
        return done, str(self.book.app.impl.alerts.shown[-1].prompt)

    def host(self) -> tuple[Any, ...]:
        """Return what a press puts back at its end, the protection of every sheet with it."""
        app = self.book.app
        locks = tuple((sheet.name, sheet.impl.is_protected) for sheet in self.book.sheets)
        return (app.screen_updating, app.calculation, app.status_bar, *locks)

    def saved(self, path: Path) -> Path:
        """Save a copy and return it; the open book stays what it was."""
        url = path.resolve().as_uri()
        filter_name = struct("beans.PropertyValue", Name="FilterName", Value="Calc MS Excel 2007 XML")
        self.book.impl.api.storeToURL(url, (filter_name,))
        return path


@contextmanager
def opened_copy(
    app: xlwings.App, path: Path, folder: Path, name: str = "", *, read_only: bool = False
) -> Iterator[LiveBook]:
    """Open a copy of a workbook for the time of a `with`; it is closed unsaved."""
    copy = folder / (name or path.name)
    shutil.copy(path, copy)
    book = app.books.open(str(copy), read_only=read_only)
    try:
        yield LiveBook(book)
    finally:
        book.close()


def protections(path: Path) -> dict[str, str]:
    """Return how every protected sheet of a file is protected: the attributes as they stand, by its part."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name}
    found = {name: re.search(r"<sheetProtection ([^>]*)/>", text) for name, text in parts.items()}
    return {name: match[1] for name, match in found.items() if match}


def _rows(cells: Any) -> list[list[Any]]:
    """Return cells as rows whatever the depth in which they come."""
    if not isinstance(cells, list | tuple):
        return [[cells]]
    return [list(row) if isinstance(row, list | tuple) else [row] for row in cells]
