"""A backup becomes a base again: in an empty place, whole and verified, or not at all (METHOD section 7)."""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from clientbase_xl.base.address import LEDGER, check_server, write_addresses
from clientbase_xl.base.backups import BackupRecord
from clientbase_xl.base.restored import Restoration, Tables, empty_server, fill, make_embedded, require_step
from clientbase_xl.errors import BaseRefused
from clientbase_xl.reading.backup_file import OpenBackup, open_backup
from clientbase_xl.writing.atomic_folder import atomic_folder

MAKER = "кем — в копии не сказано"
"""What the registry of a restored base says of who made the backup: it was noted after the backup was closed."""
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


def restore_backup(file: Path, folder: Path, *, now: datetime, user: str, db: str = "") -> RestoredBase:
    """Make a base of a backup in a folder that is empty or not there yet; its tables in `db`, an empty database.

    Hashes of all members, the step of the schema (an older one is migrated), the whole journal and its head are
    checked in a temporary folder beside; only a base that holds everything is given its name. Raises BaseRefused for
    a folder that holds anything and a backup of a newer program, BadFile for a backup that is damaged or does not
    verify, WriteRefused for what the system refuses, BadUse for a `db` that is no address or holds a password.
    """
    address = check_server(db) if db else ""
    _require_empty(folder)
    with open_backup(file) as backup:
        manifest = backup.manifest
        require_step(manifest.step)
        digest = _sha256(file)
        head = manifest.head_seq, manifest.head_hash
        restored = Restoration(BackupRecord(0, manifest.made_at, MAKER, file.name, digest, *head), now, user)
        if address:
            _restore_on_server(backup, folder, restored, address)
        else:
            with atomic_folder(folder, ROOM * backup.count_bytes) as temporary:
                _copy_parts(backup, temporary / LEDGER)
                make_embedded(
                    temporary, _tables(backup), step=manifest.step, restored=restored, base_id=manifest.base_id
                )
    count_rows = sum(table.count_rows for table in manifest.tables)
    counts = count_rows, len(manifest.parts)
    return RestoredBase(folder, manifest.made_at, manifest.head_seq, manifest.head_hash, *counts)


def _restore_on_server(backup: OpenBackup, folder: Path, restored: Restoration, address: str) -> None:
    """Fill the folder and the database; the commit of the database is what makes a base of both."""
    manifest = backup.manifest
    is_placed = False
    try:
        with empty_server(address) as connection:
            with atomic_folder(folder, ROOM * backup.count_bytes) as temporary:
                _copy_parts(backup, temporary / LEDGER)
                fill(
                    connection,
                    temporary / LEDGER,
                    _tables(backup),
                    step=manifest.step,
                    restored=restored,
                    base_id=manifest.base_id,
                )
                write_addresses(temporary, address, manifest.base_id)
            is_placed = True
    except BaseRefused:
        if is_placed:  # the database did not take it
            shutil.rmtree(folder, ignore_errors=True)
        raise


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
