"""Defined names of a book and of single sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.formulas import excel_sheet, from_calc, to_calc
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.refusals import NotInBook
from clientbase_xl.calc.engine.uno_bridge import struct
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.books import Book
    from clientbase_xl.calc.engine.ranges import Range
    from clientbase_xl.calc.engine.sheets import Sheet


@names_unsupported
@speaks_plainly
class Name(base_classes.Name):
    """A defined name, of the whole book or of one sheet."""

    def __init__(self, book: Book, sheet: Sheet | None, api: Any) -> None:
        """Keep the book, the sheet when the name is its own, and the UNO name."""
        self._book = book
        self._sheet = sheet
        self.api = api

    @property
    def name(self) -> str:
        """The name; one of a single sheet is `Лист!имя`."""
        own = str(self.api.Name)
        return own if self._sheet is None else f"{excel_sheet(self._sheet.name)}!{own}"

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value.rpartition("!")[2]

    @property
    def refers_to(self) -> str:
        """What the name stands for, as a formula in Excel's spelling."""
        return from_calc(f"={self.api.Content}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.Content = to_calc(f"={value.removeprefix('=')}")[1:]

    @property
    def refers_to_range(self) -> Range:
        """The cells that the name stands for; NotInBook when it stands for none."""
        found = self.range_or_none()
        if found is None:
            raise NotInBook(f"Имя «{self.name}» не указывает на ячейки: {self.refers_to}")
        return found

    def range_or_none(self) -> Range | None:
        """Return the cells that the name stands for, or None for a constant, a formula or a broken reference."""
        cells = self.api.getReferredCells()
        if cells is None:
            return None
        address = cells.RangeAddress
        return self._book.sheets(address.Sheet + 1).range_at(address)

    def delete(self) -> None:
        """Remove the name; the cells stay."""
        holder = self._book.api if self._sheet is None else self._sheet.api
        holder.NamedRanges.removeByName(self.api.Name)


@names_unsupported
@speaks_plainly
class Names(base_classes.Names):
    """All names of a book: its own first, then those of single sheets."""

    def __init__(self, book: Book) -> None:
        """Keep the book."""
        self._book = book

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._book.api.NamedRanges

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return every name with its text."""
        return [(name.name, name) for name in self._all()]

    def __call__(self, name_or_index: str | int) -> Name:
        """Return a name by number from 1 or by text, capitals aside; NotInBook when there is none."""
        found = self._found(name_or_index)
        if found is None:
            raise NotInBook(f"В книге «{self._book.name}» нет имени «{name_or_index}».")
        return found

    def contains(self, name_or_index: str | int) -> bool:
        """Tell whether there is such a name."""
        return self._found(name_or_index) is not None

    def __len__(self) -> int:
        return len(list(self._all()))

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name, in place of one of the same text; `Лист!имя` makes it the sheet's own."""
        sheet_name, _, own = name.rpartition("!")
        if sheet_name:
            plain = sheet_name[1:-1].replace("''", "'") if sheet_name.startswith("'") else sheet_name
            return self._book.sheets(plain).names.add(own, refers_to)
        return self._made(own, refers_to, None, self.api)

    def _all(self) -> Iterator[Name]:
        yield from _each(self._book, None, self.api)
        for sheet in self._book.sheets:
            yield from _each(self._book, sheet, sheet.api.NamedRanges)

    def _found(self, name_or_index: str | int) -> Name | None:
        if isinstance(name_or_index, str) and "!" not in name_or_index:  # Calc finds it itself, capitals aside
            holder = self.api
            return self._one(holder.getByName(name_or_index)) if holder.hasByName(name_or_index) else None
        for number, name in enumerate(self._all(), start=1):
            if name_or_index == number:
                return name
            if isinstance(name_or_index, str) and name.name.lower() == name_or_index.lower():
                return name
        return None

    def _one(self, api: Any) -> Name:
        return Name(self._book, None, api)

    def _made(self, name: str, refers_to: str, sheet: Sheet | None, holder: Any) -> Name:
        content = to_calc(f"={refers_to.removeprefix('=')}")[1:]
        if holder.hasByName(name):
            holder.removeByName(name)
        holder.addNewByName(name, content, struct("table.CellAddress"), 0)
        return Name(self._book, sheet, holder.getByName(name))


@names_unsupported
@speaks_plainly
class SheetNames(Names):
    """The names of one sheet; called by their own text or by `Лист!имя`."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        """Keep the book and the sheet."""
        super().__init__(book)
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The UNO collection."""
        return self._sheet.api.NamedRanges

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name of this sheet, in place of one of the same text."""
        return self._made(name.rpartition("!")[2], refers_to, self._sheet, self.api)

    def _all(self) -> Iterator[Name]:
        yield from _each(self._book, self._sheet, self.api)

    def _one(self, api: Any) -> Name:
        return Name(self._book, self._sheet, api)


def _each(book: Book, sheet: Sheet | None, collection: Any) -> Iterator[Name]:
    """Yield the names of a UNO collection."""
    for text in collection.ElementNames:
        yield Name(book, sheet, collection.getByName(text))
