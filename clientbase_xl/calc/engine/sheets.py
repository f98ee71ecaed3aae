"""Sheets of a book: by name or number, their cells, names and tables, hiding and protection."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.addresses import Rectangle, parse_address
from clientbase_xl.calc.engine.names import SheetNames
from clientbase_xl.calc.engine.page_setups import PageSetup
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.ranges import Range, place_of
from clientbase_xl.calc.engine.refusals import PROTECTED_REMEDY, CalcRefused, NotInBook, SheetProtected
from clientbase_xl.calc.engine.tables import Tables
from clientbase_xl.calc.engine.uno_bridge import uno_error
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.books import Book

Corner = str | tuple[int, ...] | Range
"""An address or a name; row and column, perhaps with numbers of rows and columns; cells."""


@names_unsupported
@speaks_plainly
class Sheet(base_classes.Sheet):
    """A sheet of an open book, followed through renaming and moving."""

    is_parsing = False
    """No member of xlwings: values written here stay as they are, Excel takes the text «1-2» for a day."""

    def __init__(self, book: Book, api: Any) -> None:
        """Keep the book and the UNO sheet."""
        self._book = book
        self._api = api

    @property
    def api(self) -> Any:
        """The UNO sheet.

        Calc shrinks the object it has given out when cells of the sheet are removed sideways; it is then asked anew.
        """
        address, whole = self._api.RangeAddress, self.whole
        if (address.StartRow, address.StartColumn, address.EndRow + 1, address.EndColumn + 1) != (
            0,
            0,
            whole.count_rows,
            whole.count_columns,
        ):
            self._api = self._book.api.Sheets.getByIndex(address.Sheet)
        return self._api

    @property
    def book(self) -> Book:
        """The book that the sheet is in."""
        return self._book

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self._api.Name)

    @name.setter
    def name(self, value: str) -> None:
        if value.lower() != self.name.lower() and self._book.sheets.has(value):
            raise ValueError(f"Лист «{value}» в книге уже есть.")
        self._api.Name = value

    @property
    def index(self) -> int:
        """The place among the tabs, from 1."""
        return int(self._api.RangeAddress.Sheet) + 1

    @property
    def names(self) -> SheetNames:
        """Names defined for this sheet only."""
        return SheetNames(self._book, self)

    @property
    def tables(self) -> Tables:
        """Tables that lie on the sheet."""
        return Tables(self)

    @property
    def page_setup(self) -> PageSetup:
        """How the sheet prints."""
        return PageSetup(self)

    @property
    def whole(self) -> Rectangle:
        """All the cells that a sheet has."""
        return self._book.whole_sheet

    @property
    def cells(self) -> Range:
        """All the cells of the sheet."""
        return Range(self, self.whole)

    @property
    def used_range(self) -> Range:
        """The cells from the first used one to the last."""
        cursor = self._api.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return self.range_at(cursor.RangeAddress)

    def range_at(self, address: Any) -> Range:
        """Return the range of a UNO address on this sheet."""
        return Range(self, place_of(address))

    def range(self, arg1: Corner, arg2: Corner | None = None) -> Range:
        """Return cells by address, name, table, (row, column) from 1, or from one corner to another.

        (row, column, rows, columns) is a block; of no rows or columns, as an empty slice asks for, it is empty.

        Raises NotInBook when the text is neither an address on the sheet nor a name or table of the book.
        """
        first = self._corner(arg1)
        if arg2 is None:
            return first
        last = self._corner(arg2)
        if first.sheet.index != self.index or last.sheet.index != self.index:
            raise ValueError("Углы диапазона лежат не на этом листе.")
        return Range(self, first.place.around(last.place))

    def activate(self) -> None:
        """Show the sheet and its book."""
        self._book.activate()
        self._book.controller.setActiveSheet(self._api)

    def select(self) -> None:
        """Show the sheet."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty all cells; formats stay."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Take the formats off all cells."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty all cells and take their formats off."""
        self.cells.clear()

    def autofit(self, axis: str | None = None) -> None:
        """Fit columns and rows to what they hold."""
        self.used_range.autofit(axis)

    def delete(self) -> None:
        """Remove the sheet from the book; CalcRefused for the only one."""
        if len(self._book.sheets) == 1:
            raise CalcRefused(f"«{self.name}» — единственный лист книги, его нельзя удалить.")
        self._book.api.Sheets.removeByName(self.name)
        self._book.forget_sheets()

    def move(self, before: Sheet | None, after: Sheet | None) -> None:
        """Move the tab before or after another one of the same book."""
        other = before or after
        if other is None or other.book.api != self._book.api:
            raise NotImplementedError("Sheet.move в другую книгу: в LibreOffice Calc не поддерживается")
        self._book.api.Sheets.moveByName(self.name, other.index - 1 if before else other.index)

    @property
    def visible(self) -> bool:
        """Whether the tab is shown."""
        return bool(self._api.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._api.IsVisible = bool(value)

    @property
    def is_protected(self) -> bool:
        """Whether the sheet is protected (no member of xlwings: reached through `sheet.impl`)."""
        return bool(self._api.isProtected())

    @contextmanager
    def unprotected(self) -> Iterator[None]:
        """Take the protection off for the time of a `with` (not of xlwings); SheetProtected when it has a password."""
        if not self.is_protected:
            yield
            return
        with suppress(uno_error()):  # a wrong password is refused aloud, told below in words
            self._api.unprotect("")
        if self._api.isProtected():
            raise SheetProtected(f"Лист «{self.name}» защищён паролем.", remedy=PROTECTED_REMEDY)
        try:
            yield
        finally:
            self._api.protect("")

    def _corner(self, arg: Corner) -> Range:
        if isinstance(arg, Range):
            return arg
        if isinstance(arg, tuple):
            row, column, count_rows, count_columns = arg if len(arg) == 4 else (*arg, 1, 1)
            if not (1 <= row <= self.whole.count_rows and 1 <= column <= self.whole.count_columns):
                raise IndexError(f"Ячейки ({row}, {column}) на листе нет: счёт идёт от 1.")
            return Range(self, Rectangle(row, column, count_rows, count_columns))
        return self._by_text(arg)

    def _by_text(self, text: str) -> Range:
        sheet_name, _, rest = text.rpartition("!")
        if sheet_name:
            name = sheet_name[1:-1].replace("''", "'") if sheet_name.startswith("'") else sheet_name
            return self._book.sheets(name).range(rest)
        place = parse_address(text, self.whole.count_rows, self.whole.count_columns)
        if place is not None:
            return Range(self, place)
        for names in (self.names, self._book.names):
            if names.contains(text):
                return names(text).refers_to_range
        table = self._book.table(text)
        if table is not None and table.data_body_range is not None:
            return table.data_body_range
        raise NotInBook(f"В книге «{self._book.name}» нет ячеек, имени или таблицы «{text}».")


@names_unsupported
@speaks_plainly
class Sheets(base_classes.Sheets):
    """The sheets of a book in the order of their tabs."""

    def __init__(self, book: Book) -> None:
        """Keep the book."""
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._book.api.Sheets

    @property
    def active(self) -> Sheet:
        """The sheet that is shown."""
        return Sheet(self._book, self._book.controller.ActiveSheet)

    def __call__(self, name_or_index: str | int) -> Sheet:
        """Return a sheet by number from 1 or by name, capitals aside; NotInBook when there is none."""
        names = self.api.ElementNames
        if isinstance(name_or_index, str):
            for number, name in enumerate(names):
                if name.lower() == name_or_index.lower():
                    return Sheet(self._book, self._book.sheet_api(number, names))
        elif 1 <= name_or_index <= len(names):
            return Sheet(self._book, self._book.sheet_api(name_or_index - 1, names))
        raise NotInBook(
            f"В книге «{self._book.name}» нет листа «{name_or_index}».",
            f"листы {', '.join(f'«{name}»' for name in names)}",
        )

    def has(self, name: str) -> bool:
        """Tell whether the book has a sheet of this name, capitals aside."""
        return name.lower() in (one.lower() for one in self.api.ElementNames)

    def __contains__(self, key: object) -> bool:
        return self.has(key) if isinstance(key, str) else isinstance(key, int) and 1 <= key <= len(self)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        names = self.api.ElementNames
        for number in range(len(names)):
            yield Sheet(self._book, self._book.sheet_api(number, names))

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Insert an empty sheet, before the active one unless told where, show it and return it."""
        position = before.index - 1 if before else after.index if after else self.active.index - 1
        number = 1
        while name is None:
            name = None if self.has(f"Лист{number}") else f"Лист{number}"
            number += 1
        self.api.insertNewByName(name, position)
        made = self(name)
        made.activate()
        return made
