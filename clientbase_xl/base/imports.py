"""The registry of imports: append-only; what counts today follows from it (DESIGN section 4, EXPORTS)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from clientbase_xl.base import journal
from clientbase_xl.base.connection import connected
from clientbase_xl.base.journal import Change
from clientbase_xl.base.tables import CLIENT_IMPORTS, IMPORT_UNDOS, IMPORTS_TABLE, UNDO_COLUMNS
from clientbase_xl.base.texts import text_of
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.model import Kind

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

Period = tuple[date, date]
CLIENTS_DIGEST = "clients_sha256"
"""What the journal calls the digest of the clients that an import names."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One row of the registry: the columns of IMPORTS. `import_id` is 0 until the base gives the number.

    A VAT basis is None where nobody answered yet («не указано» is an answer) or the file has no cost. Moments are UTC
    without a zone, so that they mean the same on every computer that opens the base.
    """

    import_id: int
    imported_at: datetime
    imported_by: str
    file_name: str
    source: str
    content_sha256: str
    part_name: str
    period_from: date
    period_to: date
    count_read: int
    count_accepted: int
    excluded: str
    amount_rub: Decimal
    amount_vat: str | None
    cost_vat: str | None
    undone_at: datetime | None = None

    @property
    def period(self) -> Period:
        """Return the first and the last day, both inclusive."""
        return self.period_from, self.period_to


def list_imports(base: Base, connection: Connection | None = None) -> list[ImportRecord]:
    """Return all imports in the order of acceptance, undone ones too; inside a transaction pass its connection."""
    with connected(base, connection) as used:
        return imports_within(used)


def imports_within(connection: Connection) -> list[ImportRecord]:
    """Do the same inside a transaction."""
    query = (
        select(IMPORTS_TABLE, IMPORT_UNDOS.c.undone_at)
        .join_from(IMPORTS_TABLE, IMPORT_UNDOS, isouter=True)
        .order_by(IMPORTS_TABLE.c.import_id)
    )
    return [ImportRecord(**row) for row in connection.execute(query).mappings()]


def valid_parts(records: Iterable[ImportRecord]) -> list[tuple[ImportRecord, tuple[Period, ...], bool]]:
    """Return what counts: each import still in force, its remaining days, and whether none of its days was replaced.

    Imports of a source that were not undone are replayed in the order of their numbers; a later one replaces the
    days of its own period in all earlier ones, also days on which it has no lines: the export says that nothing
    was sold then. Undoing an import therefore brings back what it had replaced. Periods ascend, ends inclusive.
    Imports of different sources never replace each other. Pass the records of a past moment for the state then.
    """
    in_force: list[tuple[ImportRecord, tuple[Period, ...]]] = []
    for record in sorted(records, key=lambda item: item.import_id):
        if record.undone_at is not None:
            continue
        in_force = [
            (earlier, without(periods, record.period) if earlier.source == record.source else periods)
            for earlier, periods in in_force
        ]
        in_force.append((record, (record.period,)))
    return [(record, periods, periods == (record.period,)) for record, periods in in_force if periods]


def as_of(records: Iterable[ImportRecord], moment: datetime) -> list[ImportRecord]:
    """Return the registry as it was at a moment: later imports unknown, later undos not yet made."""
    return [
        record if record.undone_at is None or record.undone_at <= moment else _not_undone(record)
        for record in records
        if record.imported_at <= moment
    ]


def without(periods: Iterable[Period], removed: Period) -> tuple[Period, ...]:
    """Return periods without the days of another one; all ends inclusive."""
    first, last = removed
    left: list[Period] = []
    for start, end in periods:
        if last < start or end < first:
            left.append((start, end))
            continue
        if start < first:
            left.append((start, first - _DAY))
        if last < end:
            left.append((last + _DAY, end))
    return tuple(left)


def find_same_content(
    base: Base, content_sha256: str, source: str, connection: Connection | None = None
) -> ImportRecord | None:
    """Return the import of the same content and source that is wholly in force; None when there is none.

    A file that was undone, or some of whose days were replaced since, may come again.
    """
    for record, _, is_whole in valid_parts(list_imports(base, connection)):
        if is_whole and record.content_sha256 == content_sha256 and record.source == source:
            return record
    return None


def add_import(connection: Connection, record: ImportRecord) -> int:
    """Append an import to the registry and return its number, higher than all before; the given one is ignored.

    Raises BadUse when its last day precedes its first.
    """
    if record.period_to < record.period_from:
        raise BadUse(
            f"Период файла «{record.file_name}»: {record.period_to:%d.%m.%Y} раньше {record.period_from:%d.%m.%Y}."
        )
    values = asdict(record)
    for key in ("import_id", *UNDO_COLUMNS):
        del values[key]
    # Not the database's own counter: one of PostgreSQL would skip the number of an import that was taken back.
    last = connection.execute(select(func.max(IMPORTS_TABLE.c.import_id))).scalar()
    number = int(last or 0) + 1
    connection.execute(insert(IMPORTS_TABLE).values(values | {"import_id": number}))
    return number


def undo_import(base: Base, import_id: int, at: datetime, by: str) -> ImportRecord:
    """Take an import out of force and return it as it is then; its part stays, so that history can be read.

    What it had replaced counts again. Raises BadUse for a number that does not exist or is undone already.
    """
    with base.writing() as connection:
        records = {record.import_id: record for record in list_imports(base, connection)}
        record = records.get(import_id)
        if record is None:
            known = ", ".join(str(number) for number in records) or "загрузок пока нет"
            raise BadUse(f"Загрузки № {import_id} нет.", known, "посмотрите номера командой clientbase imports.")
        if record.undone_at is not None:
            raise BadUse(f"Загрузка № {import_id} уже отменена {record.undone_at:%d.%m.%Y}.")
        connection.execute(insert(IMPORT_UNDOS).values(import_id=import_id, undone_at=at, undone_by=by))
        undone = ImportRecord(**(asdict(record) | {"undone_at": at}))
        change = Change(IMPORTS.key, (str(import_id),), "undone_at", None, text_of(at, Kind.MOMENT))
        journal.record(connection, [change], at=at, by=by, source="отмена загрузки", reason=f"Загрузка № {import_id}")
        return undone


def registry_texts(record: ImportRecord) -> dict[str, str]:
    """Return the filled cells of a row of the registry as the journal keeps them, its number left out."""
    values = asdict(record)
    texts = {column.key: text_of(values[column.key], column.kind) for column in IMPORTS}
    return {key: text for key, text in texts.items() if text is not None and key not in IMPORTS.key_columns}


def named_clients(connection: Connection) -> dict[int, set[str]]:
    """Return the codes of the clients that each import names."""
    named: dict[int, set[str]] = {}
    for code, import_id in connection.execute(select(CLIENT_IMPORTS.c.client_code, CLIENT_IMPORTS.c.import_id)):
        named.setdefault(import_id, set()).add(code)
    return named


def clients_digest(codes: Iterable[str]) -> str:
    """Return the digest of the clients that an import names: a link taken away would hide a card."""
    return hashlib.sha256("\x1f".join(sorted(codes)).encode()).hexdigest()


def registry_changes(connection: Connection, import_id: int, codes: Iterable[str] = ()) -> list[Change]:
    """Return what the journal says of a new import: every cell of its row in the registry and which clients it names.

    `codes` are clients that it names beside those linked to it already.
    """
    row = connection.execute(select(IMPORTS_TABLE).where(IMPORTS_TABLE.c.import_id == import_id)).mappings().one()
    links = select(CLIENT_IMPORTS.c.client_code).where(CLIENT_IMPORTS.c.import_id == import_id)
    linked = set(connection.execute(links).scalars())
    texts = registry_texts(ImportRecord(**row)) | {CLIENTS_DIGEST: clients_digest(linked.union(codes))}
    return [Change(IMPORTS.key, (str(import_id),), key, None, text) for key, text in texts.items()]


def _not_undone(record: ImportRecord) -> ImportRecord:
    return ImportRecord(**(asdict(record) | {"undone_at": None}))
