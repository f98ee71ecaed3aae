"""A backup while people work: one state of all tables and the parts it names, in one file (DESIGN section 4)."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from itertools import count
from pathlib import Path

from clientbase_xl.base.backups import (
    BackupRecord,
    forget_backup,
    list_backups,
    note_backup,
    note_destroyed,
    one_state,
)
from clientbase_xl.base.connection import reason
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse, WriteRefused
from clientbase_xl.schemas.backup_format import Manifest
from clientbase_xl.schemas.users import DECIDING_ROLES
from clientbase_xl.workflows.people import require_role
from clientbase_xl.writing.atomic import atomic_path
from clientbase_xl.writing.backup_file import BackupWriter

SUFFIX = ".zip"
WHAT = "В копии клиенты всех менеджеров, её делает не менеджер"


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """A file and what is in it; `is_noted` is False where the base took no writing and its registry does not know."""

    path: Path
    head_seq: int
    head_hash: str
    sha256: str
    count_bytes: int
    count_rows: int
    count_parts: int
    is_noted: bool


def make_backup(base: Base, out: Path, *, now: datetime, user: str, zone: tzinfo) -> MadeBackup:
    """Write a backup to a file, or to a folder under a name of its own, and note it in the registry of backups.

    Nobody waits for it and it waits for nobody: it holds the state of the moment at which it was begun. An existing
    file is never replaced. Raises BadUse for a менеджер and an existing file, WriteRefused for what the system
    refuses, BaseRefused when a part of the ledger is missing or damaged.
    """
    person = require_role(base, user, DECIDING_ROLES, WHAT)
    path = _target(out, now, zone)
    number = 0
    try:
        with atomic_path(path) as temporary:
            manifest = _write(base, temporary, now)
            count_bytes, digest = temporary.stat().st_size, _sha256(temporary)
            made = BackupRecord(0, now, person.name, path.name, digest, manifest.head_seq, manifest.head_hash)
            # Noted before the file is there: a process that dies in between leaves a note too many, never one too few.
            number = note_backup(base, made) if base.is_writable else 0
            _require_free(path)
    except BaseException:
        if number:
            forget_backup(base, number)
        raise
    count_rows = sum(table.count_rows for table in manifest.tables)
    counts = count_bytes, count_rows, len(manifest.parts)
    return MadeBackup(path, manifest.head_seq, manifest.head_hash, digest, *counts, is_noted=bool(number))


def backups_shown(base: Base, user: str) -> list[BackupRecord]:
    """Return the registry of backups; BadUse for a менеджер."""
    require_role(base, user, DECIDING_ROLES, WHAT)
    return list_backups(base)


def note_destroyed_backup(base: Base, number: int, *, now: datetime, user: str) -> BackupRecord:
    """Note that the file of a backup was destroyed: erasing names it no more; BadUse for a менеджер."""
    person = require_role(base, user, DECIDING_ROLES, WHAT)
    return note_destroyed(base, number, at=now, by=person.name)


def _write(base: Base, path: Path, now: datetime) -> Manifest:
    with one_state(base) as state, BackupWriter(path, now) as writer:
        tables = tuple(writer.add_table(*table) for table in state.tables())
        parts = tuple(writer.add_part(base.ledger_dir, name) for name in state.parts)
        manifest = Manifest(now, state.step, state.base_id, state.head_seq, state.head_hash, tables, parts)
        writer.add_manifest(manifest)
    return manifest


def _target(out: Path, now: datetime, zone: tzinfo) -> Path:
    """Return the file to write: `out` that ends with «.zip», or in a folder, made if need be, a name that says when."""
    if not out.is_dir():
        _require_free(out)
        if out.suffix.lower() == SUFFIX:
            return out
        try:
            out.mkdir(parents=True)
        except OSError as error:
            raise WriteRefused(
                f"Папку «{out}» создать не удалось: {reason(error)}.", remedy="Назовите другую папку в --out."
            ) from error
    moment = now.replace(tzinfo=UTC).astimezone(zone)
    name = f"Копия базы {moment:%Y-%m-%d %H-%M-%S}"
    candidates = (out / f"{name}{f' ({number})' if number > 1 else ''}{SUFFIX}" for number in count(1))
    return next(path for path in candidates if not os.path.lexists(path))


def _require_free(path: Path) -> None:
    if os.path.lexists(path):
        raise BadUse(
            f"Файл «{path.name}» уже есть: копии не заменяют друг друга.",
            remedy="назовите другой файл или папку.",
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
