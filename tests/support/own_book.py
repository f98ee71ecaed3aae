"""A workbook of ours at a colleague's desk: cells typed with another library, by the titles of the catalogue."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.workbook import Workbook
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.worksheet import Worksheet

from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.wide import across_key
from tests.support.sheet_patch import Formula, patch_parts, patched


class _SheetReader(ExcelReader):
    """The library's reader, which reads a sheet when it is asked for."""

    def read(self) -> None:
        """Read what all sheets need, and where they stand."""
        with self.archive:
            self.read_manifest()
            self.read_strings()
            self.read_workbook()
            apply_stylesheet(self.archive, self.wb)
            self.parts = {sheet.name: rel.target for sheet, rel in self.parser.find_sheets()}

    def read_sheet(self, title: str) -> Worksheet:
        """Return the cells of one sheet and its conditional formats."""
        found = self.wb.create_sheet(title)
        assert isinstance(found, Worksheet)
        with zipfile.ZipFile(self.archive.filename or "") as archive, archive.open(self.parts[title]) as part:
            parser = WorksheetReader(found, part, self.shared_strings, data_only=False, rich_text=False)
            parser.bind_cells()
            parser.bind_formatting()
        return found


class OwnBook:
    """One opened workbook: cells found by sheet key, row key and column key.

    Sheets are read one by one, and only their changed cells are written: see `sheet_patch`. Who asks for the `book`
    gets the whole of it, and all of it is written anew.
    """

    def __init__(self, path: Path) -> None:
        """Open a workbook that the program wrote."""
        self.path = path
        self._sheets: dict[str, Worksheet] = {}
        self._before: dict[str, dict[tuple[int, int], Any]] = {}

    @cached_property
    def book(self) -> Workbook:
        """Return the whole workbook; to be asked for before the first sheet."""
        assert not self._sheets, "a sheet was read by itself already"
        return openpyxl.load_workbook(self.path)

    def sheet(self, sheet_key: str) -> Worksheet:
        """Return the worksheet of a sheet of the catalogue."""
        title = BY_KEY[sheet_key].title
        if "book" in self.__dict__:
            found = self.book[title]
            assert isinstance(found, Worksheet)
            return found
        if title not in self._sheets:
            self._sheets[title] = self._reader.read_sheet(title)
            self._before[title] = _values(self._sheets[title])
        return self._sheets[title]

    def save(self, target: Path) -> None:
        """Write the workbook as it is now."""
        if "book" in self.__dict__:
            self.book.save(target)
            return
        parts: dict[str, str] = {}
        with zipfile.ZipFile(self.path) as archive:
            for title, sheet in self._sheets.items():
                before, after = self._before[title], _values(sheet)
                cells = {key: after.get(key) for key in {**before, **after} if before.get(key) != after.get(key)}
                if cells:
                    part = self._reader.parts[title]
                    parts[part] = patched(archive.read(part).decode(), cells, self._reader.wb._date_formats)
        patch_parts(self.path, target, parts)

    @cached_property
    def _reader(self) -> _SheetReader:
        reader = _SheetReader(self.path)
        reader.read()
        return reader

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
    book.save(target or path)


def _values(sheet: Worksheet) -> dict[tuple[int, int], Any]:
    """Return what stands in the cells of a sheet."""
    cells: dict[tuple[int, int], Any] = sheet._cells
    return {
        place: Formula(cell.value) if cell.data_type == "f" else cell.value
        for place, cell in cells.items()
        if cell.value is not None
    }
