"""A CSV file in blocks of whole records, as UTF-8, with the guards under which a block can be read by itself."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import SEEK_CUR, FileIO
from pathlib import Path

from clientbase_xl.reading.csv_bytes import has_plain_lines, has_plain_quotes, is_surely_foreign, is_utf8, utf8_bounds

BLOCK_BYTES = 4 * 1024**2


class NotPlain(Exception):
    """The file must be read the careful way: its encoding, quotes or ends of lines are not beyond doubt."""


@dataclass(frozen=True)
class Block:
    """Whole records of a file as UTF-8, whether there are quotes among them, and where they stand in the file."""

    data: memoryview
    has_quotes: bool
    first_byte: int
    count_bytes: int


class BlockReader:
    """Reads a file once from end to end and hashes it on the way."""

    def __init__(self, path: Path, encoding: str, delimiter: str) -> None:
        """Take the file as UTF-8 or as an encoding of one byte a character; nothing is read yet."""
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self.content_sha256 = ""

    def blocks(self, count_skipped_lines: int) -> Iterator[Block]:
        """Yield the records behind so many lines; NotPlain where the guards fail, OSError from the system."""
        most_sound = fewest_broken = 0
        with self._path.open("rb") as file:
            head = b"".join(file.readline() for _ in range(count_skipped_lines))
        if (self._encoding != "utf-8" and head.startswith(codecs.BOM_UTF8)) or not has_plain_lines(head, len(head)):
            raise NotPlain
        digest = hashlib.sha256(head)
        place = len(head)
        # Without a buffer of its own the file is copied once, into the bytes that are parsed.
        with self._path.open("rb", buffering=0) as raw:
            raw.seek(place)
            while (found := _records(raw))[1]:
                data, end = found
                digest.update(memoryview(data)[:end])
                if self._encoding != "utf-8":
                    sound, broken = utf8_bounds(data, end)
                    most_sound, fewest_broken = most_sound + sound, fewest_broken + broken
                has_quotes = data.find(b'"', 0, end) >= 0
                if not has_plain_lines(data, end) or (has_quotes and not has_plain_quotes(data, end, self._delimiter)):
                    raise NotPlain
                yield Block(self._as_utf8(data, end), has_quotes, place, end)
                place += end
        if self._encoding != "utf-8" and not is_surely_foreign(most_sound, fewest_broken):
            raise NotPlain
        self.content_sha256 = digest.hexdigest()

    def again(self, first_byte: int, count_bytes: int) -> memoryview:
        """Return one block once more."""
        with self._path.open("rb") as file:
            file.seek(first_byte)
            return self._as_utf8(file.read(count_bytes), count_bytes)

    def _as_utf8(self, data: bytes, end: int) -> memoryview:
        view = memoryview(data)[:end]
        if self._encoding == "utf-8":
            if not is_utf8(data, end):
                raise NotPlain
            return view
        try:
            return memoryview(codecs.decode(view, self._encoding).encode())
        except UnicodeDecodeError as error:
            raise NotPlain from error


def _records(file: FileIO) -> tuple[bytes, int]:
    """Return bytes and where the whole records in them end: behind a line feed outside quotes, or with the file.

    The file stands there then.
    """
    size = BLOCK_BYTES
    while True:
        data = file.read(size)
        while len(data) < size and (more := file.read(size - len(data))):
            data += more
        end = len(data) if len(data) < size else _end_of_records(data)
        file.seek(end - len(data), SEEK_CUR)
        if end or not data:
            return data, end
        size *= 2


def _end_of_records(data: bytes) -> int:
    end = data.rfind(b"\n") + 1
    if data.find(b'"', 0, end) < 0:
        return end
    quotes = data.count(b'"', 0, end)
    while end and quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(b'"', before, end)
        end = before
    return end
