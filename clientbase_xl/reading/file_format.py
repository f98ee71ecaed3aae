"""What sort of file a file is, in words for people, judged by its bytes and not by its name."""

from __future__ import annotations

import zipfile
from pathlib import Path

_BOOKS = (
    ("xl/workbook.bin", "двоичная книга Excel (.xlsb)"),
    ("content.xml", "таблица OpenDocument (.ods)"),
    ("xl/workbook.xml", "книга Excel (.xlsx)"),
)
_DELIMITERS = {";": "точка с запятой", ",": "запятая", "\t": "табуляция", "|": "черта"}
_OLD_BOOK = (b"\xd0\xcf\x11\xe0", b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def format_words(path: Path, delimiter: str = "") -> str:
    """Return the format of a readable file; `delimiter` is what parts the fields of a text. OSError: unreadable."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == b"PAR1":
        return "таблица Parquet"
    if magic.startswith(b"PK"):
        with zipfile.ZipFile(path) as archive:
            names = {name.casefold() for name in archive.namelist()}
        return next((words for name, words in _BOOKS if name in names), "книга Excel")
    if magic.startswith(_OLD_BOOK):
        return "книга Excel старого формата (.xls)"
    return f"текст CSV, разделитель — {_DELIMITERS[delimiter]}" if delimiter in _DELIMITERS else "текст CSV"
