"""A workbook of ours at a colleague's desk: cells typed with another library, by the titles of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.wide import across_key


class OwnBook:
    """One opened workbook: cells found by sheet key, row key and column key."""

    def __init__(self, path: Path) -> None:
        """Open a workbook that the program wrote."""
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, sheet_key: str) -> Worksheet:
        """Return the worksheet of a sheet of the catalogue."""
        found = self.book[BY_KEY[sheet_key].title]
        assert isinstance(found, Worksheet)
        return found

    def header(self, sheet_key: str) -> tuple[int, dict[str, int]]:
        """Return the row of the headings and the place of every column by its key, of people's columns too."""
        titles = {column.title: column.key for column in BY_KEY[sheet_key]}
        for row in self.sheet(sheet_key).iter_rows(max_row=50):
            places = {titles[str(cell.value)]: int(cell.column or 0) for cell in row if str(cell.value) in titles}
            if len(places) > len(titles) / 2:
                if wide := BY_KEY[sheet_key].wide:
                    names = {str(cell.value): int(cell.column or 0) for cell in row if cell.value}
                    places |= {across_key(wide, name): at for name, at in names.items() if name not in titles}
                return int(row[0].row or 0), places
        raise AssertionError(f"no table on {sheet_key}")

    def rows(self, sheet_key: str) -> dict[str, int]:
        """Return the numbers of the rows by the words of their keys, joined by «/»."""
        header, places = self.header(sheet_key)
        keys = [places[key] for key in BY_KEY[sheet_key].key_columns]
        found: dict[str, int] = {}
        for row in range(header + 1, self.sheet(sheet_key).max_row + 1):
            words = [self.sheet(sheet_key).cell(row, place).value for place in keys]
            if all(word is not None for word in words):
                found.setdefault("/".join(str(word) for word in words), row)
        return found

    def type(self, sheet_key: str, row_key: str, **cells: Any) -> None:
        """Type values into the cells of a row."""
        _, places = self.header(sheet_key)
        row = self.rows(sheet_key)[row_key]
        for column_key, value in cells.items():
            cell = self.sheet(sheet_key).cell(row, places[column_key])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with «=» is no formula

    def add(self, sheet_key: str, **cells: Any) -> None:
        """Type a new row under the last one that anything stands in."""
        _, places = self.header(sheet_key)
        row = self.sheet(sheet_key).max_row + 1
        for column_key, value in cells.items():
            self.sheet(sheet_key).cell(row, places[column_key]).value = value

    def add_record(self, sheet_key: str, number: int = 0, **cells: Any) -> str:
        """Type a record into an empty row that carries a number already, and return that number."""
        header, places = self.header(sheet_key)
        spare = [
            key
            for key, row in self.rows(sheet_key).items()
            if re.fullmatch(r"[0-9a-f]{8}-\d+", key)
            and not any(
                self.sheet(sheet_key).cell(row, places[column.key]).value
                for column in BY_KEY[sheet_key].typed
                if column.key in places
            )
        ]
        assert header
        self.type(sheet_key, spare[number], **cells)
        return spare[number]

    def value(self, sheet_key: str, row_key: str, column_key: str) -> Any:
        """Return what stands in a cell."""
        _, places = self.header(sheet_key)
        return self.sheet(sheet_key).cell(self.rows(sheet_key)[row_key], places[column_key]).value


@contextmanager
def edited(path: Path, target: Path | None = None) -> Iterator[OwnBook]:
    """Open a workbook, let the test type, and save it: over itself, or beside it."""
    book = OwnBook(path)
    yield book
    book.book.save(target or path)
