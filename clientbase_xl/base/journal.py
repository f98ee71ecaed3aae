"""The journal of changes: append-only, each entry holding the hash of the one before (METHOD section 7)."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, insert, or_, select, text, tuple_

from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, META, PERSONAL_VALUES
from clientbase_xl.base.many_rows import insert_rows
from clientbase_xl.base.tables import GOVERNED, STORED, governed_columns, unshown_flags
from clientbase_xl.errors import BadUse

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

ERASED = "удалено по запросу"
"""What stands for a personal value that was erased."""
OLD, NEW = "old", "new"
MOST_ROWS_ASKED = 500
"""Rows that one question names: databases bound the number of values in it."""
_CHANGE_COLUMNS = ("seq", "number", "sheet_key", "row_key", "column_key", "old", "new", "old_digest", "new_digest")
_PERSONAL_COLUMNS = ("seq", "number", "side", "salt", "value")
_ERASABLE = {
    (key, column.key): column.is_personal
    for key, sheet in STORED.items()
    for column in governed_columns(sheet)
    if column.is_erasable
}
"""Columns whose texts stand beside the chain, and whether they are about a person; the others are free texts."""

UNSEEN = sorted({flag for sheet in GOVERNED.values() for flag in unshown_flags(sheet)})
"""Columns of the governed tables that no sheet shows."""


class Change(NamedTuple):
    """One cell: its sheet, the canonical texts of its row's key, its column, its texts before and after.

    None is an empty cell. A tuple, because an import makes tens of thousands.
    """

    sheet_key: str
    row_key: tuple[str, ...]
    column_key: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One act: when (UTC without a zone), who, how, why, on which request; `hash` closes the chain so far."""

    seq: int
    at: datetime
    by: str
    source: str
    reason: str
    request_id: int | None
    count_changes: int
    hash: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One change with the act it belongs to; an erased personal value reads ERASED."""

    entry: JournalEntry
    change: Change


def record(
    connection: Connection,
    changes: Sequence[Change],
    *,
    at: datetime,
    by: str,
    source: str,
    reason: str = "",
    request_id: int | None = None,
) -> int:
    """Append one act with its changes and return its number; the caller holds the write lock.

    Values of erasable fields go to a table beside it, their salted digests into the chain. An act may have no
    change of a cell. Raises BadUse for an act without a person.
    """
    if not by.strip():
        raise BadUse("Не указано, кто меняет базу.", remedy="Назовите себя ключом --user.")
    last, prev_hash = head_of(connection)
    seq = last + 1
    rows, personal = _rows(seq, changes, salt_source(connection))
    digest = changes_digest(row[2:] for row in rows)
    fields = (seq, at, by, source, reason, request_id, len(rows), digest)
    connection.execute(
        insert(JOURNAL).values(
            seq=seq,
            at=at,
            by=by,
            source=source,
            reason=reason,
            request_id=request_id,
            count_changes=len(rows),
            changes_sha256=digest,
            prev_hash=prev_hash,
            hash=entry_hash(prev_hash, *fields),
        )
    )
    insert_rows(connection, JOURNAL_CHANGES, _CHANGE_COLUMNS, rows)
    insert_rows(connection, PERSONAL_VALUES, _PERSONAL_COLUMNS, personal)
    return seq


def head(base: Base) -> tuple[int, str]:
    """Return the number and the hash of the last entry; of an empty journal 0 and the hash of its beginning."""
    with base.reading() as connection:
        return head_of(connection)


def head_of(connection: Connection) -> tuple[int, str]:
    """Return the head inside a transaction."""
    return head_until(connection) or (0, genesis(connection))


def head_until(connection: Connection, until: int | datetime | None = None) -> tuple[int, str] | None:
    """Return the last entry, or the last before all that are after a number or a moment; None before the first.

    On a server a manager sees a part of the journal only: he continues the whole of it, and as of a moment his part
    counts, which shows the same.
    """
    entry, moment = JOURNAL.c, until if isinstance(until, datetime) else None
    number = None if isinstance(until, datetime) else until
    if connection.dialect.name == "postgresql" and moment is None:
        asked = text("SELECT seq, hash FROM cb_head(CAST(:number AS integer), NULL)")
        row = connection.execute(asked, {"number": number}).first()
    else:
        query = select(entry.seq, entry.hash).order_by(entry.seq.desc()).limit(1)
        if number is not None:
            query = query.where(entry.seq <= number)
        if moment is not None:
            later = select(func.min(entry.seq)).where(entry.at > moment).scalar_subquery()
            query = query.where(entry.seq < func.coalesce(later, entry.seq + 1))
        row = connection.execute(query).first()
    return (int(row[0]), str(row[1])) if row else None


def entries(base: Base, since: int = 0) -> list[JournalEntry]:
    """Return the acts after the entry `since`, in order."""
    query = select(*entry_columns()).where(JOURNAL.c.seq > since).order_by(JOURNAL.c.seq)
    with base.reading() as connection:
        return [JournalEntry(*row) for row in connection.execute(query)]


def history(base: Base, sheet_key: str, row_key: Sequence[str], column_key: str) -> list[JournalLine]:
    """Return every change of one cell, oldest first."""
    with base.reading() as connection:
        return cell_lines(connection, sheet_key, row_key, column_key)


def last_line(connection: Connection, sheet_key: str, row_key: Sequence[str], column_key: str) -> JournalLine | None:
    """Return the newest change of one cell; None when it was never changed."""
    lines = cell_lines(connection, sheet_key, row_key, column_key)
    return lines[-1] if lines else None


def lines_of(connection: Connection, source: str, request_ids: Iterable[int], since: int = 0) -> list[JournalLine]:
    """Return the changes of acts of one source, and of approved requests, after the entry `since`, oldest first."""
    change = JOURNAL_CHANGES.c
    wanted = or_(JOURNAL.c.source == source, JOURNAL.c.request_id.in_(list(request_ids)))
    query = _lines_query().where(change.seq > since, wanted).order_by(change.seq, change.number)
    return [_line(row) for row in connection.execute(query)]


def cell_lines(connection: Connection, sheet_key: str, row_key: Sequence[str], column_key: str) -> list[JournalLine]:
    """Return every change of one cell inside a transaction, oldest first."""
    change = JOURNAL_CHANGES.c
    query = (
        _lines_query()
        .where(change.sheet_key == sheet_key, change.row_key == row_text(row_key), change.column_key == column_key)
        .order_by(change.seq, change.number)
    )
    return [_line(row) for row in connection.execute(query)]


def group_lines(
    connection: Connection, seq: int, columns: Collection[tuple[str, str]]
) -> dict[tuple[str, str], list[JournalLine]]:
    """Return the changes that one act made in each of the columns (sheet key, column key), the last first.

    All columns are asked for at once: the act's changes are walked through by every question.
    """
    change = JOURNAL_CHANGES.c
    query = (
        _lines_query()
        .where(change.seq == seq, tuple_(change.sheet_key, change.column_key).in_(columns))
        .order_by(change.number.desc())
    )
    found: dict[tuple[str, str], list[JournalLine]] = {column: [] for column in columns}
    for row in connection.execute(query):
        line = _line(row)
        found[line.change.sheet_key, line.change.column_key].append(line)
    return found


def act_changes(connection: Connection, seq: int) -> list[Change]:
    """Return all changes of one act in their order."""
    change = JOURNAL_CHANGES.c
    query = _lines_query().where(change.seq == seq).order_by(change.number)
    return [_line(row).change for row in connection.execute(query)]


def rows_known(connection: Connection, sheet_key: str, row_keys: Iterable[Sequence[str]]) -> set[tuple[str, ...]]:
    """Return the rows among the given ones of which the journal knows anything, those that were emptied too."""
    change, wanted = JOURNAL_CHANGES.c, {row_text(key): tuple(key) for key in row_keys}
    texts, found = list(wanted), set[tuple[str, ...]]()
    for first in range(0, len(texts), MOST_ROWS_ASKED):
        some = texts[first : first + MOST_ROWS_ASKED]
        query = select(change.row_key).where(change.sheet_key == sheet_key, change.row_key.in_(some)).distinct()
        found.update(wanted[text] for text in connection.scalars(query))
    return found


def row_text(row_key: Sequence[str]) -> str:
    """Return the keys of a row as the journal holds them: a JSON array."""
    return f"[{','.join(map(encode_basestring, row_key))}]"  # json.dumps would make an encoder for every row


def is_personal(sheet_key: str, column_key: str) -> bool:
    """Tell whether a column holds personal data, which goes whenever the person asks for it."""
    return _ERASABLE.get((sheet_key, column_key), False)


def is_erasable(sheet_key: str, column_key: str) -> bool:
    """Tell whether the texts of a column must stay erasable: personal data, and free texts that may hold some."""
    return (sheet_key, column_key) in _ERASABLE


def changes_digest(changes: Iterable[Sequence[str | None]]) -> str:
    """Return the digest of an act's changes: sheet, row, column, old, new, digests of personal values, in order."""
    return _sha256(json.dumps([list(change) for change in changes], ensure_ascii=False, separators=(",", ":")))


