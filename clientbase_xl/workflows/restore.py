"""A backup becomes a base again: in an empty place, whole and verified, or not at all (METHOD section 7)."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clientbase_xl.base.backups import BackupRecord
from clientbase_xl.base.restored import Tables, make_embedded, require_step
from clientbase_xl.base.store import LEDGER
from clientbase_xl.errors import BaseRefused
from clientbase_xl.reading.backup_file import OpenBackup, open_backup
from clientbase_xl.writing.atomic_folder import atomic_folder

ROOM = 2
"""How many times what an archive unpacks to must be free: rows take more room in a database than as text."""


@dataclass(frozen=True, slots=True)
class RestoredBase:
    """A base that was restored and verified: where, as of when, with which head of the journal, how much."""

    folder: Path
    made_at: datetime
    head_seq: int
    head_hash: str
    count_rows: int
    count_parts: int


def restore_backup(file: Path, folder: Path, *, now: datetime, user: str) -> RestoredBase:
    """Make a base of a backup in a folder that is empty or not there yet.

    Hashes of all members, the step of the schema (an older one is migrated), the whole journal and its head are
    checked in a temporary folder beside; only a base that holds everything is given its name. Raises BaseRefused for
    a folder that holds anything and a backup of a newer program, BadFile for a backup that is damaged or does not
    verify, WriteRefused for what the system refuses.
    """
    _require_empty(folder)
    with open_backup(file) as backup:
        manifest = backup.manifest
        require_step(manifest.step)
        digest = _sha256(file)
        restored = BackupRecord(0, now, user, file.name, digest, manifest.head_seq, manifest.head_hash)
        with atomic_folder(folder, ROOM * backup.count_bytes) as temporary:
            _copy_parts(backup, temporary / LEDGER)
            make_embedded(temporary, _tables(backup), step=manifest.step, restored=restored, base_id=manifest.base_id)
    count_rows = sum(table.count_rows for table in manifest.tables)
    counts = count_rows, len(manifest.parts)
    return RestoredBase(folder, manifest.made_at, manifest.head_seq, manifest.head_hash, *counts)


def _tables(backup: OpenBackup) -> Tables:
    return ((table.name, table.columns, backup.lines(table)) for table in backup.manifest.tables)


def _copy_parts(backup: OpenBackup, ledger: Path) -> None:
    ledger.mkdir()
    for part in backup.manifest.parts:
        with (ledger / part.name).open("wb") as target:
            backup.copy_part(part, target)
            target.flush()
            os.fsync(target.fileno())


def _require_empty(folder: Path) -> None:
    try:
        is_empty = not os.path.lexists(folder) or not any(folder.iterdir())
    except OSError:  # a file, or a folder that may not be looked into
        is_empty = False
    if not is_empty:
        raise BaseRefused(
            f"Папка «{folder}» не пуста: поверх базы или других файлов копию не восстанавливают.",
            "папка, которой нет или в которой ничего нет",
            "назовите другую папку ключом --base; прежнюю базу можно переименовать.",
        )


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
