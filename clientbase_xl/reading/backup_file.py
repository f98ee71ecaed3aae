"""A backup is read: nothing of it is trusted before its names, sizes and hashes fit its manifest."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.archive_guard import DAMAGED
from clientbase_xl.schemas.backup_format import (
    FORMAT,
    MANIFEST,
    Manifest,
    SavedPart,
    SavedTable,
    format_of,
    read_manifest,
)

BLOCK_BYTES = 1024 * 1024
MOST_MANIFEST_BYTES = 64 * 1024**2
MOST_ROW_BYTES = 256 * 1024**2
MOST_RATIO, RATIO_FROM_BYTES = 500, 64 * 1024**2
"""Rows of a real base shrink ten to fifty times; what shrinks more, and much of it, was made to fill a disk."""
ALLOWED = "копия, сделанная командой clientbase backup"
ANOTHER = "возьмите другую копию: эта не годится, ничего не восстановлено."


class OpenBackup:
    """A backup whose manifest fits its table of contents; its members are checked as they are read."""

    def __init__(self, name: str, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._name = name
        self._archive = archive
        self.manifest = manifest

    @property
    def count_bytes(self) -> int:
        """Return how much the archive unpacks to."""
        return sum(member.file_size for member in self._archive.infolist())

    def lines(self, table: SavedTable) -> Iterator[bytes]:
        """Yield the rows of a table as lines; BadFile as soon as they are not those of the manifest."""
        digest, count = hashlib.sha256(), 0
        with _whole(self._name), self._archive.open(table.member) as file:
            while line := file.readline(MOST_ROW_BYTES):
                if not line.endswith(b"\n"):
                    break
                digest.update(line)
                count += 1
                yield line
        if line or count != table.count_rows or digest.hexdigest() != table.sha256:
            raise self.damaged(table.member)

    def copy_part(self, part: SavedPart, target: BinaryIO) -> None:
        """Copy a part; BadFile when its bytes are not those that its name promises."""
        digest = hashlib.sha256()
        with _whole(self._name), self._archive.open(part.member) as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
                target.write(block)
        if digest.hexdigest() != part.sha256:
            raise self.damaged(part.member)

    def damaged(self, member: str = "") -> BadFile:
        """Return the refusal of a backup that is not as it was made."""
        where = f" («{member}»)" if member else ""
        return BadFile(f"Копия «{self._name}» повреждена или изменена{where}.", ALLOWED, ANOTHER)


@contextmanager
def open_backup(path: Path) -> Iterator[OpenBackup]:
    """Open a backup for the time of a `with`.

    Raises BadFile for a file that is missing, foreign, damaged, cut off or of a newer format, and for an archive with
    other members than its manifest names: paths that lead elsewhere, bombs, encrypted or repeated members.
    """
    try:
        with _whole(path.name):
            archive = zipfile.ZipFile(path)
    except FileNotFoundError as error:
        raise BadFile(f"Файла «{path}» нет.", ALLOWED, "проверьте путь к копии.") from error
    except IsADirectoryError as error:
        raise BadFile(f"«{path}» — папка, а не файл копии.", ALLOWED, "назовите файл внутри неё.") from error
    except OSError as error:
        raise BadFile(
            f"Файл «{path.name}» не читается: {error.strerror}.", ALLOWED, "проверьте путь и права."
        ) from error
    with archive:
        with _whole(path.name):
            manifest = _checked(path.name, archive)
        yield OpenBackup(path.name, archive, manifest)


@contextmanager
def _whole(name: str) -> Iterator[None]:
    """Turn what a damaged archive makes its library raise into a refusal."""
    try:
        yield
    except DAMAGED as error:
        text = f"Файл «{name}» — не копия базы, повреждён или получен не целиком."
        raise BadFile(text, ALLOWED, ANOTHER) from error


def _checked(name: str, archive: zipfile.ZipFile) -> Manifest:
    members = archive.infolist()
    names = [member.filename for member in members]
    if MANIFEST not in names:
        raise BadFile(f"Файл «{name}» — архив, но не копия базы: в нём нет {MANIFEST}.", ALLOWED, ANOTHER)
    for member in members:
        _check_size(name, member)
    content = _parsed(archive.read(MANIFEST))
    claimed = format_of(content)
    if claimed is None:
        raise BadFile(f"Файл «{name}» — архив, но не копия базы: {MANIFEST} не наш.", ALLOWED, ANOTHER)
    if claimed > FORMAT:
        raise BadFile(
            f"Копия «{name}» сделана более новой программой (вид {claimed}, эта знает {FORMAT}).",
            remedy="поставьте новую версию программы.",
        )
    try:
        manifest = read_manifest(content)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadFile(f"Копия «{name}» повреждена: {MANIFEST} не читается.", ALLOWED, ANOTHER) from error
    if len(names) != len(set(names)) or set(names) != manifest.members:
        extra = sorted(set(names) ^ manifest.members) or ["имена повторяются"]
        raise BadFile(f"В копии «{name}» не то, что в её описи: {extra[0]}.", ALLOWED, ANOTHER)
    return manifest


def _check_size(name: str, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 0x1:
        raise BadFile(f"Файл «{name}» защищён паролем.", ALLOWED, ANOTHER)
    is_bomb = member.file_size > RATIO_FROM_BYTES and member.file_size > MOST_RATIO * member.compress_size
    if is_bomb or (member.filename == MANIFEST and member.file_size > MOST_MANIFEST_BYTES):
        raise BadFile(f"Файл «{name}» похож на архивную бомбу: {member.filename} сжат чрезмерно.", ALLOWED, ANOTHER)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None
