"""A CSV file in blocks of whole records, as UTF-8, with the guards under which a block can be read by itself."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from clientbase_xl.reading.csv_bytes import (
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
            mark = file.read(len(codecs.BOM_UTF8))
            if mark != codecs.BOM_UTF8:
                file.seek(0)
            elif self._encoding == "utf-8":
                digest.update(mark)
            else:
                raise NotPlain
            for _ in range(count_skipped_lines):
                digest.update(line := file.readline())
                if not has_plain_lines(line):
                    raise NotPlain
            while data := self._records(file):
                digest.update(data)
                if self._encoding != "utf-8":
                    sound, broken = utf8_bounds(data)
                    most_sound, fewest_broken = most_sound + sound, fewest_broken + broken
                yield Block(self._checked(data), file.tell() - len(data), len(data))
        if self._encoding != "utf-8" and not is_surely_foreign(most_sound, fewest_broken):
            raise NotPlain
        self.content_sha256 = digest.hexdigest()

    @staticmethod
    def _records(file: BinaryIO) -> bytes:
        """Return the next whole records: up to a line feed outside quotes or the end of the file."""
        if not (data := file.read(BLOCK_BYTES)):
            return data
        lines = [data, file.readline()]
        quotes = sum(line.count(b'"') for line in lines)
        while quotes % 2 and (line := file.readline()):
            lines.append(line)
            quotes += line.count(b'"')
        return b"".join(lines)

    def again(self, first_byte: int, count_bytes: int) -> bytes:
        """Return one block once more."""
        with self._path.open("rb") as file:
            file.seek(first_byte)
            return self._as_utf8(file.read(count_bytes))

    def _checked(self, data: bytes) -> bytes:
        if not has_plain_lines(data) or not has_plain_quotes(data, self._delimiter):
            raise NotPlain
        return self._as_utf8(data)

    def _as_utf8(self, data: bytes) -> bytes:
        if self._encoding == "utf-8":
            if not is_utf8(data):
                raise NotPlain
            return data
        try:
            return data.decode(self._encoding).encode()
        except UnicodeDecodeError as error:
            raise NotPlain from error
