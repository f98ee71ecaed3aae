"""How far a sheet reaches: one stray cell in the far corner would make the reader ask for all the memory there is.

The reader keeps a rectangle of cells from the first to the last used row and column, used or not.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import DAMAGED

# The reader takes 45 bytes a cell, used or not: so many stay below 2 GB.
MAX_CELLS = 40_000_000
# A sheet of this size is scanned in a tenth of a second; a larger one is trusted if it declares a modest extent.
SCANNED_BYTES = 16 * 1024**2
CHUNK_BYTES = 1024**2
OVERLAP_BYTES = 512
# No tag reaches beyond the next «<»: a sheet of beginnings of tags alone would be searched for hours.
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension\s[^<>]*?ref="(?:[A-Z]{1,3}\d+:)?([A-Z]{1,3})(\d{1,7})"')
_FILLED_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^<>]*?\s)?r="([A-Za-z]{1,20})(\d{1,20})"(?:[^<>]*[^/<>])?>')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^<>]*?\s)?r="(\d{1,20})"')


def check_extents(path: Path) -> None:
    """Raise BadFile when the used rectangle of a sheet has more than 40 million cells; that many pass."""
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if member.filename.casefold().startswith("xl/worksheets/") and member.filename.endswith(".xml"):
                    rows, columns = extent(archive, member)
                    if rows * columns > MAX_CELLS:
                        raise BadFile(
                            f"Лист файла «{path.name}» занимает {rows} строк × {columns} столбцов: "
                            "далеко от таблицы стоит лишняя ячейка.",
                            f"не больше {MAX_CELLS // 1_000_000} млн ячеек на листе",
                            "Нажмите Ctrl+End, удалите лишние строки и столбцы за таблицей и сохраните книгу.",
                        )
    except DAMAGED:
        # What cannot be unpacked the reader itself refuses, in its own words.
        return


def extent(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """Return the last used row and column of a sheet; for a large sheet those that it declares, if they are modest."""
    with archive.open(member) as part:
        chunk = part.read(CHUNK_BYTES)
        declared = _DIMENSION.search(chunk)
        if declared and member.file_size > SCANNED_BYTES:
            rows, columns = int(declared[2]), column_number(declared[1])
            if rows * columns <= MAX_CELLS:
                return rows, columns
        names: set[bytes] = set()
        last_row = 0
        tail = b""
        while chunk:
            text = tail + chunk
            cells = _FILLED_CELL.findall(text)
            names.update(name for name, _ in cells)
            # The reader goes by the place that a cell itself tells, whatever row it stands in.
            rows_told = {int(row) for _, row in cells} | set(map(int, _ROW.findall(text)))
            last_row = max(last_row, max(rows_told, default=0))
            tail = text[-OVERLAP_BYTES:]
            chunk = part.read(CHUNK_BYTES)
    return last_row, max(map(column_number, names), default=0)


def column_number(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD is 16 384; the reader takes longer names and small letters too."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
