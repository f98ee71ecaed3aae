"""What an open workbook showed before a button changed it, so that another button can bring it back (EXCEL.md).

No data of the company: cells that the program had computed itself. They are not journalled, and erasing a client
drops them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from clientbase_xl.base.journal_tables import SNAPSHOTS
from clientbase_xl.base.store import Base


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cells of one workbook before one press; `payload` is opaque here."""

    workbook_id: str
    button: str
    taken_at: datetime
    taken_by: str
    payload: bytes


def save_snapshot(base: Base, snapshot: Snapshot) -> None:
    """Keep what a workbook showed before a press; an earlier press of the same button is forgotten.

    Raises BaseRefused for a base that takes no writing.
    """
    mine = (SNAPSHOTS.c.workbook_id == snapshot.workbook_id) & (SNAPSHOTS.c.button == snapshot.button)
    row = {column.name: getattr(snapshot, column.name) for column in SNAPSHOTS.columns}
    with base.writing() as connection:
        connection.execute(delete(SNAPSHOTS).where(mine))
        connection.execute(insert(SNAPSHOTS), [row])


def last_snapshot(base: Base, workbook_id: str) -> Snapshot | None:
    """Return what a workbook showed before its last press; None when nothing is kept."""
    query = select(SNAPSHOTS).where(SNAPSHOTS.c.workbook_id == workbook_id).order_by(SNAPSHOTS.c.taken_at.desc())
    with base.reading() as connection:
        row = connection.execute(query.limit(1)).mappings().first()
    return None if row is None else Snapshot(**row)


def drop_snapshot(base: Base, snapshot: Snapshot) -> None:
    """Forget a press that was taken back."""
    mine = (SNAPSHOTS.c.workbook_id == snapshot.workbook_id) & (SNAPSHOTS.c.button == snapshot.button)
    with base.writing() as connection:
        connection.execute(delete(SNAPSHOTS).where(mine))


def drop_all_snapshots(connection: Connection) -> None:
    """Forget every press: what is erased must not come back."""
    connection.execute(delete(SNAPSHOTS))
