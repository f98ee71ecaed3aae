"""A minimal .xlsb workbook, written record by record ([MS-XLSB] 2.1.4, 2.4): no library at hand writes levels."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from clientbase_xl.reading.report_grid import Cell, CellError, Merge

RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ERROR_CODES = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_EPOCH = datetime.fromisoformat("1899-12-30")
_DATE = 14


def record(kind: int, data: bytes = b"") -> bytes:
    """Return one record: kind and length in seven bits a byte."""
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    length = len(data)
    sizes = bytearray()
    while length > 127:
        sizes.append(length & 0x7F | 0x80)
        length >>= 7
    sizes.append(length)
    return head + bytes(sizes) + data


def text(value: str) -> bytes:
    """Return a text with its length before it."""
    return struct.pack("<I", len(value.encode("utf-16-le")) // 2) + value.encode("utf-16-le")


def write_xlsb(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Cell]]],
    *,
    levels: Mapping[int, int] | None = None,
    indents: Mapping[tuple[int, int], int] | None = None,
    merges: Sequence[Merge] = (),
    hidden: Sequence[str] = (),
    is_1904: bool = False,
) -> Path:
    """Write sheets of plain cells; levels, indents and merges are those of every sheet."""
    texts: dict[str, int] = {}
    steps = sorted({0, *(indents or {}).values()})
    relations, listed, types = [], b"", []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (title, rows) in enumerate(sheets.items(), 1):
            body = _sheet(rows, texts, levels or {}, indents or {}, steps, merges)
            archive.writestr(f"xl/worksheets/sheet{number}.bin", body)
            relations.append((f"rId{number}", "worksheet", f"worksheets/sheet{number}.bin"))
            state = struct.pack("<II", int(title in hidden), number)
            listed += record(156, state + text(f"rId{number}") + text(title))
            types.append(f"/xl/worksheets/sheet{number}.bin")
        relations += [("rIdT", "sharedStrings", "sharedStrings.bin"), ("rIdS", "styles", "styles.bin")]
        properties = record(153, struct.pack("<II", int(is_1904), 0) + text(""))
        book = record(131) + properties + record(143) + listed + record(144) + record(132)
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(relations))
        archive.writestr("_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.bin")]))
        items = b"".join(record(19, b"\0" + text(one)) for one in texts)
        counts = struct.pack("<II", len(texts), len(texts))
        archive.writestr("xl/sharedStrings.bin", record(159, counts) + items + record(160))
        archive.writestr("xl/styles.bin", _styles(steps))
        archive.writestr("[Content_Types].xml", _content_types(types))
    return path


def _sheet(
    rows: Sequence[Sequence[Cell]],
    texts: dict[str, int],
    levels: Mapping[int, int],
    indents: Mapping[tuple[int, int], int],
    steps: Sequence[int],
    merges: Sequence[Merge],
) -> bytes:
    width = max((len(row) for row in rows), default=1)
    body = record(129) + record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, max(width - 1, 0)))
    body += record(145)
    for number, row in enumerate(rows):
        if not any(cell is not None for cell in row):
            continue
        body += record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, levels.get(number, 0), 0, 0))
        for column, cell in enumerate(row):
            format_ = 2 * steps.index(indents.get((number, column), 0)) + isinstance(cell, datetime)
            body += _cell(struct.pack("<II", column, format_), cell, texts)
    body += record(146)
    if merges:
        areas = (struct.pack("<IIII", one.top, one.bottom, one.left, one.right) for one in merges)
        body += record(177, struct.pack("<I", len(merges))) + b"".join(record(176, one) for one in areas) + record(178)
    return body + record(130)


def _cell(place: bytes, cell: Cell, texts: dict[str, int]) -> bytes:
    if cell is None:
        return record(1, place)
    if isinstance(cell, str):
        return record(7, place + struct.pack("<I", texts.setdefault(cell, len(texts))))
    if isinstance(cell, bool):
        return record(4, place + bytes((cell,)))
    if isinstance(cell, CellError):
        return record(3, place + bytes((_ERROR_CODES[cell.text],)))
    if isinstance(cell, datetime):
        return record(5, place + struct.pack("<d", (cell - _EPOCH).total_seconds() / 86_400))
    if cell.is_integer() and abs(cell) < 2**29:
        return record(2, place + struct.pack("<i", int(cell) << 2 | 2))
    return record(5, place + struct.pack("<d", cell))


def _styles(steps: Sequence[int]) -> bytes:
    """Return two formats for every indent, one of numbers and one of dates."""
    formats = b""
    for step in steps:
        for number in (0, _DATE):
            formats += record(47, struct.pack("<HHHHHBBHBB", 0xFFFF, number, 0, 0, 0, 0, step, 0, 0, 0))
    count = struct.pack("<I", 2 * len(steps))
    return record(278) + record(617, count) + formats + record(618) + record(279)


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="{key}" Type="{RELATED}/{kind}" Target="{target}"/>' for key, kind, target in relations
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def _content_types(sheets: Sequence[str]) -> str:
    kind = "application/vnd.ms-excel"
    items = "".join(f'<Override PartName="{name}" ContentType="{kind}.worksheet"/>' for name in sheets)
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{kind}.sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/sharedStrings.bin" ContentType="{kind}.sharedStrings"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{kind}.styles"/>{items}</Types>'
    )
