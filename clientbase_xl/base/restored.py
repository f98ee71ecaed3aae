"""A base is made from the tables of a backup: whole and verified, or not at all (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError

from clientbase_xl.base import migrate, postgres
from clientbase_xl.base.address import DATABASE, EMBEDDED, LEDGER, write_addresses
from clientbase_xl.base.backups import BackupRecord, list_backups_within, note_backup_within
from clientbase_xl.base.canonical_rows import Columns, NotARow, columns_there, load_lines
from clientbase_xl.base.connection import make_engine, refusing
from clientbase_xl.base.embedded import APPLICATION_ID
from clientbase_xl.base.imports import imports_within
from clientbase_xl.base.journal import head_of, record
from clientbase_xl.base.meta import BASE_ID, meta_value
from clientbase_xl.base.postgres_refusals import refusing as postgres_refusing
from clientbase_xl.base.rights.install import install_rights
from clientbase_xl.base.snapshots import drop_all_snapshots
from clientbase_xl.base.tables import METADATA
from clientbase_xl.base.verify import verify_within
from clientbase_xl.errors import BadFile, BaseRefused

SOURCE = "восстановление из копии"
Tables = Iterable[tuple[str, Columns, Iterable[bytes]]]
"""Every table of a backup in the order in which it may be filled: name, columns with their kinds, rows as lines."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """Who restores a backup and when (UTC without a zone); `copy` is its file, with the head that it promises."""

    copy: BackupRecord
    at: datetime
    by: str


def require_step(step: str) -> None:
    """Refuse a backup of a newer program, and one of steps that never were: BaseRefused, BadFile."""
    steps = migrate.known_steps()
    if step > steps[-1]:
        raise BaseRefused(
            f"Копия сделана более новой версией программы (шаг {step}, эта знает {steps[-1]}).",
            remedy="поставьте новую версию программы.",
        )
    if step not in steps:
        raise BadFile(f"Копия повреждена: шага базы {step} не было.", remedy="возьмите другую копию.")


def make_embedded(folder: Path, tables: Tables, *, step: str, restored: Restoration, base_id: str) -> None:
    """Fill a folder, in which the ledger lies already, with the database of a backup; see `fill`."""
    file = folder / DATABASE
    file.touch()
    with refusing(folder), make_engine(file, begin="BEGIN IMMEDIATE").begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        fill(connection, folder / LEDGER, tables, step=step, restored=restored, base_id=base_id)
    write_addresses(folder, EMBEDDED)


@contextmanager
def empty_server(address: str) -> Iterator[Connection]:
    """Give the transaction in which an empty database of a server is filled; it is committed at the end.

    Raises BadUse for what is no address or holds a password, BaseRefused for a database that holds anything and for a
    server that does not answer.
    """
    with postgres_refusing(address) as act, postgres.make_engine(address, is_writing=True).begin() as connection:
        if postgres.step_of(connection, address) is not None:
            raise BaseRefused(
                f"В базе данных «{address}» уже есть база: поверх неё копию не восстанавливают.",
                "пустая база данных (createdb)",
                "назовите другую базу данных ключом --db.",
            )
        yield connection
        act.is_committing = True


def fill(
    connection: Connection, ledger: Path, tables: Tables, *, step: str, restored: Restoration, base_id: str
) -> None:
    """Make the tables of a backup in an empty database, inside the caller's transaction, and check all of it.

    The schema is made as it was at the backup's step, filled, and then brought to the newest. The journal gets an
    entry of the restoration, the registry of backups the file itself, as of the moment when it was made. Raises
    BadFile, for the caller to roll back, when the tables are not those of the step, a row does not fit, a part of the
    ledger is missing, or the verification finds anything.
    """
    migrate.upgrade(connection, step)
    there = columns_there(connection)
    for name, columns, lines in tables:
        if {key for key, _ in columns} != there.pop(name, None):
            raise _broken(f"таблица «{name}» не такая, как на шаге {step}")
        try:
            load_lines(connection, name, columns, lines)
        except (NotARow, IntegrityError) as error:
            raise _broken(f"в таблице «{name}» строка, которой там быть не может") from error
    if missing := there.keys() & METADATA.tables.keys():
        raise _broken(f"нет таблицы «{min(missing)}»")
    migrate.upgrade(connection)
    if connection.dialect.name == "postgresql":
        _number_on(connection)
        install_rights(connection)  # after the rows: its triggers let nobody write past the procedure
    _check(connection, ledger, restored.copy, base_id)
    _note(connection, restored)


def _check(connection: Connection, ledger: Path, copy: BackupRecord, base_id: str) -> None:
    if meta_value(connection, BASE_ID) != base_id:
        raise _broken("она от другой базы, чем сказано в описи")
    if (broken := verify_within(connection, copy.head_hash)) is not None:
        raise _broken(f"запись журнала № {broken.seq}, {broken.why}")
    if head_of(connection) != (copy.head_seq, copy.head_hash):
        raise _broken("журнал кончается не тем отпечатком, который назван в описи")
    for name in sorted({one.part_name for one in imports_within(connection)}):
        if not (ledger / name).is_file():
            raise _broken(f"нет файла строк продаж «{name}»")


def _number_on(connection: Connection) -> None:
    """Let numbers that a server gives go on after those of the rows that were filled in."""
    for table in METADATA.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            last = select(func.max(column)).scalar_subquery()
            connection.execute(select(func.setval(sequence, last)).where(last.is_not(None), sequence.is_not(None)))


def _note(connection: Connection, restored: Restoration) -> None:
    # What open workbooks showed belongs to the base that was left behind.
    drop_all_snapshots(connection)
    copy = restored.copy
    reason = f"Копия «{copy.file_name}», отпечаток {copy.head_hash}"
    record(connection, [], at=restored.at, by=restored.by, source=SOURCE, reason=reason)
    if copy.sha256 not in {one.sha256 for one in list_backups_within(connection)}:
        note_backup_within(connection, copy)


def _broken(why: str) -> BadFile:
    return BadFile(
        f"Копия не прошла проверку: {why}.",
        remedy="ничего не восстановлено; возьмите другую копию.",
    )
