"""Files asked of the user: the office's own dialog; without windows the questions are kept and answered by a script."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clientbase_xl.calc.engine.uno_bridge import path_of

_OK = 1  # com.sun.star.ui.dialogs.ExecutableDialogResults
_ALL = ("Все файлы", "*.*")


@dataclass(frozen=True, slots=True)
class Picked:
    """A dialog that was shown: its title, the kind of files offered with their patterns, and the paths chosen."""

    title: str
    words: str
    patterns: str
    answer: tuple[str, ...]


@dataclass(slots=True)
class Pickers:
    """The dialogs for files of an office so far; `answers` are given, in order, where nobody can choose."""

    shown: list[Picked] = field(default_factory=list)
    answers: deque[Sequence[str]] = field(default_factory=deque)

    def ask(self, picker: Any, title: str, words: str, patterns: str) -> list[str]:
        """Ask for files and return their paths, none when the dialog was closed.

        `picker` is a com.sun.star.ui.dialogs.FilePicker; without one the next of `answers` is taken, else nothing is
        chosen. `patterns` are like `*.xlsx;*.csv`.
        """
        if picker is None:
            answer = [str(path) for path in self.answers.popleft()] if self.answers else []
        else:
            prepare(picker, title, words, patterns)
            answer = [path_of(url) for url in picker.getSelectedFiles()] if picker.execute() == _OK else []
        self.shown.append(Picked(title, words, patterns, tuple(answer)))
        return answer


def prepare(picker: Any, title: str, words: str, patterns: str) -> None:
    """Tell a dialog its title and the files to offer; several may be chosen."""
    picker.setTitle(title)
    picker.setMultiSelectionMode(True)
    for name, pattern in ((words, patterns), _ALL):
        picker.appendFilter(name, pattern)
    picker.setCurrentFilter(words)
