"""What a button asks of the spreadsheet beside the cells: progress, questions, files, another sheet."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import xlwings

from clientbase_xl.errors import BadUse
from clientbase_xl.excel import mac_files

TITLE = "Клиентская база"
Answer = Literal["yes", "no", "cancel"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """Files that a dialog offers: what they are called, and the endings of their names, such as `.xlsx`."""

    words: str
    endings: tuple[str, ...]

    @property
    def patterns(self) -> str:
        """Return the endings as dialogs take them: `*.xlsx;*.csv`."""
        return ";".join(f"*{ending}" for ending in self.endings)


class Host(Protocol):
    """The spreadsheet around the open book; a dialog that somebody closes is an answer, never an error."""

    def show(self, text: str) -> None:
        """Show progress in the status bar."""

    def ask_files(self, title: str, kind: FileKind) -> Sequence[Path]:
        """Ask for files; none when the dialog was closed."""

    def confirm(self, question: str) -> bool:
        """Ask «да» or «нет»."""

    def choose(self, question: str) -> Answer:
        """Ask «да», «нет» or «отмена»; the question says what each means."""

    def folder(self) -> Path:
        """Return the folder of the open book; BadUse when it was never saved to a disk."""

    def is_open(self, path: Path) -> bool:
        """Tell whether a file is open in this spreadsheet."""

    def close_file(self, path: Path) -> None:
        """Close an open file without saving it."""

    def open_file(self, path: Path) -> None:
        """Open a file in this spreadsheet, or come to it where it is open."""

    def go_to(self, sheet: str) -> None:
        """Come to a sheet of the open book; a hidden one becomes visible."""


class XlHost:
    """The spreadsheet that xlwings drives: Excel, or Calc by an engine of ours."""

    def __init__(self, book: xlwings.Book) -> None:
        """Stand around an open book; never kept beyond one press."""
        self._book = book
        self._app = book.app

    def show(self, text: str) -> None:
        """Show progress in the status bar."""
        self._app.status_bar = text

    def ask_files(self, title: str, kind: FileKind) -> Sequence[Path]:
        """Ask for files; an engine of ours says itself how (`app.impl.ask_files`), Excel is asked by its own dialog."""
        with self._seen():
            own = getattr(self._app.impl, "ask_files", None)
            if own is not None:
                chosen = own(title, kind.words, kind.patterns)
            elif sys.platform == "darwin":
                chosen = mac_files.ask_files(title, kind.endings)
            else:
                offered = f"{kind.words.replace(',', '')} ({kind.patterns}),{kind.patterns},Все файлы (*.*),*.*"
                chosen = self._app.api.GetOpenFilename(FileFilter=offered, Title=title, MultiSelect=True)
        return [Path(path) for path in chosen or ()]

    def confirm(self, question: str) -> bool:
        """Ask «да» or «нет»."""
        with self._seen():
            return bool(self._app.alert(question, TITLE, buttons="yes_no") == "yes")

    def choose(self, question: str) -> Answer:
        """Ask «да», «нет» or «отмена»."""
        with self._seen():
            answer = self._app.alert(question, TITLE, buttons="yes_no_cancel")
        return "yes" if answer == "yes" else "no" if answer == "no" else "cancel"

    def folder(self) -> Path:
        """Return the folder of the open book."""
        path = Path(self._book.fullname)
        if not path.is_absolute() or not path.parent.is_dir():
            raise BadUse(
                f"Книга «{self._book.name}» не лежит в папке этого компьютера.",
                "книга, сохранённая на диск",
                "Сохраните её: Файл → Сохранить как — и повторите.",
            )
        return path.parent

    def is_open(self, path: Path) -> bool:
        """Tell whether a file is open in this spreadsheet."""
        return self._find(path) is not None

    def close_file(self, path: Path) -> None:
        """Close an open file without saving it."""
        if (book := self._find(path)) is not None:
            book.close()

    def open_file(self, path: Path) -> None:
        """Open a file in this spreadsheet, or come to it where it is open."""
        (self._find(path) or self._app.books.open(str(path))).activate()

    def go_to(self, sheet: str) -> None:
        """Come to a sheet of the open book; a hidden one becomes visible."""
        found = self._book.sheets[sheet]
        if not found.visible:
            found.visible = True
        found.activate()

    def _find(self, path: Path) -> xlwings.Book | None:
        return next((book for book in self._app.books if Path(book.fullname) == path), None)

    @contextmanager
    def _seen(self) -> Iterator[None]:
        """Redraw for the time of a question: behind it people see the book, not an empty window."""
        updating = self._app.screen_updating
        self._app.screen_updating = True
        try:
            yield
        finally:
            self._app.screen_updating = updating
