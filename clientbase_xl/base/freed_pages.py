"""What was erased goes from the files of the database too, not from its tables only (152-ФЗ)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from clientbase_xl.base.address import DATABASE

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

TRIES_SECONDS = 10.0
_ERASABLE = ("personal_values", "requests", "problems", "snapshots", "clients", "contact_persons", "contacts")
_ERASABLE_TOO = ("profiles", "prospects", "monitoring")
_NO_TRANSACTION = "25P01"
"""The code of a notice that says nothing here: settings of a transaction where there is none."""


def sweep_files(base: Base) -> str:
    """Rewrite the database so that nothing that was deleted can be read from its files.

    Return "" when it is done, else in Russian why not: somebody else is at work, the disk is full, no right on the
    server. What was erased is gone from the tables all the same, and the next call does the rest.
    """
    try:
        if base.is_embedded:
            _sweep_sqlite(base)
            return ""
        return _vacuum(base)
    except (sqlite3.Error, SQLAlchemyError, OSError):
        return (
            "Файлы базы пока не переписаны (база занята или на диске мало места): в свободных местах стёртое ещё "
            "может лежать. Когда никто не работает, повторите: clientbase person sweep."
        )


def _sweep_sqlite(base: Base) -> None:
    with closing(sqlite3.connect(base.folder / DATABASE, timeout=TRIES_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("VACUUM")
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise sqlite3.OperationalError("a reader holds the log")


def _vacuum(base: Base) -> str:
    """Let the server free the places of deleted rows; it passes over tables of others and says so in a notice."""
    passed_over: list[str] = []

    def heard(notice: Any) -> None:
        if notice.sqlstate != _NO_TRANSACTION:
            passed_over.append(str(notice.message_primary))

    with base.outside_transactions() as connection:
        driver: Any = connection.connection.driver_connection
        driver.add_notice_handler(heard)
        for table in (*_ERASABLE, *_ERASABLE_TOO):
            connection.exec_driver_sql(f"VACUUM {table}")
    if passed_over:
        return (
            "Прежние версии строк на сервере ещё не освобождены: на это нет права. Попросите администратора сервера "
            "выполнить VACUUM в этой базе."
        )
    return ""
