"""Whether a file is a workbook that we wrote, by a look at its parts: nothing of it is parsed."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import IO

from clientbase_xl.reading.archive_guard import DAMAGED, OLE_MAGIC
from clientbase_xl.schemas.clients import CLIENTS

WORKBOOK_ID = "clientbase_workbook_id"
_OWN_TABLE = re.compile(rb'(?:displayName|name)="' + CLIENTS.table_name.encode() + rb'"')
_MAX_PART_BYTES = 4 * 1024**2
_CHUNK_BYTES = 1024**2


def is_own_workbook(path: Path) -> bool:
    """Tell whether we wrote a workbook: by its hidden name or its table of clients; False for what is no workbook.

    Saved anew as .xls, .xlsb or .ods it still has that name.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(OLE_MAGIC)) == OLE_MAGIC:
                return _mentions(file)
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist() or "xl/workbook.bin" in archive.namelist():
                part = "content.xml" if "content.xml" in archive.namelist() else "xl/workbook.bin"
                with archive.open(part) as content:
                    return _mentions(content)
            if WORKBOOK_ID.encode() in _part(archive, "xl/workbook.xml"):
                return True
            tables = [name for name in archive.namelist() if name.startswith("xl/tables/")]
            return any(_OWN_TABLE.search(_part(archive, name)) for name in tables)
    except (OSError, KeyError, *DAMAGED):
        return False


def _mentions(content: IO[bytes]) -> bool:
    """Tell whether the hidden name occurs, in either of the ways in which the formats spell texts."""
    names = (WORKBOOK_ID.encode(), WORKBOOK_ID.encode("utf-16-le"))
    tail = b""
    while chunk := content.read(_CHUNK_BYTES):
        text = tail + chunk
        if any(name in text for name in names):
            return True
        tail = text[-len(names[1]) :]
    return False


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(_MAX_PART_BYTES)
