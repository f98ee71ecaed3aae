"""How many texts a workbook says it has: the reader sets memory aside for all of them before it meets the first."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import ALLOWED, DAMAGED, SAVE_AGAIN

# The smallest text is `<si/>`. Small tables of texts may say what they like.
BYTES_A_TEXT = 5
HARMLESS_COUNT = 1_000_000
BEGINNING_BYTES = 64 * 1024
_DECLARED = re.compile(rb"""<(?:\w+:)?sst\s[^<>]*?\buniqueCount\s*=\s*["']([^"'<]*)""")


def check_declared_texts(path: Path) -> None:
    """Raise BadFile when the table of texts of an .xlsx declares more texts than its part has room for.

    The reader would end the whole program, not only the reading, on a declared count of 4 294 967 295.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.filename.casefold().startswith("xl/worksheets/"):
                    with archive.open(member) as part:
                        declared = _DECLARED.search(part.read(BEGINNING_BYTES))
                    if declared and not _has_room(declared[1].strip(), member.file_size):
                        raise BadFile(
                            f"Книга «{path.name}» повреждена: её таблица текстов меньше, чем в ней записано.",
                            ALLOWED,
                            SAVE_AGAIN,
                        )
    except DAMAGED:
        # What cannot be unpacked the reader itself refuses, in its own words.
        return


def _has_room(written: bytes, size_bytes: int) -> bool:
    """Tell whether a count is small or fits into the part; what is no plain number the reader refuses itself."""
    if b"&" in written:
        return False
    digits = written.lstrip(b"+0")
    if not digits.isdigit():
        return True
    return len(digits) < 12 and int(digits) <= max(HARMLESS_COUNT, size_bytes // BYTES_A_TEXT)
