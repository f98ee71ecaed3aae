"""A minimal BIFF5 .xls workbook with texts in cp1251 and no code page, as old 1C wrote them ([MS-XLS], OpenOffice's
«Excel File Format» 5): no program at hand writes that format any more.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from clientbase_xl.reading.report_grid import Cell

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CP1251 = 1251
_EPOCH = datetime.fromisoformat("1899-12-30")
_DATE = 14
_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def write_biff5(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    levels: Mapping[int, int] | None = None,
    hidden: Sequence[str] = (),
    code_page: int | None = None,
    is_bare: bool = False,
    encoding: str = "cp1251",
) -> Path:
    """Write sheets of texts, numbers and days; a bare file is the stream alone, without the compound document."""
    stream = workbook_stream(sheets, levels or {}, hidden, code_page, encoding)
    path.write_bytes(stream if is_bare else compound(stream, "Book"))
    return path


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record."""
    return struct.pack("<HH", kind, len(data)) + data


def workbook_stream(
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    levels: Mapping[int, int],
    hidden: Sequence[str],
    code_page: int | None,
    encoding: str,
) -> bytes:
    """Return the records of the workbook and of its sheets."""
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0x096C, 1996))
    if code_page is not None:
        begin += record(0x0042, struct.pack("<H", code_page))
    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05Arial"
    begin += record(0x0031, font) * 4
    # 15 formats of styles come first, as programs expect; then that of plain cells and that of days.
    begin += b"".join(record(0x00E0, _format(0, 0xFFF5)) for _ in range(15))
    begin += record(0x00E0, _format(0, 0x0001)) + record(0x00E0, _format(_DATE, 0x0001))
    parts = [_sheet(rows, levels, encoding) for rows in sheets.values()]
    titles = [title.encode(encoding) for title in sheets]
    place = len(begin) + sum(4 + 7 + len(title) for title in titles) + 4
    for title, name, part in zip(titles, sheets, parts, strict=True):
        begin += record(0x0085, struct.pack("<IBBB", place, int(name in hidden), 0, len(title)) + title)
        place += len(part)
    return begin + record(0x000A) + b"".join(parts)


def _format(number: int, kind: int) -> bytes:
    return struct.pack("<HHHHHHHH", 0, number, kind, 0x0020, 0, 0, 0, 0)


def _sheet(rows: Sequence[Sequence[Cell]], levels: Mapping[int, int], encoding: str) -> bytes:
    width = max((len(row) for row in rows), default=0)
    body = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0x096C, 1996))
    body += record(0x0200, struct.pack("<HHHHH", 0, len(rows), 0, width, 0))
    for number, row in enumerate(rows):
        options = 0x0100 | levels.get(number, 0)
        body += record(0x0208, struct.pack("<HHHHHHI", number, 0, len(row), 255, 0, 0, options))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode(encoding)
                body += record(0x0204, struct.pack("<HHHH", number, column, 15, len(text)) + text)
            elif isinstance(cell, datetime):
                days = (cell - _EPOCH).total_seconds() / 86_400
                body += record(0x0203, struct.pack("<HHHd", number, column, 16, days))
            elif isinstance(cell, float):
                body += record(0x0203, struct.pack("<HHHd", number, column, 15, cell))
    return body + record(0x000A)


def compound(stream: bytes, name: str) -> bytes:
    """Return a compound document ([MS-CFB]) with one stream."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // _SECTOR)
    fat_sectors = -(-(count + 1) // (_SECTOR // 4 - 1))
    fat = [*range(1, count), _END, _END, *[_FAT] * fat_sectors]
    fat += [_FREE] * (fat_sectors * _SECTOR // 4 - len(fat))
    table = [*range(count + 1, count + 1 + fat_sectors)]
    header = OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fat_sectors, count, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", *table, *[_FREE] * (109 - fat_sectors))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 0, len(stream))
    directory += bytes(_SECTOR - len(directory))
    body = stream.ljust(count * _SECTOR, b"\0")
    return header + body + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    title = (name + "\0").encode("utf-16-le")
    head = title.ljust(64, b"\0") + struct.pack("<HBB", len(title), kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + bytes(36) + struct.pack("<III", start, size, 0)
