"""A CSV file in blocks of whole records, as UTF-8, with the guards under which a block can be read by itself."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientbase_xl.reading.csv_bytes import (
    end_of_records,
    has_plain_lines,
    has_plain_quotes,
    is_surely_foreign,
    is_utf8,
    utf8_bounds,
)

BLOCK_BYTES = 2 * 1024**2


class NotPlain(Exception):
    """The file must be read the careful way: its encoding, quotes or ends of lines are not beyond doubt."""


@dataclass(frozen=True)
class Block:
    """Whole records of a file as UTF-8, where they stand in it, and whether anybody has checked that they are UTF-8."""

    data: bytes
    first_byte: int
    count_bytes: int


class BlockReader:
    """Reads a file once from end to end and hashes it on the way."""

    def __init__(self, path: Path, encoding: str, delimiter: str) -> None:
        """Take the file as `encoding`, "utf-8" or "cp1251"; nothing is read yet."""
        self._path = path
        self._encoding = encoding
        self._delimiter = delimiter
        self.content_sha256 = ""

    def blocks(self, count_skipped_lines: int) -> Iterator[Block]:
        """Yield the records behind so many lines; NotPlain where the guards fail, OSError from the system."""
        digest = hashlib.sha256()
        most_sound = fewest_broken = 0
        with self._path.open("rb") as file:
            start, rest = 0, b""
            while read := file.read(BLOCK_BYTES):
                digest.update(read)
                data = rest + read
                if start == 0 and data.startswith(codecs.BOM_UTF8):
                    if self._encoding != "utf-8":
                        raise NotPlain
                    data, start = data[len(codecs.BOM_UTF8) :], len(codecs.BOM_UTF8)
                end = end_of_records(data)
                if self._encoding != "utf-8":
                    sound, broken = utf8_bounds(read)
                    most_sound, fewest_broken = most_sound + sound, fewest_broken + broken
                while count_skipped_lines and (line_end := data.find(b"\n", 0, end) + 1):
                    data, start, end = data[line_end:], start + line_end, end - line_end
                    count_skipped_lines -= 1
                if end and not count_skipped_lines:
                    yield self._block(data[:end], start)
                    data, start = data[end:], start + end
                rest = data
        if count_skipped_lines > bool(rest) or not has_plain_lines(rest):
            raise NotPlain
        if rest and not count_skipped_lines:
            yield self._block(rest, start)
        if self._encoding != "utf-8" and not is_surely_foreign(most_sound, fewest_broken):
            raise NotPlain
        self.content_sha256 = digest.hexdigest()

    def again(self, first_byte: int, count_bytes: int) -> bytes:
        """Return one block once more."""
        with self._path.open("rb") as file:
            file.seek(first_byte)
            return self._as_utf8(file.read(count_bytes))

    def _block(self, data: bytes, start: int) -> Block:
        if not has_plain_lines(data) or not has_plain_quotes(data, self._delimiter):
            raise NotPlain
        return Block(self._as_utf8(data), start, len(data))

    def _as_utf8(self, data: bytes) -> bytes:
        if self._encoding == "utf-8":
            if not is_utf8(data):
                raise NotPlain
            return data
        try:
            return data.decode(self._encoding).encode()
        except UnicodeDecodeError as error:
            raise NotPlain from error
