"""The registry of backups: which files hold what the base held then, so that erasing can name them (152-ФЗ)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select, update

from clientbase_xl.base import migrate
from clientbase_xl.base.canonical_rows import kinds_of, lines_of_table
from clientbase_xl.base.connection import connected
from clientbase_xl.base.imports import list_imports
from clientbase_xl.base.journal import head_of
from clientbase_xl.base.journal_tables import BACKUPS
from clientbase_xl.base.meta import BASE_ID, meta_value
from clientbase_xl.base.tables import METADATA
from clientbase_xl.base.verify import verify_within
from clientbase_xl.errors import BadUse, BaseRefused
from clientbase_xl.schemas.users import DECIDING_ROLES

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """One backup: when and by whom it was made, its file's name and hash, the journal's head that it ends with.

    `destroyed_at` is the moment from which the file is known to be no more. Moments are UTC without a zone.
    """

    backup_id: int
    made_at: datetime
    made_by: str
    file_name: str
    sha256: str
    head_seq: int
    head_hash: str
    destroyed_at: datetime | None = None
    destroyed_by: str | None = None


class State:
    """One consistent state of a base for as long as its transaction lasts."""

    def __init__(self, base: Base, connection: Connection) -> None:
        self._connection = connection
        self.step = migrate.known_steps()[-1]
        self.base_id = str(meta_value(connection, BASE_ID))
        self.head_seq, self.head_hash = head_of(connection)
        self.parts = sorted({record.part_name for record in list_imports(base, connection)})

    def tables(self) -> Iterator[tuple[str, list[tuple[str, str]], Iterator[bytes]]]:
        """Yield every table: its name, its columns with their kinds, its rows as lines of JSON."""
        for table in METADATA.sorted_tables:
            yield table.name, kinds_of(table), lines_of_table(self._connection, table)


@contextmanager
def one_state(base: Base) -> Iterator[State]:
    """Give a state that nobody's writing changes while it is read; writers do not wait for it."""
    with base.reading() as connection:
        _require_all_seen(connection)
        yield State(base, connection)


def _require_all_seen(connection: Connection) -> None:
    """Refuse a backup by a login of a server whose policies hide rows: it would lack them, and nobody would notice.

    A head's login sees every row; where its verification finds a fault, nothing is hidden, the base is broken.
    """
    if connection.dialect.name != "postgresql":
        return
    if not connection.execute(select(func.row_security_active("journal"))).scalar():
        return
    if connection.execute(select(func.cb_role())).scalar() not in DECIDING_ROLES:
        raise BaseRefused(
            "Копия не сделана: с этим входом на сервер видна не вся база.",
            remedy="сделайте копию под входом РОП или администратора базы.",
        )
    if (broken := verify_within(connection)) is not None:
        raise BaseRefused(
            f"Копия не сделана: база не сходится с журналом, запись № {broken.seq}, {broken.why}.",
            remedy="из такой копии базу не восстановить: возьмите прежнюю; эту базу сохранит администратор (pg_dump).",
        )


def note_backup(base: Base, record: BackupRecord) -> int:
    """Add a backup to the registry and return its number; the given one is ignored."""
    with base.writing() as connection:
        return note_backup_within(connection, record)


def note_backup_within(connection: Connection, record: BackupRecord) -> int:
    """Do the same inside a transaction that holds the write lock."""
    values = {column.name: getattr(record, column.name) for column in BACKUPS.columns}
    last = connection.execute(select(func.coalesce(func.max(BACKUPS.c.backup_id), 0))).scalar_one()
    connection.execute(insert(BACKUPS).values(values | {"backup_id": last + 1}))
    return int(last) + 1


def forget_backup(base: Base, backup_id: int) -> None:
    """Take back a backup whose file did not come to be."""
    with base.writing() as connection:
        connection.execute(delete(BACKUPS).where(BACKUPS.c.backup_id == backup_id))


def list_backups(base: Base, connection: Connection | None = None) -> list[BackupRecord]:
    """Return all backups in the order in which they were made."""
    with connected(base, connection) as used:
        return list_backups_within(used)


def list_backups_within(connection: Connection) -> list[BackupRecord]:
    """Do the same inside a transaction."""
    rows = connection.execute(select(BACKUPS).order_by(BACKUPS.c.backup_id)).mappings()
    return [BackupRecord(**row) for row in rows]


def note_destroyed(base: Base, backup_id: int, *, at: datetime, by: str) -> BackupRecord:
    """Note that the file of a backup is no more; BadUse for an unknown number and one noted before."""
    with base.writing() as connection:
        known = {one.backup_id: one for one in list_backups(base, connection)}
        if backup_id not in known:
            numbers = ", ".join(str(number) for number in known) or "копий пока нет"
            raise BadUse(f"Копии № {backup_id} в перечне нет.", numbers)
        if (gone := known[backup_id].destroyed_at) is not None:
            raise BadUse(f"Копия № {backup_id} уничтожена уже {gone:%d.%m.%Y}.")
        mine = BACKUPS.c.backup_id == backup_id
        connection.execute(update(BACKUPS).where(mine).values(destroyed_at=at, destroyed_by=by))
        return next(one for one in list_backups(base, connection) if one.backup_id == backup_id)
