"""The check of a base against tampering: the journal's chain, then every governed table against its replay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.imports import (
    CLIENTS_DIGEST,
    clients_digest,
    imports_within,
    named_clients,
    registry_texts,
)
from clientbase_xl.base.journal import (
    ERASED,
    changes_digest,
    entry_hash,
    genesis,
    head_of,
    is_erasable,
    last_line,
    value_digest,
)
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.replay import Texts, texts_at
from clientbase_xl.base.requests import DIGEST, decision_text, frozen_digest
from clientbase_xl.base.tables import GOVERNED, STORED, TABLES
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.requests import REQUESTS, WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

HEAD_DIGITS = 8
"""A head may be given by this many of its first digits or more."""


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """The first thing that does not fit: the entry at which it shows (0: before the first) and why."""

    seq: int
    why: str


def verify(base: Base, head: str = "") -> BrokenLink | None:
    """Return the first broken link of a base, None when everything holds.

    Checked in order: every entry's number, hash and changes; the head, a hash or its beginning as a weekly page
    or an act shows it (an older page's head must still be in the chain); personal values against their digests;
    tables, the registry of imports and requests against the replayed journal. Raises BadUse for a head that is
    no beginning of a hash.
    """
    with base.reading() as connection:
        return verify_within(connection, head)


def verify_within(connection: Connection, head: str = "") -> BrokenLink | None:
    """Do the same inside a transaction: what is being restored is checked before anybody sees it."""
    wanted = head.strip().casefold()
    if wanted and (len(wanted) < HEAD_DIGITS or set(wanted) - set("0123456789abcdef")):
        raise BadUse(
            f"«{head}» — не отпечаток журнала.", f"не меньше {HEAD_DIGITS} знаков 0–9 и a–f, как на листе к совещанию"
        )
    hashes = [genesis(connection)]
    broken = _broken_chain(connection, hashes)
    if broken is None and wanted and not any(one.startswith(wanted) for one in hashes):
        why = f"отпечатка «{head}» в журнале нет: записи после него удалены или переписаны"
        broken = BrokenLink(len(hashes) - 1, why)
    return broken or _broken_value(connection) or _broken_table(connection)


def _broken_chain(connection: Connection, hashes: list[str]) -> BrokenLink | None:
    """Walk the chain, adding each hash to `hashes`; return where it breaks."""
    changes = _changes_by_entry(connection)
    ahead = next(changes, None)
    for row in connection.execute(select(JOURNAL).order_by(JOURNAL.c.seq)).mappings():
        seq, expected = int(row["seq"]), len(hashes)
        if seq != expected:
            return BrokenLink(expected, f"записи № {expected} нет, за № {expected - 1} идёт № {seq}")
        if row["prev_hash"] != hashes[-1]:
            return BrokenLink(seq, f"запись № {seq} не продолжает запись № {seq - 1}")
        if ahead is not None and ahead[0] < seq:
            return BrokenLink(ahead[0], f"изменения записи № {ahead[0]} есть, а самой записи нет")
        own: list[Any] = []
        if ahead is not None and ahead[0] == seq:
            own, ahead = ahead[1], next(changes, None)
        if [one[0] for one in own] != list(range(1, int(row["count_changes"]) + 1)):
            return BrokenLink(seq, f"в записи № {seq} не {row['count_changes']} изменений: часть удалена или добавлена")
        if changes_digest(one[1:] for one in own) != row["changes_sha256"]:
            return BrokenLink(seq, f"изменения записи № {seq} переписаны")
        fields = (row[key] for key in ("by", "source", "reason", "request_id", "count_changes", "changes_sha256"))
        if entry_hash(row["prev_hash"], seq, row["at"], *fields) != row["hash"]:
            return BrokenLink(seq, f"запись № {seq} переписана")
        hashes.append(row["hash"])
    if ahead is not None:
        return BrokenLink(ahead[0], f"изменения записи № {ahead[0]} есть, а самой записи нет")
    return None


def _changes_by_entry(connection: Connection) -> Iterator[tuple[int, list[Any]]]:
    query = select(JOURNAL_CHANGES).order_by(JOURNAL_CHANGES.c.seq, JOURNAL_CHANGES.c.number)
    for seq, rows in groupby(connection.execute(query), key=lambda row: int(row[0])):
        yield seq, [tuple(row)[1:] for row in rows]


def _broken_value(connection: Connection) -> BrokenLink | None:
    """Return the first personal value that is not the one that was journalled; an erased one is no break."""
    change, value = JOURNAL_CHANGES.c, PERSONAL_VALUES.c
    query = (
        select(value.seq, value.side, value.salt, value.value, change.old_digest, change.new_digest)
        .select_from(
            PERSONAL_VALUES.outerjoin(JOURNAL_CHANGES, (change.seq == value.seq) & (change.number == value.number))
        )
        .order_by(value.seq, value.number, value.side)
    )
    for seq, side, salt, text, old_digest, new_digest in connection.execute(query):
        if value_digest(salt, text) != (old_digest if side == "old" else new_digest):
            return BrokenLink(int(seq), f"персональное значение в записи № {seq} переписано")
    return None


def _broken_table(connection: Connection) -> BrokenLink | None:
    """Return the first cell that the journal does not know as it stands."""
    for sheet_key, sheet in GOVERNED.items():
        try:
            standing = _table_texts(connection, sheet_key)
        except (ArithmeticError, TypeError, ValueError):  # no program of ours writes a value of another kind
            return BrokenLink(head_of(connection)[0], f"«{sheet.title}»: в таблице значение не своего вида")
        if broken := _difference(connection, sheet_key, standing):
            return broken
    named = named_clients(connection)
    registry: Texts = {
        (str(one.import_id),): registry_texts(one) | {CLIENTS_DIGEST: clients_digest(named.get(one.import_id, ()))}
        for one in imports_within(connection)
    }
    if broken := _difference(connection, IMPORTS.key, registry):
        return broken
    return _broken_request(connection)


def _table_texts(connection: Connection, sheet_key: str) -> Texts:
    sheet, table = GOVERNED[sheet_key], TABLES[sheet_key]
    query = select(*(table.c[key] for key in sheet.key_columns))
    return current_texts(connection, sheet, {tuple(str(part) for part in row) for row in connection.execute(query)})


def _difference(connection: Connection, sheet_key: str, standing: Texts) -> BrokenLink | None:
    journalled = texts_at(connection, sheet_key)
    if standing == journalled:
        return None
    for row_key in sorted(standing.keys() | journalled.keys()):
        ours, known = standing.get(row_key), journalled.get(row_key)
        if ours != known:
            return _named(connection, sheet_key, row_key, ours, known)
    return None


def _named(
    connection: Connection,
    sheet_key: str,
    row_key: tuple[str, ...],
    ours: Mapping[str, str] | None,
    known: Mapping[str, str] | None,
) -> BrokenLink:
    """Name the first cell of a row that differs, without the values of erasable fields."""
    sheet = STORED[sheet_key]
    where = f"«{sheet.title}», {' / '.join(row_key)}"
    if ours is None or known is None:
        why = "строка удалена мимо журнала" if ours is None else "строка появилась мимо журнала"
        column_key = next(iter(known or ours or {}), "")
    else:
        column_key = next(key for key in sorted(ours.keys() | known.keys()) if ours.get(key) != known.get(key))
        title = sheet[column_key].title if column_key in sheet else column_key
        values = f"в базе «{ours.get(column_key, '')}», по журналу «{known.get(column_key, '')}»"
        why = f"«{title}» изменён мимо журнала" + ("" if is_erasable(sheet_key, column_key) else f": {values}")
    last = last_line(connection, sheet_key, row_key, column_key)
    return BrokenLink(last.entry.seq if last else head_of(connection)[0], f"{where}: {why}")


def _broken_request(connection: Connection) -> BrokenLink | None:
    """Return the first request that is not as it was submitted and decided."""
    journalled = texts_at(connection, REQUESTS.key)
    query = select(REQUESTS_TABLE).order_by(REQUESTS_TABLE.c.request_id)
    rows: dict[tuple[str, ...], Any] = {(str(row["request_id"]),): row for row in connection.execute(query).mappings()}
    for key in sorted(journalled.keys() | rows.keys(), key=lambda one: int(one[0])):
        why = _request_fault(rows.get(key), journalled.get(key, {}))
        if why:
            last = last_line(connection, REQUESTS.key, key, "status")
            return BrokenLink(last.entry.seq if last else head_of(connection)[0], f"заявка № {key[0]} {why}")
    return None


def _request_fault(row: Any, known: Mapping[str, str]) -> str:
    if row is None:
        return "удалена"
    if not known:
        return "появилась мимо журнала"
    given = (row["decided_at"], row["decided_by"], row["decision_reason"])
    decision = None if row["status"] == WAITING or None in given else decision_text(*given)
    if row["status"] != known["status"] or decision != known.get("decision"):
        return "решена мимо журнала"
    is_erased = is_erasable(row["sheet_key"], row["column_key"]) and ERASED in (row["old"], row["new"])
    if not is_erased and frozen_digest(row, row["salt"]) != known[DIGEST]:
        return "переписана"
    return ""
