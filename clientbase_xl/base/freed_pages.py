"""What was erased goes from the files of the database too, not from its tables only (152-ФЗ)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from clientbase_xl.base.store import DATABASE

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

TRIES_SECONDS = 10.0


def overwrite_freed(base: Base) -> str:
    """Rewrite the database so that nothing that was deleted can be read from its files.

    Return "" when it is done, else in Russian why not: somebody else is at work, or the disk is full. What was erased
    is gone from the tables all the same, and the next call does the rest.
    """
    try:
        return _overwrite_sqlite(base)
    except (sqlite3.Error, SQLAlchemyError, OSError):
        return (
            "Файл базы пока не переписан (база занята или на диске мало места): в его свободных местах стёртое ещё "
            "может лежать. Когда никто не работает, повторите: clientbase person sweep."
        )


def _overwrite_sqlite(base: Base) -> str:
    file = base.folder / DATABASE
    with closing(sqlite3.connect(file, timeout=TRIES_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise sqlite3.OperationalError("a reader holds the log")
    return ""
