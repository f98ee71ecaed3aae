"""Books open in an office: opened, saved whole, closed; each with its sheets, names, tables and formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.formats import Formats
from clientbase_xl.calc.engine.names import Names
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.refusals import CalcRefused, NotInBook
from clientbase_xl.calc.engine.sheets import Sheets
from clientbase_xl.calc.engine.uno_bridge import options, path_of, uno_error, url_of
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.apps import App
    from clientbase_xl.calc.engine.tables import Table

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
    ".csv": "Text - txt - csv (StarCalc)",
}
"""What Calc calls the kinds of files that it saves."""

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_NEVER_RUN, _NEVER_UPDATE = 0, 0  # macros of a document, links of a document


@names_unsupported
@speaks_plainly
class Book(base_classes.Book):
    """An open spreadsheet document."""

    def __init__(self, app: App, api: Any) -> None:
        """Keep the office and the UNO document."""
        self._app = app
        self._api = api
        self._tables_of: tuple[Any, Any] = ((), ())
        self._places: dict[str, int] = {}
        self._sheets_of: tuple[Any, dict[int, Any]] = ((), {})

    @property
    def api(self) -> Any:
        """The UNO document."""
        return self._api

    @property
    def app(self) -> App:
        """The office that the book is open in."""
        return self._app

    @property
    def name(self) -> str:
        """The file's name; the title of a book never saved."""
        return Path(path_of(self._api.URL)).name if self._api.URL else str(self._api.Title)

    @property
    def fullname(self) -> str:
        """The file's path; the title of a book never saved."""
        return path_of(self._api.URL) if self._api.URL else str(self._api.Title)

    @property
    def sheets(self) -> Sheets:
        """The sheets in the order of the tabs."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """All defined names."""
        return Names(self)

    @property
    def controller(self) -> Any:
        """What shows the book: selection, active sheet, window."""
        return self._api.CurrentController

    @cached_property
    def formats(self) -> Formats:
        """The number formats of the document."""
        return Formats(self._api)

    @cached_property
    def page_styles(self) -> Any:
        """The UNO page styles of the document."""
        return self._api.StyleFamilies.getByName("PageStyles")

    @cached_property
    def null_date(self) -> dt.datetime:
        """The day that the document's dates are counted from: 30 December 1899, unless the file says otherwise.

        Before 1 March 1900 Calc's calendar and Excel's differ by a day; what is read and written here is what Calc
        shows.
        """
        day = self._api.NullDate
        return dt.datetime(day.Year, day.Month, day.Day)  # noqa: DTZ001 - cells know no time zones

    @cached_property
    def whole_sheet(self) -> Rectangle:
        """All the cells that each sheet of the document has."""
        fresh = self._api.Sheets.getByIndex(0)
        return Rectangle(1, 1, fresh.Rows.Count, fresh.Columns.Count)

    def sheet_api(self, number: int, names: tuple[str, ...]) -> Any:
        """Return the UNO sheet at a place (from 0) among the `names` of all; asking for each anew costs milliseconds.

        A sheet object lives on through renaming and moving; it is asked anew whenever the names have changed.
        """
        if self._sheets_of[0] != names:
            self._sheets_of = (names, {})
        known = self._sheets_of[1]
        if number not in known:
            known[number] = self._api.Sheets.getByIndex(number)
        return known[number]

    def forget_sheets(self) -> None:
        """Ask anew for every sheet: one was taken away, and another may come under its name."""
        self._sheets_of = ((), {})

    def table_names(self, sheet_index: int) -> list[str]:
        """Return the names of Calc's database ranges on a sheet (from 1).

        Each is asked once where it lies: asking all of them for every sheet would take seconds.
        """
        names, sheets = self._api.DatabaseRanges.ElementNames, self._api.Sheets.ElementNames
        if self._tables_of != (names, sheets):
            self._tables_of = (names, sheets)
            self._places = {name: self._api.DatabaseRanges.getByName(name).DataArea.Sheet + 1 for name in names}
        return [name for name in names if self._places[name] == sheet_index]

    def forget_places(self) -> None:
        """Ask anew where tables lie: one was made or taken away."""
        self._tables_of = ((), ())

    def table(self, name: str) -> Table | None:
        """Return the table of this name on whichever sheet, capitals aside, or None."""
        for sheet in self.sheets:
            if name in sheet.tables:
                return sheet.tables(name)
        return None

    def refuse_if_read_only(self) -> None:
        """Raise CalcRefused when the book is open for reading only: Calc takes no value then."""
        if self._api.isReadonly():
            raise CalcRefused(
                f"Книга «{self.name}» открыта только для чтения.",
                remedy="Сохраните её под другим именем или закройте там, где она открыта, и откройте снова.",
            )

    def activate(self) -> None:
        """Make the book the one that is worked on."""
        self._app.books.remember(self)
        self.controller.Frame.activate()

    def close(self) -> None:
        """Close the book without saving."""
        self._api.close(True)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save the book: in place, or as `path` in the kind of file that its ending names.

        A book never saved goes to the working folder as xlsx. Raises CalcRefused for an unknown ending, a missing
        folder, a book opened for reading only and when the office cannot write.
        """
        target = Path(path).resolve() if path else Path(self.fullname)
        if not path and not self._api.URL:
            target = Path(f"{self.name}.xlsx").resolve()
        kind = FILTERS.get(target.suffix.lower())
        if kind is None:
            allowed = "окончания " + ", ".join(FILTERS)
            raise CalcRefused(f"Книгу нельзя сохранить как «{target.name}»: неизвестный вид файла.", allowed)
        if not target.parent.is_dir():  # Calc would make the folders without a word
            raise CalcRefused(f"Книгу нельзя сохранить: папки «{target.parent.name}» нет.", remedy="Создайте папку.")
        with_password = {"Password": password} if password else {}
        try:
            if not path and self._api.URL and not password:
                self._api.store()
            else:
                self._api.storeAsURL(url_of(str(target)), options(FilterName=kind, Overwrite=True, **with_password))
        except uno_error() as error:
            raise CalcRefused(
                f"LibreOffice не смог сохранить «{target.name}».",
                remedy="Проверьте, что папка есть и в неё можно писать, а файл не открыт в другой программе.",
            ) from error

    def to_pdf(self, path: str, quality: str | None = None) -> None:  # noqa: ARG002
        """Print the book to a PDF."""
        self._api.storeToURL(url_of(str(Path(path).resolve())), options(FilterName="calc_pdf_Export"))


