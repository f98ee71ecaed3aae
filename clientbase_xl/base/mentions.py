"""Where else the base speaks of a person: records, changes, requests, reasons and problems that name him (152-ФЗ)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, and_, select

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.journal import ERASED, NEW, is_erasable, is_personal
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.personal_cells import PersonalRow, texts_by_column
from clientbase_xl.base.tables import GOVERNED, PROBLEMS_TABLE, governed_columns
from clientbase_xl.rules.person_mentions import mentions_of, plain
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.model import Kind

NAMES, PHONES, EMAILS = ("person_name", "contact_name"), ("phone",), ("email",)
"""Personal columns by which a person is known."""
_SEARCHED = sorted(
    {
        column.key
        for key, sheet in GOVERNED.items()
        for column in governed_columns(sheet)
        if column.kind is Kind.TEXT or is_erasable(key, column.key)
    }
)


class Place(StrEnum):
    """Where a person is named."""

    CELL = "запись"
    HISTORY = "история записи"
    REQUEST = "заявка"
    REASON = "основание"
    PROBLEM = "проблема загрузки"


@dataclass(frozen=True, slots=True)
class Mention:
    """One place with its text: the cell, request (`number`), entry of the journal or problem, when and by whom.

    `at` is the last change that says so (UTC without a zone). `may_go` tells whether `erase --field` takes it away:
    reasons, fields that are no free text, and what an earlier program has journalled plainly stay.
    """

    place: Place
    text: str
    sheet_key: str = ""
    row_key: tuple[str, ...] = ()
    column_key: str = ""
    number: int = 0
    at: datetime | None = None
    by: str = ""
    may_go: bool = False

    @property
    def cell(self) -> tuple[str, tuple[str, ...], str]:
        """Return sheet, row and column."""
        return self.sheet_key, self.row_key, self.column_key


def pattern_of(connection: Connection, rows: Iterable[PersonalRow]) -> re.Pattern[str] | None:
    """Return what finds the people of whom rows speak, by the names, telephones and e-mails they hold or have held."""
    said: dict[str, set[str]] = {}
    for row in rows:
        for key, texts in texts_by_column(connection, row).items():
            said.setdefault(key, set()).update(text for text in texts if row.is_meant(text))
    groups = ({text for key in keys for text in said.get(key, ())} for keys in (NAMES, PHONES, EMAILS))
    return mentions_of(*groups)


def find_mentions(connection: Connection, pattern: re.Pattern[str]) -> list[Mention]:
    """Return every place in which a person is named, cells first, each once; what was erased is nowhere."""
    return [
        *_in_cells(connection, pattern),
        *_in_requests(connection, pattern),
        *_in_reasons(connection, pattern),
        *_in_problems(connection, pattern),
    ]


def alike_of(mentions: Iterable[Mention], row_id: str) -> set[str]:
    """Return the numbers of other contact persons whose own fields name the person: perhaps the same one."""
    return {
        one.row_key[0]
        for one in mentions
        if one.place is Place.CELL and one.sheet_key == CONTACT_PERSONS.key and is_personal(*one.cell[::2])
    } - {row_id}


def _names(pattern: re.Pattern[str], text: str | None) -> bool:
    return text not in (None, ERASED) and pattern.search(plain(text or "")) is not None


def _in_cells(connection: Connection, pattern: re.Pattern[str]) -> Iterator[Mention]:
    change, value = JOURNAL_CHANGES.c, PERSONAL_VALUES.c
    is_new = and_(value.seq == change.seq, value.number == change.number, value.side == NEW)
    query = (
        select(change.sheet_key, change.row_key, change.column_key, change.new, value.value, JOURNAL.c.at, JOURNAL.c.by)
        .select_from(JOURNAL_CHANGES.join(JOURNAL, JOURNAL.c.seq == change.seq).outerjoin(PERSONAL_VALUES, is_new))
        .where(change.sheet_key.in_(list(GOVERNED)), change.column_key.in_(_SEARCHED))
        .order_by(change.seq, change.number)
    )
    found: dict[tuple[str, str, str], Mention] = {}
    for sheet_key, row_key, column_key, new, held, at, by in connection.execute(query):
        if not _names(pattern, new or held):
            continue
        place = sheet_key, row_key, column_key
        may_go = held is not None or (place in found and found[place].may_go)
        cell = sheet_key, tuple(json.loads(row_key)), column_key
        found[place] = Mention(Place.HISTORY, new or held, *cell, at=at, by=by, may_go=may_go)
    standing: dict[str, set[tuple[str, ...]]] = {}
    for one in found.values():
        standing.setdefault(one.sheet_key, set()).add(one.row_key)
    now = {key: current_texts(connection, GOVERNED[key], rows) for key, rows in standing.items()}
    for one in found.values():
        text = now[one.sheet_key].get(one.row_key, {}).get(one.column_key)
        if not _names(pattern, text):
            yield one
            continue
        may_go = is_erasable(one.sheet_key, one.column_key)
        yield Mention(Place.CELL, text or "", *one.cell, at=one.at, by=one.by, may_go=may_go)


def _in_requests(connection: Connection, pattern: re.Pattern[str]) -> Iterator[Mention]:
    table = REQUESTS_TABLE.c
    names = ("old", "new", "reason", "decision_reason")
    query = select(
        *(table.sheet_key, table.row_key, table.column_key, table.request_id, table.submitted_at, table.submitted_by),
        *(table[name] for name in names),
    ).order_by(table.request_id)
    for sheet_key, row_key, column_key, number, at, by, *texts in connection.execute(query):
        for name, text in zip(names, texts, strict=True):
            if _names(pattern, text):
                is_value = name in ("old", "new")
                cell = sheet_key, tuple(json.loads(row_key)), column_key
                may_go = is_value and is_erasable(sheet_key, column_key)
                place = Place.REQUEST if is_value else Place.REASON
                yield Mention(place, text, *cell, number=number, at=at, by=by, may_go=may_go)


def _in_reasons(connection: Connection, pattern: re.Pattern[str]) -> Iterator[Mention]:
    entry = JOURNAL.c
    query = select(entry.seq, entry.at, entry.by, entry.reason).where(entry.reason != "").order_by(entry.seq)
    for seq, at, by, reason in connection.execute(query):
        if _names(pattern, reason):
            yield Mention(Place.REASON, reason, number=seq, at=at, by=by)


def _in_problems(connection: Connection, pattern: re.Pattern[str]) -> Iterator[Mention]:
    columns = PROBLEMS_TABLE.c
    query = select(columns.problems_id, columns.message, columns.value).order_by(columns.problems_id)
    for number, *texts in connection.execute(query):
        if any(_names(pattern, text) for text in texts):
            yield Mention(Place.PROBLEM, ": ".join(text for text in texts if text), number=number)
