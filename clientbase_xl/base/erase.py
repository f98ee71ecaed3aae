"""Erasure of personal data on request: values go, the chain of the journal stays whole (METHOD section 7)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, and_, exists, select, update
from sqlalchemy import delete as delete_from

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import ERASED, Change, is_personal, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.base.users import require_decider
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def erase_personal(base: Base, sheet_key: str, row_key: tuple[str, ...], *, at: datetime, by: str, reason: str) -> int:
    """Empty the personal cells of a row and erase what the journal and requests held of them; return how many values.

    Digests stay in the chain, salts go with the values, so that nobody can guess them; history and as-of show
    ERASED. The act itself is journalled. Raises BadUse for a row that has never been there, a person who may not
    decide, a missing reason, and while a request for such a cell waits.
    """
    if not reason.strip():
        raise BadUse("Не указано, по чьей просьбе стирать.", remedy="Добавьте причину: --why «…».")
    sheet = GOVERNED[sheet_key]
    personal = [column.key for column in governed_columns(sheet) if is_personal(sheet_key, column.key)]
    with base.writing() as connection:
        # Freed pages are overwritten: the value must not stay readable in the file.
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        require_decider(base, connection, by)
        _refuse_waiting(connection, sheet_key, row_key, personal)
        held = current_texts(connection, sheet, {row_key}).get(row_key, {})
        changes = [Change(sheet_key, row_key, key, held[key], None) for key in personal if key in held]
        apply_changes(connection, changes, at=at, by=by, source="удаление персональных данных", reason=reason)
        count = _erase_values(connection, sheet_key, row_key)
        _erase_requests(connection, sheet_key, row_key, personal)
    if not count:
        raise BadUse(f"«{sheet.title}», {' / '.join(row_key)}: персональных данных в базе нет.")
    return count


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


def _erase_requests(connection: Connection, sheet_key: str, row_key: tuple[str, ...], personal: list[str]) -> None:
    for side in (REQUESTS_TABLE.c.old, REQUESTS_TABLE.c.new):
        filled = and_(_of_row(sheet_key, row_key, personal), side.is_not(None))
        connection.execute(update(REQUESTS_TABLE).where(filled).values({side.name: ERASED}))


def _of_row(sheet_key: str, row_key: tuple[str, ...], personal: list[str]) -> ColumnElement[bool]:
    table = REQUESTS_TABLE.c
    return and_(table.sheet_key == sheet_key, table.row_key == row_text(row_key), table.column_key.in_(personal))
