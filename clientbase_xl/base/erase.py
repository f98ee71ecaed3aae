"""Erasure of personal data on request: values go, the chain of the journal stays whole (METHOD section 7)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, exists, select, update
from sqlalchemy import delete as delete_from

from clientbase_xl.base.connection import overwrite_freed
from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import ERASED, Change, is_personal, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.snapshots import drop_all_snapshots
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.base.users import require_decider
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.requests import WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


RowAt = tuple[str, tuple[str, ...]]
"""A sheet and the keys of a row."""


def erase_personal(base: Base, sheet_key: str, row_key: tuple[str, ...], *, at: datetime, by: str, reason: str) -> int:
    """Empty the personal cells of a row and erase what the journal and requests held of them; return how many values.

    Digests stay in the chain, salts go with the values, so that nobody can guess them; history and as-of show
    ERASED. The act itself is journalled. Raises BadUse for a row that has never been there, a person who may not
    decide, a missing reason, and while a request for such a cell waits.
    """
    counts = _erase(base, lambda _: [(sheet_key, row_key)], at=at, by=by, reason=reason)
    if not counts:
        raise BadUse(f"«{GOVERNED[sheet_key].title}», {' / '.join(row_key)}: персональных данных в базе нет.")
    return counts[sheet_key]


def erase_client(base: Base, client_code: str, *, at: datetime, by: str, reason: str) -> dict[str, int]:
    """Do the same for a client: his card and every record that is or ever was of him; return how many by sheet.

    All in one commit, nothing when anything is refused.
    """
    counts = _erase(base, lambda connection: _rows_of(connection, client_code), at=at, by=by, reason=reason)
    if not counts:
        raise BadUse(f"Клиент «{client_code}»: персональных данных в базе нет.", remedy="Проверьте код клиента.")
    return counts


def _erase(
    base: Base, find: Callable[[Connection], list[RowAt]], *, at: datetime, by: str, reason: str
) -> dict[str, int]:
    """Erase the personal values of rows in one act; return how many values of each sheet."""
    if not reason.strip():
        raise BadUse("Не указано, по чьей просьбе стирать.", remedy="Добавьте причину: --why «…».")
    with base.writing() as connection:
        overwrite_freed(connection)
        require_decider(base, connection, by)
        drop_all_snapshots(connection)
        rows, changes = find(connection), list[Change]()
        for sheet_key, row_key in rows:
            personal = _personal_columns(sheet_key)
            _refuse_waiting(connection, sheet_key, row_key, personal)
            held = current_texts(connection, GOVERNED[sheet_key], {row_key}).get(row_key, {})
            changes += [Change(sheet_key, row_key, key, held[key], None) for key in personal if key in held]
        apply_changes(connection, changes, at=at, by=by, source="удаление персональных данных", reason=reason)
        # What this very act noted as the old values is not counted.
        counts: Counter[str] = Counter()
        counts.subtract(change.sheet_key for change in changes)
        for sheet_key, row_key in rows:
            erased = _erase_requests(connection, sheet_key, row_key, _personal_columns(sheet_key))
            counts[sheet_key] += _erase_values(connection, sheet_key, row_key) + erased
    return {key: count for key, count in counts.items() if count}


def _personal_columns(sheet_key: str) -> list[str]:
    return [column.key for column in governed_columns(GOVERNED[sheet_key]) if is_personal(sheet_key, column.key)]


def _rows_of(connection: Connection, client_code: str) -> list[RowAt]:
    """Return the card of a client and the records that the journal or a request has ever named with his code.

    What was written down while he was a prospect names the number of that record instead: it counts too.
    """
    found: dict[RowAt, None] = {}
    codes = [client_code]
    for code in codes:
        found |= dict.fromkeys(((CLIENTS.key, (code,)), *((key, (code,)) for key in _meant_by_code())))
        found |= _rows_naming(connection, code)
        codes += [row_key[0] for key, row_key in found if key in _meant_by_code() and row_key[0] not in codes]
    return list(found)


def _meant_by_code() -> set[str]:
    """Return the sheets whose records stand in «Код клиента» of other sheets by their numbers."""
    return {sheet["client_code"].refers_to for sheet in GOVERNED.values() if "client_code" in sheet} - {""}


def _rows_naming(connection: Connection, client_code: str) -> dict[RowAt, None]:
    found: dict[RowAt, None] = {}
    for sheet in (one for key, one in GOVERNED.items() if "client_code" in one and _personal_columns(key)):
        for table in (JOURNAL_CHANGES.c, REQUESTS_TABLE.c):
            query = select(table.row_key).where(table.sheet_key == sheet.key).distinct()
            if "client_code" not in sheet.key_columns:
                query = query.where(table.column_key == "client_code", table.new == client_code)
            for row_key in (tuple(json.loads(text)) for text in connection.execute(query).scalars()):
                named = dict(zip(sheet.key_columns, row_key, strict=True)).get("client_code", client_code)
                if named == client_code:
                    found[sheet.key, row_key] = None
    return found


def _refuse_waiting(connection: Connection, sheet_key: str, row_key: tuple[str, ...], personal: list[str]) -> None:
    table = REQUESTS_TABLE.c
    waiting = connection.execute(
        select(table.request_id).where(_of_row(sheet_key, row_key, personal), table.status == WAITING)
    ).scalars()
    if numbers := [str(number) for number in waiting]:
        raise BadUse(f"На согласовании заявки об этих данных: № {', '.join(numbers)}.", remedy="Сначала решите их.")


def _erase_values(connection: Connection, sheet_key: str, row_key: tuple[str, ...]) -> int:
    change = JOURNAL_CHANGES.c
    of_row = exists().where(
        and_(
            change.seq == PERSONAL_VALUES.c.seq,
            change.number == PERSONAL_VALUES.c.number,
            change.sheet_key == sheet_key,
            change.row_key == row_text(row_key),
        )
    )
    return connection.execute(delete_from(PERSONAL_VALUES).where(of_row)).rowcount


def _erase_requests(connection: Connection, sheet_key: str, row_key: tuple[str, ...], personal: list[str]) -> int:
    """Erase values and salts of requests: with its salt a telephone number could be guessed from the digest."""
    count = 0
    for side in (REQUESTS_TABLE.c.old, REQUESTS_TABLE.c.new):
        filled = and_(_of_row(sheet_key, row_key, personal), side.is_not(None), side != ERASED)
        count += connection.execute(
            update(REQUESTS_TABLE).where(filled).values({side.name: ERASED, "salt": ""})
        ).rowcount
    return count


def _of_row(sheet_key: str, row_key: tuple[str, ...], personal: list[str]) -> ColumnElement[bool]:
    table = REQUESTS_TABLE.c
    return and_(table.sheet_key == sheet_key, table.row_key == row_text(row_key), table.column_key.in_(personal))
