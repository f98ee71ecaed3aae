"""Our workbooks read by the program, each sheet once: the files of a test differ in the sheets that it typed into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from openpyxl.xml.constants import ARC_SHARED_STRINGS, ARC_STYLE

from clientbase_xl.reading import own_workbook
from clientbase_xl.reading.own_table import Row
from clientbase_xl.reading.own_workbook import OwnWorkbook, read_own_workbook

_SHEETS_MAX = 1_000
_read: dict[tuple[tuple[int, int], ...], list[Row]] = {}


def read_once(path: Path) -> OwnWorkbook:
    """Return what people typed in a workbook; a sheet of the same bytes as one read before is not parsed again."""
    with sheets_read_once():
        return read_own_workbook(path)


@contextmanager
def sheets_read_once() -> Iterator[None]:
    """Let the program parse a sheet of the same bytes once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(own_workbook, "_grid", _kept(own_workbook._grid))
        yield


def _kept(parse: Callable[[Any], list[Row]]) -> Callable[[Any], list[Row]]:
    @wraps(parse)
    def grid(sheet: Any) -> list[Row]:
        archive = sheet.parent._archive
        held = set(archive.namelist())
        parts = [name for name in (sheet._worksheet_path, ARC_SHARED_STRINGS, ARC_STYLE) if name in held]
        key = tuple((info.CRC, info.file_size) for info in map(archive.getinfo, parts))
        if key not in _read:
            if len(_read) >= _SHEETS_MAX:
                del _read[next(iter(_read))]
            _read[key] = parse(sheet)
        return list(_read[key])

    return grid