@names_unsupported
@speaks_plainly
class Books(base_classes.Books):
    """The books open in one office, in the order of their windows."""

    def __init__(self, app: App) -> None:
        """Keep the office."""
        self._app = app

    @property
    def app(self) -> App:
        """The office."""
        return self._app

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self._app.api

    @property
    def active(self) -> Book:
        """The book that is worked on: the one last activated, else the one in front; NotInBook when none is open."""
        books = list(self)
        for wanted in (self._app.last_book, self.api.getCurrentComponent()):
            for book in books:
                if wanted is not None and book.api == wanted:
                    return book
        if not books:
            raise NotInBook("В LibreOffice не открыта ни одна книга.")
        return books[0]

    def remember(self, book: Book) -> None:
        """Keep which book is worked on: an office without windows does not know."""
        self._app.last_book = book.api

    def __iter__(self) -> Iterator[Book]:
        components = self.api.Components.createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if document.supportsService(_SPREADSHEET):
                yield Book(self._app, document)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, name_or_index: str | int) -> Book:
        """Return a book by number from 1 or by name, capitals aside; KeyError when it is not open."""
        for number, book in enumerate(self, start=1):
            if name_or_index == number:
                return book
            if isinstance(name_or_index, str) and book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __contains__(self, key: object) -> bool:
        return any(isinstance(key, str) and book.name.lower() == key.lower() for book in self)

    def add(self) -> Book:
        """Open a new empty book and return it."""
        return self._loaded("private:factory/scalc", {})

    def open(
        self,
        fullname: str,
        update_links: bool | None = None,  # noqa: ARG002
        read_only: bool | None = None,
        format: Any = None,  # noqa: ARG002
        password: str | None = None,
        *_: Any,
        **__: Any,
    ) -> Book:
        """Open a file and return its book; macros in it never run, links in it are never followed.

        Raises CalcRefused when Calc cannot read it.
        """
        wanted: dict[str, Any] = {"ReadOnly": bool(read_only)}
        if password:
            wanted["Password"] = password
        return self._loaded(url_of(fullname), wanted)

    def _loaded(self, url: str, wanted: dict[str, Any]) -> Book:
        safe = options(MacroExecutionMode=_NEVER_RUN, UpdateDocMode=_NEVER_UPDATE, **wanted)
        try:
            document = self.api.loadComponentFromURL(url, "_blank", 0, safe)
        except uno_error():
            document = None
        if document is None or not document.supportsService(_SPREADSHEET):
            if document is not None:
                document.close(True)
            raise CalcRefused(
                f"LibreOffice не смог открыть «{Path(path_of(url)).name}» как книгу.",
                remedy="Проверьте, что это таблица (xlsx, ods, csv) и что она не повреждена и не закрыта паролем.",
            )
        book = Book(self._app, document)
        self.remember(book)
        return book
