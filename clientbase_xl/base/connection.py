"""Connections to the embedded base: how SQLite is opened, locked and made to answer in Russian."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from clientbase_xl.base.storage import Act
from clientbase_xl.errors import BaseRefused

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

BUSY_SECONDS = 60.0


def make_engine(file: Path, *, begin: str = "BEGIN", options: str = "mode=rw") -> Engine:
    """Return an engine for an existing SQLite file; every transaction starts with the statement `begin`.

    `BEGIN IMMEDIATE` takes the write lock at once, so that what a transaction reads is what it changes. The file
    is never created by opening it. `options` are those of SQLite's file URI.
    """
    uri = _uri(file, options)

    def connect() -> sqlite3.Connection:
        # The driver starts no transactions of its own: ours start with the statement below.
        return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")  # a commit that was reported survives a power cut
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def connected(base: Base, connection: Connection | None) -> Iterator[Connection]:
    """Give the open connection of a running transaction, or a reading one when there is none."""
    if connection is not None:
        yield connection
    else:
        with base.reading() as own:
            yield own


@contextmanager
def refusing(folder: Path) -> Iterator[Act]:
    """Turn failures of the embedded database into refusals that say what to do."""
    try:
        yield Act()
    except DatabaseError as error:
        raise refusal(folder, str(error.orig)) from error
    except sqlite3.DatabaseError as error:
        raise refusal(folder, str(error)) from error


def overwrite_freed(connection: Connection) -> None:
    """Let freed pages be overwritten: an erased value must not stay readable in the file.

    PostgreSQL frees a row's place when nobody sees it any more (autovacuum), and its files are on the server only.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")


def refusal(folder: Path, reason: str) -> BaseRefused:
    """Return the refusal for what SQLite said about the base in a folder."""
    if "locked" in reason or "busy" in reason:
        return BaseRefused(
            f"База «{folder}» занята: другая программа записывает в неё дольше {BUSY_SECONDS:.0f} с.",
            remedy="дождитесь окончания загрузки у коллеги и повторите.",
        )
    if "full" in reason or "disk I/O" in reason:
        return BaseRefused(
            f"Не удалось записать в базу «{folder}»: нет места на диске или диск неисправен. База не изменилась.",
            remedy="освободите место на диске и повторите.",
        )
    if "readonly" in reason or "read-only" in reason:
        return read_only(folder)
    if "malformed" in reason or "not a database" in reason or "disk image" in reason:
        return damaged(folder)
    if "unable to open" in reason:
        return BaseRefused(
            f"База «{folder}» не открывается.",
            remedy="проверьте, что есть право на чтение папки и файла base.sqlite и на диске есть место.",
        )
    return BaseRefused(
        f"База «{folder}» не ответила: {reason}.", remedy="повторите; если не поможет, восстановите базу из копии."
    )


def reason(error: OSError) -> str:
    """Return why the operating system said no, in Russian where people meet it."""
    reasons = {
        errno.EACCES: "нет права",
        errno.EPERM: "нет права",
        errno.EROFS: "диск только для чтения",
        errno.ENOSPC: "нет места на диске",
        errno.EDQUOT: "исчерпана квота диска",
        errno.ENOTDIR: "часть пути — файл, а не папка",
        errno.EEXIST: "на этом месте лежит файл",
        errno.EISDIR: "на этом месте лежит папка",
        errno.ENAMETOOLONG: "слишком длинный путь",
    }
    return reasons.get(error.errno or 0, error.strerror or str(error))


def damaged(folder: Path) -> BaseRefused:
    """Return the refusal for a database file that is broken."""
    return BaseRefused(
        f"Файл base.sqlite в папке «{folder}» повреждён или это не база.",
        "база, созданная командой clientbase init",
        "восстановите папку базы из копии; файл не меняйте другими программами.",
    )


def read_only(folder: Path) -> BaseRefused:
    """Return the refusal to write where only reading is allowed."""
    return BaseRefused(
        f"База «{folder}» открыта только для чтения.",
        remedy="попросите право записи в папку базы или скопируйте базу в свою папку.",
    )


def _uri(file: Path, options: str) -> str:
    """Return SQLite's URI of a file; signs like «?», «#» and «%» in names are escaped, UNC paths keep 4 slashes."""
    path = file.absolute().as_posix()
    return f"file://{quote(path if path.startswith('/') else '/' + path)}?{options}"
