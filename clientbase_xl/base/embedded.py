"""The embedded base: its tables in a file of SQLite in its own folder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import text

from clientbase_xl.base import filesystem, migrate
from clientbase_xl.base.address import DATABASE, LEDGER
from clientbase_xl.base.carry_over import carry_over
from clientbase_xl.base.connection import damaged, make_engine, read_only, reason, refusing
from clientbase_xl.base.lists import add_default_values
from clientbase_xl.base.meta import give_identity, has_identity
from clientbase_xl.base.storage import Storage
from clientbase_xl.errors import BaseRefused

APPLICATION_ID = 0x43424C58  # "CBLX" in the header of the file: another program's database is not taken for a base
_HEADER = b"SQLite format 3\x00"


def create(folder: Path, at: datetime | None, by: str, seed: str) -> None:
    """Make the database of a folder unless it is there; OSError when the folder takes no file."""
    file = folder / DATABASE
    if not file.exists():
        filesystem.refuse_parts_of_others(folder / LEDGER, ())
    file.touch()
    if file.stat().st_size == 0 or _step(folder) is None:
        _create(folder, at or filesystem.changed_at(file), by, seed)


def open_storage(folder: Path) -> Storage:
    """Open the database of a folder; the refusals of `Base.open`."""
    file = folder / DATABASE
    _check_place(folder, file)
    is_writable = filesystem.is_writable(folder, file, folder / LEDGER)
    options = "mode=rw" if is_writable else _read_only_options(file)
    warning = filesystem.storage_warning(folder)
    _check_content(folder, options)
    if is_writable:
        with refusing(folder):
            _set_journal(file, is_local=not warning)
    readers, writers = make_engine(file, options=options), make_engine(file, begin="BEGIN IMMEDIATE")
    return Storage(
        str(folder), is_writable, warning, readers, writers, partial(refusing, folder), partial(read_only, folder)
    )


def absent(folder: Path) -> BaseRefused:
    """Return the refusal for a folder without a base, with the way to make one."""
    found = f"В папке «{folder}» нет базы (файла {DATABASE})." if folder.is_dir() else f"Папки базы «{folder}» нет."
    return BaseRefused(found, remedy=_remedy(folder))


def _remedy(folder: Path) -> str:
    return f"создайте базу командой clientbase init --base «{folder}» или укажите её папку ключом --base."


def _create(folder: Path, at: datetime, by: str, seed: str) -> None:
    """Make the tables and the default lists in one transaction: a crash leaves no half-made base."""
    file = folder / DATABASE
    with refusing(folder):
        _set_journal(file, is_local=not filesystem.storage_warning(folder))
        with make_engine(file, begin="BEGIN IMMEDIATE").begin() as connection:
            if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one():
                return  # somebody else made it meanwhile
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            migrate.upgrade(connection)
            give_identity(connection, seed)
            add_default_values(connection, at=at, by=by)


def _check_place(folder: Path, file: Path) -> None:
    try:
        with file.open("rb") as opened:
            header = opened.read(len(_HEADER))
    except FileNotFoundError:
        raise absent(folder) from None
    except OSError as error:
        raise BaseRefused(
            f"База «{folder}» не открывается: {reason(error)}.",
            remedy="попросите право на чтение папки базы.",
        ) from error
    if not header:
        raise BaseRefused(f"База в папке «{folder}» не создана до конца.", remedy=_remedy(folder))
    if header != _HEADER:
        raise damaged(folder)


def _check_content(folder: Path, options: str) -> None:
    """Refuse a file that is not our base, is damaged or newer than the program; upgrade an older one."""
    with refusing(folder):
        step = _step(folder, options)
        steps = migrate.known_steps()
        if step is None or (step not in steps and not step > steps[-1]):
            raise damaged(folder)
        if step > steps[-1]:
            raise BaseRefused(
                f"База «{folder}» создана более новой версией программы (шаг {step}, эта знает {steps[-1]}).",
                remedy="поставьте новую версию программы.",
            )
        if step < steps[-1]:
            if options != "mode=rw":
                raise read_only(folder)
            at = filesystem.changed_at(folder / DATABASE)
            with make_engine(folder / DATABASE, begin="BEGIN IMMEDIATE").begin() as connection:
                migrate.upgrade(connection)
                if not has_identity(connection):
                    carry_over(connection, at=at)


def _step(folder: Path, options: str = "mode=rw") -> str | None:
    """Return the schema step that a database file is at; None when it is no base of ours.

    The file is checked for damage on the way: it is small, and a broken page must not surface in the middle.
    """
    file = folder / DATABASE
    with refusing(folder), make_engine(file, options=options).begin() as connection:
        if connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() != "ok":
            raise damaged(folder)
        tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if not tables:
            return None
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
            raise damaged(folder)
        if "alembic_version" not in tables:
            raise damaged(folder)
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())


def _set_journal(file: Path, *, is_local: bool) -> None:
    """Choose write-ahead logging on a local disk, the plain journal elsewhere; kept in the file by SQLite."""
    mode = "wal" if is_local else "delete"
    with closing(sqlite3.connect(file, timeout=5, isolation_level=None)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != mode:
            connection.execute(f"PRAGMA journal_mode={mode}")


def _read_only_options(file: Path) -> str:
    """Return how to open a file that may not be written.

    A write-ahead log needs its index file beside it, which cannot be made in a read-only folder. Without a log
    the file is whole and can be read as unchanging.
    """
    log = file.with_name(f"{file.name}-wal")
    return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"