def entry_hash(prev_hash: str, seq: int, at: datetime, *fields: str | int | None) -> str:
    """Return the hash that closes the chain at an entry: of the one before and of all its fields."""
    content = [prev_hash, seq, at.isoformat(timespec="microseconds"), *fields]
    return _sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def value_digest(salt: str, value: str) -> str:
    """Return the digest that stands in the chain for a personal value."""
    return _sha256(f"{salt}\x1f{value}")


def genesis(connection: Connection) -> str:
    """Return the hash before the first entry: journals of two bases never share a chain."""
    base_id = connection.execute(select(META.c.value).where(META.c.key == "base_id")).scalar()
    return _sha256(f"clientbase journal of {base_id}")


def salt_source(connection: Connection) -> Callable[[str], str]:
    """Return what gives salts: random, except in the demo's base, whose files are the same on every computer."""
    seed = connection.execute(select(META.c.value).where(META.c.key == "seed")).scalar()
    if seed is None:
        return lambda _: secrets.token_hex(16)
    return lambda place: _sha256(f"{seed}\x1f{place}")[:32]


def _rows(
    seq: int, changes: Sequence[Change], salt: Callable[[str], str]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the rows of `journal_changes` and of `personal_values` for an act."""
    rows: list[tuple[Any, ...]] = []
    personal: list[tuple[Any, ...]] = []
    texts: dict[tuple[str, ...], str] = {}
    for number, (sheet_key, row_key, column_key, old, new) in enumerate(changes, 1):
        row = texts.get(row_key) or texts.setdefault(row_key, row_text(row_key))
        if (sheet_key, column_key) not in _ERASABLE:
            rows.append((seq, number, sheet_key, row, column_key, old, new, None, None))
            continue
        digests: dict[str, str] = {}
        for side, value in ((OLD, old), (NEW, new)):
            if value is not None:
                used = salt(f"{seq}/{number}/{side}")
                digests[side] = value_digest(used, value)
                personal.append((seq, number, side, used, value))
        rows.append((seq, number, sheet_key, row, column_key, None, None, digests.get(OLD), digests.get(NEW)))
    return rows, personal


def entry_columns() -> list[Any]:
    return [JOURNAL.c[name] for name in JournalEntry.__dataclass_fields__]


def _lines_query() -> Select[Any]:
    """Return the query of changes with their acts and the personal values that are still there."""
    old, new = PERSONAL_VALUES.alias("old_value"), PERSONAL_VALUES.alias("new_value")
    joined = JOURNAL_CHANGES.join(JOURNAL, JOURNAL.c.seq == JOURNAL_CHANGES.c.seq)
    for values, side in ((old, OLD), (new, NEW)):
        same = and_(values.c.seq == JOURNAL_CHANGES.c.seq, values.c.number == JOURNAL_CHANGES.c.number)
        joined = joined.outerjoin(values, and_(same, values.c.side == side))
    return select(
        *entry_columns(), *(JOURNAL_CHANGES.c[name] for name in _CHANGE_COLUMNS[2:]), old.c.value, new.c.value
    ).select_from(joined)


def _line(row: Sequence[Any]) -> JournalLine:
    count = len(JournalEntry.__dataclass_fields__)
    sheet_key, row_key, column_key, old, new, old_digest, new_digest, old_value, new_value = row[count:]
    return JournalLine(
        JournalEntry(*row[:count]),
        Change(
            sheet_key,
            tuple(json.loads(row_key)),
            column_key,
            shown(old, old_digest, old_value),
            shown(new, new_digest, new_value),
        ),
    )


def shown(plain: str | None, digest: str | None, value: str | None) -> str | None:
    """Return the text of one side of a change: plain, personal, or ERASED when only its digest is left."""
    if digest is None:
        return plain
    return ERASED if value is None else value


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
