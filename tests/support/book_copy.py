"""A workbook made again of the same state: by the program it takes seconds, and nothing but its moment is new."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

from clientbase_xl.reading.own_workbook import read_marks
from clientbase_xl.settings import Settings
from clientbase_xl.workflows.origin import IDENTITY_MARK, MANAGER_MARK, MOMENT_MARK, NAME_MARK
from clientbase_xl.writing.content import WorkbookContent
from clientbase_xl.writing.spare_rows import number_prefix
from clientbase_xl.writing.workbook import workbook_id
from tests.support.sheet_patch import patch_parts


def copy_made_at(path: Path, target: Path, today: date, at: datetime) -> None:
    """Write what the program makes of the same state and day at another moment: identity and spare numbers follow it.

    `tests/workflows/test_office_books.py` compares every part with the program's. Only widths of columns and the
    scale of print may differ: they follow the letters of the numbers.
    """
    marks = {**_marks(path)}
    old = marks.pop(IDENTITY_MARK)
    new = _identity(marks | {MOMENT_MARK: at.isoformat()}, today)
    pairs = {old: new, number_prefix(old): number_prefix(new), marks[MOMENT_MARK]: at.isoformat()}
    parts: dict[str, str] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if any(text.encode() in content for text in pairs):
                text = content.decode()
                for was, becomes in pairs.items():
                    text = text.replace(was, becomes)
                parts[name] = text
    patch_parts(path, target, parts)


_marks = cache(read_marks)


def _identity(marks: dict[str, str], today: date) -> str:
    content = WorkbookContent(
        tables={},
        start_counts=None,  # type: ignore[arg-type]
        cuts=None,  # type: ignore[arg-type]
        settings=Settings(),
        today=today,
        base_name=marks[NAME_MARK],
        manager=marks.get(MANAGER_MARK, ""),
        marks=marks,
    )
    return workbook_id(content)
