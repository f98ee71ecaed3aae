"""Records of the binary parts of an .xlsb workbook ([MS-XLSB] 2.1.4), and the few of their fields that a grid needs."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from clientbase_xl.reading.grids.number_formats import BUILT_IN_DATES, is_date_format
from clientbase_xl.reading.grids.package import Package
from clientbase_xl.reading.grids.xlsx_parts import CellFormats
from clientbase_xl.reading.grids.xml_stream import DamagedPart

FORMAT, CELL_FORMAT, CELL_FORMATS, CELL_FORMATS_END = 44, 47, 617, 618
BOOK_PROPERTIES, BOOK_SHEET, SHARED_TEXT = 153, 156, 19
_LENGTH = struct.Struct("<I")


def records(part: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the content of every record; DamagedPart when a record reaches beyond the end."""
    data = part.read()
    place, end = 0, len(data)
    while place < end:
        kind = data[place]
        place += 1
        if kind & 0x80 and place < end:
            kind = (kind & 0x7F) | (data[place] << 7)
            place += 1
        length = shift = 0
        for _ in range(4):
            if place >= end:
                raise DamagedPart("record")
            byte = data[place]
            place += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        if place + length > end:
            raise DamagedPart("record")
        yield kind, data[place : place + length]
        place += length


def wide_text(data: bytes, place: int) -> str:
    """Return the text that stands at a place with its length before it; an absent one is empty."""
    (count,) = _LENGTH.unpack_from(data, place)
    if count == 0xFFFFFFFF:
        return ""
    first = place + _LENGTH.size
    if first + 2 * count > len(data):
        raise DamagedPart("text")
    return data[first : first + 2 * count].decode("utf-16-le", "replace")


class BinaryPackage(Package):
    """An opened .xlsb workbook."""

    suffix = "bin"

    def read_workbook(self, part: IO[bytes]) -> None:
        """Read the list of sheets and the calendar."""
        for kind, data in records(part):
            if kind == BOOK_PROPERTIES:
                self.is_1904 = bool(data[0] & 1)
            elif kind == BOOK_SHEET:
                (state,) = _LENGTH.unpack_from(data, 0)
                relation = wide_text(data, 8)
                title = wide_text(data, 12 + len(relation.encode("utf-16-le")))
                self.add_sheet(title, relation, is_hidden=state != 0)

    def shared_texts(self) -> list[str]:
        """Return the table of texts, without blanks at their ends."""
        member = self.named("sharedStrings")
        if member is None:
            return []
        with self.open(member) as part:
            return [wide_text(data, 1).rstrip() for kind, data in records(part) if kind == SHARED_TEXT]

    def cell_formats(self) -> CellFormats:
        """Return the formats of cells; none when the workbook has no styles."""
        found = CellFormats()
        member = self.named("styles")
        if member is None:
            return found
        codes: dict[int, str] = {}
        is_cells = False
        with self.open(member) as part:
            for kind, data in records(part):
                if kind == FORMAT:
                    codes[int.from_bytes(data[:2], "little")] = wide_text(data, 2)
                elif kind in (CELL_FORMATS, CELL_FORMATS_END):
                    is_cells = kind == CELL_FORMATS
                elif kind == CELL_FORMAT and is_cells:
                    number = int.from_bytes(data[2:4], "little")
                    found.dates.append(is_date_format(codes[number]) if number in codes else number in BUILT_IN_DATES)
                    found.indents.append(data[11])
        return found
