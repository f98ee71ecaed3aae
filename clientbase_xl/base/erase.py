"""Erasure of personal data on request: values go, the chain of the journal stays whole (METHOD section 7, 152-ФЗ)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update
from sqlalchemy import delete as delete_from

from clientbase_xl.base.backups import BackupRecord, list_backups_within
from clientbase_xl.base.connection import overwrite_freed
from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import ERASED, Change, record, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.personal_cells import (
    SHORT,
    PersonalRow,
    personal_columns,
    rows_of_client,
    rows_of_contact,
    texts_of,
    whole_row,
)
from clientbase_xl.base.snapshots import drop_all_snapshots
from clientbase_xl.base.tables import GOVERNED, PROBLEMS_TABLE
from clientbase_xl.base.users import require_decider
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import REQUESTS, WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SOURCE = "удаление персональных данных"
_PROBLEM_TEXTS = tuple(PROBLEMS_TABLE.c[name] for name in ("message", "value", "remedy"))


@dataclass(frozen=True, slots=True)
class Erased:
    """How many values went by sheet key, and the backups whose files still hold some of them."""

    counts: dict[str, int]
    backups: tuple[BackupRecord, ...]


def erase_personal(
    base: Base, sheet_key: str, row_key: tuple[str, ...], *, at: datetime, by: str, reason: str
) -> Erased:
    """Empty the personal cells of a row and erase what journal, requests and problems held of them.

    Digests stay in the chain, salts go with the values, so that nobody can guess them; history and as-of show
    ERASED. The act itself is journalled. Raises BadUse for a row that has never been there, a person who may not
    decide, a missing reason, and while a request for such a cell waits.
    """
    erased = _erase(base, lambda _: [whole_row(sheet_key, row_key)], at=at, by=by, reason=reason)
    if not erased.counts:
        raise BadUse(f"«{GOVERNED[sheet_key].title}», {' / '.join(row_key)}: персональных данных в базе нет.")
    return erased


def erase_client(base: Base, client_code: str, *, at: datetime, by: str, reason: str) -> Erased:
    """Do the same for a client: his card and every record that is or ever was of him.

    All in one commit, nothing when anything is refused.
    """
    erased = _erase(base, lambda connection: rows_of_client(connection, client_code), at=at, by=by, reason=reason)
    if not erased.counts:
        raise BadUse(f"Клиент «{client_code}»: персональных данных в базе нет.", remedy="Проверьте код клиента.")
    return erased


def erase_contact(base: Base, row_id: str, *, at: datetime, by: str, reason: str) -> Erased:
    """Do the same for one contact person: his record, and of his clients' other rows the cells that speak of him."""
    erased = _erase(base, lambda connection: rows_of_contact(connection, row_id), at=at, by=by, reason=reason)
    if not erased.counts:
        raise BadUse(
            f"Контактное лицо «{row_id}»: персональных данных в базе нет.",
            remedy="Номер записи стоит в столбце «№ записи» листа «Контактные лица».",
        )
    return erased


def _erase(
    base: Base, find: Callable[[Connection], list[PersonalRow]], *, at: datetime, by: str, reason: str
) -> Erased:
    """Erase the personal values of rows in one act."""
    if not reason.strip():
        raise BadUse("Не указано, по чьей просьбе стирать.", remedy="Добавьте причину: --why «…».")
    with base.writing() as connection:
        overwrite_freed(connection)
        require_decider(base, connection, by)
        drop_all_snapshots(connection)
        rows, changes, gone, since = find(connection), list[Change](), set[str](), list[int]()
        for row in rows:
            texts = texts_of(connection, row)
            gone |= texts
            since += _first_entries(connection, row, texts)
            _refuse_waiting(connection, row)
            held = current_texts(connection, GOVERNED[row.sheet_key], {row.row_key}).get(row.row_key, {})
            changes += [
                Change(*row.at, key, held[key], None)
                for key in personal_columns(row.sheet_key)
                if key in held and row.is_meant(held[key])
            ]
        act = apply_changes(connection, changes, at=at, by=by, source=SOURCE, reason=reason)
        # What this very act noted as the old values is not counted.
        counts: Counter[str] = Counter()
        counts.subtract(change.sheet_key for change in changes)
        for row in rows:
            counts[row.sheet_key] += _erase_values(connection, row) + _erase_requests(connection, row)
        if act is None and counts.total():  # no cell held them any more, only the past did
            record(connection, [], at=at, by=by, source=SOURCE, reason=reason)
        if _erase_problems(connection, gone):
            since.append(0)  # a problem does not say since when it is there
        holding = [one for one in list_backups_within(connection) if since and one.head_seq >= min(since)]
    left = tuple(one for one in holding if one.destroyed_at is None)
    return Erased({key: count for key, count in counts.items() if count}, left)


