"""Erasure of personal data on request: values go, the chain of the journal stays whole (METHOD section 7, 152-ФЗ)."""

from __future__ import annotations

import json
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
from clientbase_xl.base.journal import ERASED, Change, is_erasable, record, row_text
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.mentions import Mention, alike_of, find_mentions, pattern_of
from clientbase_xl.base.personal_cells import (
    SHORT,
    Journalled,
    PersonalRow,
    journalled,
    look_alikes,
    one_cell,
    rows_of_client,
    rows_of_contact,
    texts_of,
    whole_row,
)
from clientbase_xl.base.snapshots import drop_all_snapshots
from clientbase_xl.base.tables import GOVERNED, PROBLEMS_TABLE, governed_columns
from clientbase_xl.base.users import require_decider
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.requests import REQUESTS, WAITING

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SOURCE = "удаление персональных данных"
_PROBLEM_TEXTS = tuple(PROBLEMS_TABLE.c[name] for name in ("message", "value", "remedy"))


@dataclass(frozen=True, slots=True)
class Erased:
    """How many values went by sheet key, the backups whose files still hold some, and what is left.

    `mentions` are the places that still name the person, `look_alikes` numbers of contact persons who may be the same
    one, `plain` entries of the journal that hold an erased text for good: an earlier program wrote it into the chain.
    """

    counts: dict[str, int]
    backups: tuple[BackupRecord, ...]
    mentions: tuple[Mention, ...] = ()
    look_alikes: tuple[str, ...] = ()
    plain: tuple[int, ...] = ()


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
    erased = _erase(
        base,
        lambda connection: rows_of_contact(connection, row_id),
        at=at,
        by=by,
        reason=reason,
        contact=row_id,
    )
    if not erased.counts:
        raise BadUse(
            f"Контактное лицо «{row_id}»: персональных данных в базе нет.",
            remedy="Номер записи стоит в столбце «№ записи» листа «Контактные лица».",
        )
    return erased


def erase_cell(
    base: Base, sheet_key: str, row_key: tuple[str, ...], column_key: str, *, at: datetime, by: str, reason: str
) -> Erased:
    """Do the same for one cell, a free text that names a person or a personal one, with all that ever stood in it.

    Raises BadUse also for a column whose texts are not erasable.
    """
    sheet = GOVERNED[sheet_key]
    if not is_erasable(sheet_key, column_key):
        titles = (column.title for column in governed_columns(sheet) if column.is_erasable)
        raise BadUse(
            f"«{sheet.title}»: «{sheet[column_key].title}» — не свободный текст, из истории его не стирают.",
            ", ".join(f"«{title}»" for title in titles) or "на этом листе таких полей нет",
            "Исправьте значение в книге и отправьте её.",
        )
    cell = one_cell(sheet_key, row_key, column_key)
    erased = _erase(base, lambda _: [cell], at=at, by=by, reason=reason, is_known=False)
    if not (erased.counts or erased.plain):
        where = f"«{sheet.title}», {' / '.join(row_key)}, «{sheet[column_key].title}»"
        raise BadUse(f"{where}: стирать нечего.", remedy="Проверьте лист, запись и поле.")
    return erased


def erased_cells(base: Base) -> dict[str, dict[str, set[tuple[str, ...]]]]:
    """Return the cells that were ever emptied at a person's request: sheet key → column key → keys of rows."""
    change, found = JOURNAL_CHANGES.c, dict[str, dict[str, set[tuple[str, ...]]]]()
    query = (
        select(change.sheet_key, change.column_key, change.row_key)
        .select_from(JOURNAL.join(JOURNAL_CHANGES, JOURNAL.c.seq == change.seq))
        .where(JOURNAL.c.source == SOURCE)
    )
    with base.reading() as connection:
        for sheet_key, column_key, row_key in connection.execute(query):
            found.setdefault(sheet_key, {}).setdefault(column_key, set()).add(tuple(json.loads(row_key)))
    return found


def _erase(
    base: Base,
    find: Callable[[Connection], list[PersonalRow]],
    *,
    at: datetime,
    by: str,
    reason: str,
    contact: str = "",
    is_known: bool = True,
) -> Erased:
    """Erase the personal values of rows in one act.

    Whom they are about is searched in all that stays: by the record of a `contact`, else by all of the rows; not at
    all unless it `is_known` that they are about people.
    """
    if not reason.strip():
        raise BadUse("Не указано, по чьей просьбе стирать.", remedy="Добавьте причину: --why «…».")
    with base.writing() as connection:
        overwrite_freed(connection)
        require_decider(base, connection, by)
        drop_all_snapshots(connection)
        rows, changes, gone, since, plain = find(connection), list[Change](), set[str](), list[int](), set[int]()
        about = rows if not contact else rows[:1]
        pattern = pattern_of(connection, about) if is_known else None
        alike = set(look_alikes(connection, contact)) if contact else set()
        for row in rows:
            gone |= texts_of(connection, row)
            in_journal = [one for one in journalled(connection, row) if row.is_meant(one.text)]
            since += _first_entries(connection, row, in_journal)
            plain |= {one.seq for one in in_journal if one.is_plain}
            _refuse_waiting(connection, row)
            held = current_texts(connection, GOVERNED[row.sheet_key], {row.row_key}).get(row.row_key, {})
            changes += [
                Change(*row.at, key, held[key], None) for key in row.columns if key in held and row.is_meant(held[key])
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
        mentions = tuple(find_mentions(connection, pattern)) if pattern else ()
    left = tuple(one for one in holding if one.destroyed_at is None)
    alike |= alike_of(mentions, contact) if contact else set()
    found = {key: count for key, count in counts.items() if count}
    return Erased(found, left, mentions, tuple(sorted(alike)), tuple(sorted(plain)))


def _first_entries(connection: Connection, row: PersonalRow, held: Collection[Journalled]) -> list[int]:
    """Return the numbers of entries since which a row and its requests may have held what goes."""
    change, table = JOURNAL_CHANGES.c, REQUESTS_TABLE.c
    seqs = [one.seq for one in held]
    asked = select(table.request_id, table.old, table.new).where(_of_row(row))
    for number, *sides in connection.execute(asked).all():
        if any(text is not None and row.is_meant(text) for text in sides):
            mine = change.sheet_key == REQUESTS.key, change.row_key == row_text((str(number),))
            seqs += connection.execute(select(func.min(change.seq)).where(*mine)).scalars()
    return seqs


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
    value = PERSONAL_VALUES.c
    meant = [one for one in journalled(connection, row) if not one.is_plain and row.is_meant(one.text)]
    for one in meant:
        mine = and_(value.seq == one.seq, value.number == one.number, value.side == one.side)
        connection.execute(delete_from(PERSONAL_VALUES).where(mine))
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
    return and_(
        table.sheet_key == row.sheet_key,
        table.row_key == row_text(row.row_key),
        table.column_key.in_(row.columns),
    )
