"""Offices as xlwings knows applications: started, met, switched, asked to recalculate, ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from clientbase_xl.calc.engine.alerts import Alerts
from clientbase_xl.calc.engine.books import Book, Books
from clientbase_xl.calc.engine.connection import Connection, start_office
from clientbase_xl.calc.engine.pickers import Pickers
from clientbase_xl.calc.engine.plain_errors import speaks_plainly
from clientbase_xl.calc.engine.ranges import Range, place_of
from clientbase_xl.calc.engine.refusals import CalcRefused
from clientbase_xl.calc.engine.uno_bridge import options, uno_error
from clientbase_xl.calc.engine.unsupported import names_unsupported

if TYPE_CHECKING:
    from clientbase_xl.calc.engine.host import Engine

_CELLS = "com.sun.star.sheet.SheetCellRange"
_BUSY_STEPS = 100


@names_unsupported
@speaks_plainly
class App(base_classes.App):
    """A running office."""

    def __init__(self, apps: Apps, connection: Connection, is_visible: bool) -> None:
        """Keep the connection; `is_visible` says whether the office has windows."""
        self._apps = apps
        self._connection = connection
        self._has_windows = is_visible
        self._desktop = connection.service("frame.Desktop")
        self._status: str | bool = False
        self._indicators: list[Any] = []
        self._frozen: list[Any] | None = None
        self._events, self._alerts_on, self._is_interactive = True, True, True
        self.alerts = Alerts()
        self.pickers = Pickers()
        self.last_book: Any = None

    @property
    def engine(self) -> Engine:
        """The engine."""
        return self._apps.engine

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self._desktop

    @property
    def connection(self) -> Connection:
        """The way to the office."""
        return self._connection

    @property
    def pid(self) -> int:
        """The process id of an office that we started, else a negative number of its own."""
        return self._connection.pid

    @property
    def version(self) -> str:
        """The office's version, such as 7.4."""
        provider = self._connection.service("configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", options(nodepath="/org.openoffice.Setup/Product")
        )
        return str(access.ooSetupVersion)

    @property
    def books(self) -> Books:
        """The open books."""
        return Books(self)

    @property
    def selection(self) -> Range | None:
        """The cells selected in the active book; None when something else is, or several blocks are."""
        if not len(self.books):
            return None
        book = self.books.active
        chosen = book.controller.getSelection()
        if chosen is None or not chosen.supportsService(_CELLS):
            return None
        address = chosen.RangeAddress
        return Range(book.sheets(address.Sheet + 1), place_of(address))

    def activate(self, steal_focus: bool = False) -> None:
        """Make this office the active one."""
        self._apps.put_first(self)
        if steal_focus and self._has_windows and len(self.books):
            self.books.active.controller.Frame.ContainerWindow.toFront()

    @property
    def visible(self) -> bool:
        """Whether the office has windows; one that was started without them never gets any."""
        return self._has_windows

    @visible.setter
    def visible(self, visible: bool) -> None:
        if self._has_windows:
            for book in self.books:
                book.controller.Frame.ContainerWindow.setVisible(bool(visible))

    def quit(self) -> None:
        """Close the books unsaved and end an office that we started; somebody else's stays as it is."""
        if self._connection.is_ours:
            for book in _closable(self.books):
                book.close()
            self._connection.end()
        self._apps.forget(self)

    def kill(self) -> None:
        """End an office that we started at once; somebody else's stays as it is."""
        self._connection.kill()
        self._apps.forget(self)

    @property
    def screen_updating(self) -> bool:
        """Whether windows show changes at once."""
        return self._frozen is None

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value and self._frozen is not None:
            for document in self._frozen:
                _quietly(document.unlockControllers)  # a book may have been closed since
            self._frozen = None
        elif not value and self._frozen is None:
            self._frozen = [book.api for book in self.books]
            for document in self._frozen:
                document.lockControllers()

    @property
    def display_alerts(self) -> bool:
        """Whether messages open a box."""
        return self._alerts_on

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts_on = bool(value)

    @property
    def enable_events(self) -> bool:
        """Kept only: books opened here never run macros of their own."""
        return self._events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        self._events = bool(value)

    @property
    def interactive(self) -> bool:
        """Whether windows take the keyboard and the mouse."""
        return self._is_interactive

    @interactive.setter
    def interactive(self, value: bool) -> None:
        self._is_interactive = bool(value)
        for book in self.books:
            book.controller.Frame.ContainerWindow.setEnable(self._is_interactive)

    @property
    def calculation(self) -> str:
        """`automatic` or `manual`, of the active book."""
        is_automatic = not len(self.books) or self.books.active.api.isAutomaticCalculationEnabled()
        return "automatic" if is_automatic else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "semiautomatic", "manual"):
            raise ValueError(f"Пересчёт «{value}»: допустимы automatic, semiautomatic, manual.")
        for book in self.books:
            book.api.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        """Recalculate every formula of every open book, those not touched since the file was read as well."""
        for book in self.books:
            book.api.calculateAll()

    @property
    def status_bar(self) -> str | bool:
        """The text in the status bar, False when it is the office's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status = value if isinstance(value, str) and value else False
        if self._indicators and self._status is not False:  # the book in front is still the same
            try:
                self._indicators[0].setText(self._status)
            except uno_error():
                pass  # closed meanwhile: another window shows it
            else:
                return
        for indicator in self._indicators:
            _quietly(indicator.end)
        self._indicators.clear()
        if self._status is not False and len(self.books):
            indicator = self.books.active.controller.StatusIndicator
            indicator.start(self._status, _BUSY_STEPS)
            self._indicators.append(indicator)

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: str | None) -> str:
        """Show a message and return the button pressed: ok, cancel, yes or no.

        In an office without windows, or with `display_alerts` off, nobody is asked: see `Alerts`.
        """
        if callback is not None:
            raise NotImplementedError("App.alert(callback=…): в LibreOffice Calc не поддерживается")
        window = toolkit = None
        if self._asks and len(self.books):
            window = self.books.active.controller.Frame.ContainerWindow
            toolkit = self._connection.service("awt.Toolkit")
        return self.alerts.show(toolkit, window, prompt, title or "", buttons, mode == "critical")

    def ask_files(self, title: str, words: str, patterns: str) -> list[str]:
        """Ask for files and return their paths (no member of xlwings: reached through `app.impl`).

        In an office without windows, or with `display_alerts` off, nobody is asked: see `Pickers`.
        """
        picker = self._connection.service("ui.dialogs.FilePicker") if self._asks else None
        return self.pickers.ask(picker, title, words, patterns)

    @property
    def _asks(self) -> bool:
        """Whether somebody sees dialogs and can answer them."""
        return self._has_windows and self._alerts_on


@names_unsupported
@speaks_plainly
class Apps(base_classes.Apps):
    """The offices that this process has started or met, the active one first."""

    def __init__(self, engine: Engine) -> None:
        """Begin with none."""
        self.engine = engine
        self._apps: list[App] = []

    def keys(self) -> list[int]:
        """Return the numbers of the offices: process ids of those that we started."""
        return [app.pid for app in self._apps]

    def add(self, spec: Any = None, add_book: bool | None = None, xl: Any = None, visible: bool | None = None) -> App:
        """Start an office of our own, or take the `Connection` given as `xl`; it becomes the active one."""
        if spec is not None:
            raise NotImplementedError("Apps.add(spec=…): в LibreOffice Calc не поддерживается")
        connection = xl if isinstance(xl, Connection) else start_office(is_visible=bool(visible))
        app = App(self, connection, is_visible=bool(visible))
        self._apps.insert(0, app)
        if add_book:
            app.books.add()
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing is left behind: every office of ours is ended by its own process."""

    def put_first(self, app: App) -> None:
        """Make an office the active one."""
        self._apps.remove(app)
        self._apps.insert(0, app)

    def forget(self, app: App) -> None:
        """Take an office that has ended off the list."""
        if app in self._apps:
            self._apps.remove(app)

    def __iter__(self) -> Iterator[App]:
        return iter(list(self._apps))

    def __len__(self) -> int:
        return len(self._apps)

    def __getitem__(self, pid: int) -> App:
        for app in self._apps:
            if app.pid == pid:
                return app
        raise KeyError(pid)


def _closable(books: Books) -> list[Book]:
    """Return the open books, none when the office has gone away already."""
    try:
        return list(books)
    except CalcRefused:
        return []


def _quietly(act: Any) -> None:
    """Put something back that may have been closed in the meantime."""
    try:
        act()
    except uno_error():
        return