def _first_entries(connection: Connection, row: PersonalRow, texts: Collection[str]) -> list[int]:
    """Return the numbers of entries since which a row and its requests may have held what goes."""
    change, first = JOURNAL_CHANGES.c, func.min(JOURNAL_CHANGES.c.seq)
    if not texts:
        return []
    asked = select(REQUESTS_TABLE.c.request_id).where(_of_row(row))
    numbers = [row_text((str(number),)) for number in connection.execute(asked).scalars()]
    queries = [
        select(first).where(change.sheet_key == row.sheet_key, change.row_key == row_text(row.row_key)),
        select(first).where(change.sheet_key == REQUESTS.key, change.row_key.in_(numbers)),
    ]
    return [seq for query in queries if (seq := connection.execute(query).scalar()) is not None]


def _refuse_waiting(connection: Connection, row: PersonalRow) -> None:
    table = REQUESTS_TABLE.c
    query = select(table.request_id, table.old, table.new).where(_of_row(row), table.status == WAITING)
    meant = [
        str(number)
        for number, *sides in connection.execute(query)
        if any(text is not None and row.is_meant(text) for text in sides)
    ]
    if meant:
        raise BadUse(f"На согласовании заявки об этих данных: № {', '.join(meant)}.", remedy="Сначала решите их.")


def _erase_values(connection: Connection, row: PersonalRow) -> int:
    change, value = JOURNAL_CHANGES.c, PERSONAL_VALUES.c
    joined = PERSONAL_VALUES.join(JOURNAL_CHANGES, and_(change.seq == value.seq, change.number == value.number))
    query = (
        select(value.seq, value.number, value.side, value.value)
        .select_from(joined)
        .where(change.sheet_key == row.sheet_key, change.row_key == row_text(row.row_key))
    )
    meant = [key for *key, text in connection.execute(query) if row.is_meant(text)]
    for seq, number, side in meant:
        one = and_(value.seq == seq, value.number == number, value.side == side)
        connection.execute(delete_from(PERSONAL_VALUES).where(one))
    return len(meant)


def _erase_requests(connection: Connection, row: PersonalRow) -> int:
    """Erase values and salts of requests: with its salt a telephone number could be guessed from the digest."""
    count, table = 0, REQUESTS_TABLE.c
    for number, *sides in connection.execute(select(table.request_id, table.old, table.new).where(_of_row(row))).all():
        meant = {
            name: ERASED
            for name, text in zip(("old", "new"), sides, strict=True)
            if text not in (None, ERASED) and row.is_meant(text)
        }
        if meant:
            mine = table.request_id == number
            connection.execute(update(REQUESTS_TABLE).where(mine).values({**meant, "salt": ""}))
        count += len(meant)
    return count


def _erase_problems(connection: Connection, gone: Collection[str]) -> int:
    """Replace in the texts of problems what goes; return how many problems quoted it."""
    count, columns = 0, PROBLEMS_TABLE.c
    for text in sorted(gone, key=len, reverse=True):
        quoting = [
            column.contains(text, autoescape=True) if len(text) >= SHORT else column == text
            for column in _PROBLEM_TEXTS
        ]
        for number, *told in connection.execute(
            select(columns.problems_id, *_PROBLEM_TEXTS).where(or_(*quoting))
        ).all():
            kept = {
                column.name: held and held.replace(text, ERASED)
                for column, held in zip(_PROBLEM_TEXTS, told, strict=True)
            }
            connection.execute(update(PROBLEMS_TABLE).where(columns.problems_id == number).values(kept))
            count += 1
    return count


def _of_row(row: PersonalRow) -> ColumnElement[bool]:
    table = REQUESTS_TABLE.c
    personal = personal_columns(row.sheet_key)
    return and_(
        table.sheet_key == row.sheet_key,
        table.row_key == row_text(row.row_key),
        table.column_key.in_(personal),
    )
