"""Workbooks kept by the state of the base that they show: what was made once of a state is copied ever after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from clientbase_xl.base.journal import head
from clientbase_xl.base.store import Base
from clientbase_xl.reading.own_workbook import read_marks
from clientbase_xl.workflows.origin import MOMENT_MARK
from tests.support.book_copy import copy_made_at


class KeptBooks:
    """A folder of workbooks of one base and its copies, on one day."""

    def __init__(self, folder: Path, today: date) -> None:
        """Keep workbooks in a folder that exists."""
        self.folder, self.today = folder, today
        self._count = 0

    def bring(self, base: Base, path: Path, who: str, make: Callable[[], object], at: datetime | None = None) -> None:
        """Let a workbook of the base be made for somebody at a path where none is, or copy what was made already.

        The copy says that it was made at `at`, else a moment later than the one it is taken of. A workbook whose
        making is an act of the journal is never kept: the next copy of the base has to do the act too.
        """
        before = head(base)[1]
        kept = self.folder / f"{who} {before or 'пусто'}.xlsx"
        if kept.exists():
            copy_made_at(kept, path, self.today, at or self._later(kept))
            return
        make()
        if head(base)[1] == before:
            shutil.copy(path, kept)

    def _later(self, kept: Path) -> datetime:
        self._count += 1
        return datetime.fromisoformat(read_marks(kept)[MOMENT_MARK]) + timedelta(seconds=self._count)
