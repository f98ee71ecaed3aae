"""Workbooks of other formats than .xlsx as sources: .xls, .xlsb and .ods, flat tables and reports alike."""

from __future__ import annotations

import mmap
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import xlrd

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED, OLE_MAGIC, SAVE_AGAIN
from clientbase_xl.reading.grids.book import GridBook
from clientbase_xl.reading.grids.columns import to_table
from clientbase_xl.reading.grids.notation import cell_text
from clientbase_xl.reading.grids.ods import OdsBook
from clientbase_xl.reading.grids.xls import XlsBook
from clientbase_xl.reading.grids.xlsb import XlsbBook
from clientbase_xl.reading.raw import Peek, RawTable
from clientbase_xl.reading.report_grid import ReportGrid

PEEK_ROWS = 50
# Numbers in every cell of a sheet take 94 MB, and a gigabyte of memory.
MAX_XLS_BYTES = 96 * 1024**2
UNLOCK = "Снимите пароль и сохраните книгу заново."
_SPREADSHEETS = b"application/vnd.oasis.opendocument.spreadsheet"
_NAMED_BYTES = 1024**2
_OTHER_OFFICE = {
    "WordDocument": "документ Word (.doc)",
    "PowerPoint Document": "презентация PowerPoint (.ppt)",
    "__properties_version1.0": "письмо Outlook (.msg)",
}
T = TypeVar("T")


class GridsSource:
    """A workbook whose sheets are read as grids."""

    has_typed_cells = True

    def __init__(self, path: Path, opener: Callable[[Path], GridBook]) -> None:
        """Open the workbook; BadFile when it is damaged."""
        self.name = path.name
        self._book = self._guard(lambda: opener(path))
        self._peeks: Sequence[Peek] | None = None

    def peeks(self) -> Sequence[Peek]:
        """Return the first 50 rows of every sheet; they are read once."""
        if self._peeks is None:
            self._peeks = [_peek(grid) for grid in self._guard(lambda: self._book.first_rows(PEEK_ROWS))]
        return self._peeks

    def load(self, sheet: str, header_row: int, positions: Sequence[int]) -> RawTable:
        """Return the columns at these positions below the header row (0 = first row of the sheet)."""
        return self._guard(lambda: to_table(self._book.read(sheet, is_flat=True), header_row, positions))

    def grid(self, sheet: str) -> ReportGrid:
        """Return a sheet whole; BadFile when it is damaged or has more than 5 million cells."""
        return self._guard(lambda: self._book.read(sheet, is_flat=False))

    def _guard(self, call: Callable[[], T]) -> T:
        """Turn whatever a damaged workbook makes a reader raise into BadFile."""
        try:
            return call()
        except BadFile:
            raise
        except Exception as error:
            if "encrypted" in str(error).casefold() and isinstance(error, xlrd.XLRDError):
                raise BadFile(f"Файл «{self.name}» защищён паролем.", ALLOWED, UNLOCK) from error
            raise _damaged(self.name) from error


def _peek(grid: ReportGrid) -> Peek:
    return Peek(grid.sheet, tuple(tuple(map(cell_text, row)) for row in grid.rows[:PEEK_ROWS]), grid.is_hidden)


def open_xls(path: Path) -> GridsSource:
    """Return an old workbook as a source; BadFile when it is encrypted, another kind of document, or too large."""
    _check_kind(path)
    size = path.stat().st_size
    if size > MAX_XLS_BYTES:
        raise BadFile(
            f"Файл «{path.name}» занимает {size / 1024**2:.0f} МБ.",
            f"книга .xls не больше {MAX_XLS_BYTES // 1024**2} МБ",
            "Сохраните её как «Книга Excel (.xlsx)» или выгрузите данные за меньший период.",
        )
    return GridsSource(path, XlsBook)


def open_xlsb(path: Path) -> GridsSource:
    """Return a binary workbook as a source."""
    return GridsSource(path, XlsbBook)


def open_ods(path: Path) -> GridsSource:
    """Return an OpenDocument spreadsheet as a source; BadFile when it is encrypted or no spreadsheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {name.casefold(): name for name in archive.namelist()}
            kind = _beginning(archive, members["mimetype"])
            manifest = _beginning(archive, members.get("meta-inf/manifest.xml", ""))
    except Exception as error:
        raise _damaged(path.name) from error
    if not kind.startswith(_SPREADSHEETS):
        raise BadFile(f"Файл «{path.name}» — документ OpenDocument, но не таблица .ods.", ALLOWED, SAVE_AGAIN)
    if b"encryption-data" in manifest:
        raise BadFile(f"Файл «{path.name}» защищён паролем.", ALLOWED, UNLOCK)
    return GridsSource(path, OdsBook)


def _damaged(name: str) -> BadFile:
    return BadFile(f"Книга «{name}» повреждена: её листы не читаются.", ALLOWED, SAVE_AGAIN)


def _beginning(archive: zipfile.ZipFile, member: str) -> bytes:
    if not member:
        return b""
    with archive.open(member) as part:
        return part.read(_NAMED_BYTES)


def _is_compound(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(OLE_MAGIC)) == OLE_MAGIC


def _check_kind(path: Path) -> None:
    """Refuse a compound document that holds something else than a workbook, by the names of its streams."""
    if not _is_compound(path):
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content.find("EncryptedPackage".encode("utf-16-le")) >= 0:
            raise BadFile(f"Файл «{path.name}» защищён паролем.", ALLOWED, UNLOCK)
        names = {name: content.find(name.encode("utf-16-le")) for name in ("Workbook", "Book", *_OTHER_OFFICE)}
    if max(names["Workbook"], names["Book"]) >= 0:
        return
    other = next((title for name, title in _OTHER_OFFICE.items() if names[name] >= 0), "документ Office")
    raise BadFile(f"Файл «{path.name}» — {other}, а не книга Excel.", ALLOWED, SAVE_AGAIN)
