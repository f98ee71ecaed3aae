"""Which reader a file needs, judged by its first bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED, OLE_MAGIC, SAVE_AGAIN, check_archive
from clientbase_xl.reading.declared_texts import check_declared_texts
from clientbase_xl.reading.open_csv import CsvSource
from clientbase_xl.reading.open_grids import open_ods, open_xls, open_xlsb
from clientbase_xl.reading.open_parquet import ParquetSource
from clientbase_xl.reading.open_xlsx import XlsxSource
from clientbase_xl.reading.raw import Source
from clientbase_xl.reading.sheet_extent import check_extents

TEXT_SUFFIXES = (".csv", ".txt", ".tsv")


def open_source(path: Path) -> Source:
    """Return the opened file as a source of rows.

    BadFile: missing, a folder, no right to read, empty, an encrypted workbook, not a table at all.
    """
    try:
        if path.is_dir():
            raise BadFile(f"«{path}» — папка, а не файл.", ALLOWED, "Укажите файл выгрузки внутри папки.")
        if path.exists() and not path.is_file():
            raise BadFile(f"«{path.name}» — не файл на диске.", ALLOWED, "Укажите файл выгрузки.")
        with path.open("rb") as file:
            magic = file.read(8)
    except OSError as error:
        raise unreadable(path, error) from error
    if not magic:
        raise BadFile(f"Файл «{path.name}» пуст: 0 байт.", ALLOWED, "Выгрузите продажи заново.")
    if magic.startswith(b"PK"):
        return _open_archive(path)
    if magic.startswith(b"PAR1"):
        return ParquetSource(path)
    if magic == OLE_MAGIC or _is_bare_biff(magic):
        return open_xls(path)
    if path.suffix.casefold() in TEXT_SUFFIXES:
        return CsvSource(path)
    raise BadFile(f"Файл «{path.name}» — не книга Excel и не таблица.", ALLOWED, SAVE_AGAIN)


def _is_bare_biff(magic: bytes) -> bool:
    """Tell whether a file begins as an old workbook outside a compound document: with the record that opens one."""
    return len(magic) >= 4 and magic[0] == 0x09 and magic[1] in (0, 2, 4, 8) and 4 <= magic[2] <= 16 and magic[3] == 0


def unreadable(path: Path, error: OSError) -> BadFile:
    """Return the refusal for a file that the operating system does not give us."""
    if isinstance(error, FileNotFoundError):
        return BadFile(f"Файла «{path}» нет.", ALLOWED, "Проверьте имя и папку файла.")
    if isinstance(error, PermissionError):
        return BadFile(
            f"Нет права читать файл «{path.name}».", ALLOWED, "Закройте файл в других программах или попросите доступ."
        )
    return BadFile(f"Файл «{path.name}» не читается: {error.strerror or error}.", ALLOWED, "Скопируйте файл заново.")


def _open_archive(path: Path) -> Source:
    members = {name.casefold() for name in check_archive(path)}
    if "xl/workbook.bin" in members:
        return open_xlsb(path)
    if "content.xml" in members and "mimetype" in members:
        return open_ods(path)
    if not any(name.startswith("xl/") for name in members):
        raise BadFile(f"Файл «{path.name}» — архив, но не книга Excel.", ALLOWED, SAVE_AGAIN)
    check_extents(path)
    check_declared_texts(path)
    return XlsxSource(path)
