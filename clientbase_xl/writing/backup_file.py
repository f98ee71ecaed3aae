"""A backup is written as one archive: tables as they are read, parts as they lie, the manifest last."""

from __future__ import annotations

import contextlib
import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from clientbase_xl.errors import BaseRefused
from clientbase_xl.schemas.backup_format import MANIFEST, Manifest, SavedPart, SavedTable, manifest_text

BLOCK_BYTES = 1024 * 1024


class BackupWriter:
    """An archive that is being filled; at the end of the `with` it is complete, if the manifest is in it."""

    def __init__(self, path: Path, made_at: datetime) -> None:
        self._archive = zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6)
        self._moment = (made_at.year, made_at.month, made_at.day, made_at.hour, made_at.minute, made_at.second)

    def __enter__(self) -> BackupWriter:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write the table of contents; after a failure only let go of the file, whose disk may be full."""
        if kind is None:
            self._archive.close()
        elif (file := self._archive.fp) is not None:
            self._archive.fp = None
            with contextlib.suppress(OSError):
                file.close()

    def add_table(self, name: str, columns: Iterable[tuple[str, str]], lines: Iterable[bytes]) -> SavedTable:
        """Add a table row by row and return what the manifest says of it."""
        digest, count = hashlib.sha256(), 0
        member = SavedTable(name, tuple(columns), 0, "").member
        with self._archive.open(self._info(member, zipfile.ZIP_DEFLATED), "w", force_zip64=True) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                count += 1
        return SavedTable(name, tuple(columns), count, digest.hexdigest())

    def add_part(self, folder: Path, name: str) -> SavedPart:
        """Add a part of the ledger; BaseRefused when it is missing or not what its name promises."""
        part, digest, count = SavedPart(name, 0), hashlib.sha256(), 0
        try:
            source = (folder / name).open("rb")
        except FileNotFoundError:
            raise _broken(f"нет файла строк продаж «{name}»") from None
        # Parquet is compressed already.
        with source, self._archive.open(self._info(part.member, zipfile.ZIP_STORED), "w", force_zip64=True) as file:
            while block := source.read(BLOCK_BYTES):
                file.write(block)
                digest.update(block)
                count += len(block)
        if digest.hexdigest() != part.sha256:
            raise _broken(f"файл строк продаж «{name}» повреждён")
        return SavedPart(name, count)

    def add_manifest(self, manifest: Manifest) -> None:
        """Add what the archive holds; an archive without it is no backup."""
        self._archive.writestr(self._info(MANIFEST, zipfile.ZIP_DEFLATED), manifest_text(manifest))

    def _info(self, member: str, kind: int) -> zipfile.ZipInfo:
        info = zipfile.ZipInfo(member, self._moment)
        info.compress_type = kind
        info.external_attr = 0o600 << 16
        return info


def _broken(what: str) -> BaseRefused:
    return BaseRefused(
        f"Копия не сделана: в базе {what}.",
        remedy="восстановите базу из прежней копии или загрузите эти продажи заново (clientbase imports).",
    )
