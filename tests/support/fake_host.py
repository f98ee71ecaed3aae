"""A spreadsheet around an open book that answers from a script and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clientbase_xl.excel.host import Answer, FileKind


class FakeHost:
    """Dialogs answered in order; one more question than answers fails the test."""

    def __init__(self, folder: Path, files: Sequence[Path] = (), answers: Sequence[Answer] = ()) -> None:
        """Stand in a folder with the files to choose and the answers to give."""
        self._folder = folder
        self._files = files
        self._answers = list(answers)
        self.asked: list[str] = []
        self.progress: list[str] = []
        self.opened: list[Path] = []
        self.sheet = ""

    def show(self, text: str) -> None:
        """Remember the progress."""
        self.progress.append(text)

    def ask_files(self, title: str, kind: FileKind) -> Sequence[Path]:
        """Give the files."""
        self.asked.append(f"{title} {kind.patterns}")
        return self._files

    def confirm(self, question: str) -> bool:
        """Give the next answer."""
        return self.choose(question) == "yes"

    def choose(self, question: str) -> Answer:
        """Give the next answer."""
        self.asked.append(question)
        return self._answers.pop(0)

    def folder(self) -> Path:
        """Return the folder."""
        return self._folder

    def is_open(self, path: Path) -> bool:
        """Tell whether a file was opened here."""
        return path in self.opened

    def close_file(self, path: Path) -> None:
        """Forget an opened file."""
        self.opened = [one for one in self.opened if one != path]

    def open_file(self, path: Path) -> None:
        """Remember an opened file."""
        self.opened.append(path)

    def go_to(self, sheet: str) -> None:
        """Remember the sheet."""
        self.sheet = sheet
