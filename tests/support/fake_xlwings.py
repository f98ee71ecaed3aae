"""A book and an application with the few members of xlwings that a press uses, as Excel would answer them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any


class FakeApp:
    """An application that remembers its messages; `chosen` is what the dialog for files gives back."""

    def __init__(self, chosen: Any = False) -> None:
        """Begin as a spreadsheet that redraws and calculates."""
        self.screen_updating = True
        self.calculation = "automatic"
        self.status_bar: str | bool = False
        self.impl = SimpleNamespace()
        self.api = SimpleNamespace(GetOpenFilename=self._choose)
        self.books: Any = FakeBooks(self)
        self.chosen = chosen
        self.answer = "ok"
        self.alerts: list[tuple[str, str, str | None]] = []
        self.dialogs: list[dict[str, Any]] = []
        self.redrawn: list[bool] = []

    def alert(self, prompt: str, title: str, buttons: str = "ok", mode: str | None = None) -> str:
        """Remember a message and give the answer set."""
        self.redrawn.append(self.screen_updating)
        self.alerts.append((prompt, buttons, mode))
        assert title == "Клиентская база"
        return self.answer

    def _choose(self, **options: Any) -> Any:
        self.redrawn.append(self.screen_updating)
        self.dialogs.append(options)
        if isinstance(self.chosen, Exception):
            raise self.chosen
        return self.chosen


class FakeBooks(list[Any]):
    """The open books of an application."""

    def __init__(self, app: FakeApp) -> None:
        """Begin with none."""
        super().__init__()
        self.app = app

    def open(self, path: str) -> FakeXlBook:
        """Open a file."""
        return FakeXlBook(self.app, Path(path))


class FakeXlBook:
    """An open workbook without cells."""

    def __init__(self, app: FakeApp, path: Path) -> None:
        """Be open in an application."""
        self.app, self.fullname, self.name = app, str(path), path.name
        self.sheets: dict[str, Any] = {}
        self.is_active = False
        app.books.append(self)

    def activate(self) -> None:
        """Come to the front."""
        self.is_active = True

    def close(self) -> None:
        """Close."""
        self.app.books.remove(self)
