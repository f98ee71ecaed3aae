"""Everything the base holds about a person or the people of a client, for whoever asks (152-ФЗ, article 14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, or_, select

from clientbase_xl.base.backups import BackupRecord, list_backups_within
from clientbase_xl.base.door import current_texts
from clientbase_xl.base.journal import JournalLine, cell_lines
from clientbase_xl.base.mentions import Mention, Place, alike_of, find_mentions, pattern_of
from clientbase_xl.base.personal_cells import (
    SHORT,
    PersonalRow,
    look_alikes,
    personal_columns,
    rows_of_client,
    rows_of_contact,
    texts_of,
)
from clientbase_xl.base.requests import Request, list_requests
from clientbase_xl.base.tables import GOVERNED, PROBLEMS_TABLE, governed_columns, unshown_flags
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


@dataclass(frozen=True, slots=True)
class HeldCell:
    """One cell of now: sheet, row, column and its canonical text."""

    sheet_key: str
    row_key: tuple[str, ...]
    column_key: str
    text: str


@dataclass(frozen=True, slots=True)
class HeldData:
    """What the base holds: cells of now, their history, requests, sentences of problems, backups still there.

    `look_alikes` are numbers of other contact persons who may be the same one, `mentions` places that name him beside
    what is his.
    """

    cells: tuple[HeldCell, ...]
    history: tuple[JournalLine, ...]
    requests: tuple[Request, ...]
    problems: tuple[str, ...]
    backups: tuple[BackupRecord, ...]
    look_alikes: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()


def held_of_client(base: Base, client_code: str) -> HeldData:
    """Return what the base holds in the personal fields of a client and his records."""
    return _held(base, lambda connection: rows_of_client(connection, client_code))


def held_of_contact(base: Base, row_id: str) -> HeldData:
    """Return what the base holds about one contact person: his whole record, and the cells that speak of him."""
    return _held(base, lambda connection: rows_of_contact(connection, row_id), row_id)


def _held(base: Base, find: Callable[[Connection], list[PersonalRow]], row_id: str = "") -> HeldData:
    with base.reading() as connection:
        rows = find(connection)
        texts = {text for row in rows for text in texts_of(connection, row)}
        cells = tuple(cell for row in rows for cell in _cells(connection, row))
        history = tuple(line for row in rows for line in _history(connection, row))
        requests = tuple(_requests(base, connection, rows))
        pattern = pattern_of(connection, rows[:1] if row_id else rows)
        given = {(one.sheet_key, one.row_key, one.column_key) for one in cells} | {line.change[:3] for line in history}
        asked = {one.request_id for one in requests}
        found = find_mentions(connection, pattern) if pattern else []
        problems = tuple(_problems(connection, texts))
        alike = {*look_alikes(connection, row_id), *alike_of(found, row_id)} if row_id else set()
        return HeldData(
            cells,
            history,
            requests,
            problems,
            tuple(one for one in list_backups_within(connection) if one.destroyed_at is None),
            tuple(sorted(alike)),
            tuple(one for one in found if not _is_given(one, given, asked, problems)),
        )


def _is_given(one: Mention, cells: set[Any], requests: set[int], problems: tuple[str, ...]) -> bool:
    """Tell whether a place stands among what is the person's own."""
    if one.place is Place.PROBLEM:
        return one.text in problems
    return one.number in requests if one.place is Place.REQUEST else one.cell in cells


def _columns(row: PersonalRow) -> list[str]:
    """Return the columns of a row that are about the person: all of a contact person, else the personal ones."""
    sheet = GOVERNED[row.sheet_key]
    if sheet is not CONTACT_PERSONS:
        return personal_columns(row.sheet_key)
    return [one.key for one in governed_columns(sheet) if one.key not in {*sheet.key_columns, *unshown_flags(sheet)}]


def _is_meant(row: PersonalRow, *texts: str | None) -> bool:
    return any(text is not None and row.is_meant(text) for text in texts)


def _cells(connection: Connection, row: PersonalRow) -> Iterator[HeldCell]:
    held = current_texts(connection, GOVERNED[row.sheet_key], {row.row_key}).get(row.row_key, {})
    for column_key in _columns(row):
        if _is_meant(row, held.get(column_key)):
            yield HeldCell(*row.at, column_key, held[column_key])


def _history(connection: Connection, row: PersonalRow) -> Iterator[JournalLine]:
    for column_key in _columns(row):
        for line in cell_lines(connection, *row.at, column_key):
            if _is_meant(row, line.change.old, line.change.new):
                yield line


def _requests(base: Base, connection: Connection, rows: list[PersonalRow]) -> Iterator[Request]:
    by_place = {row.at: row for row in rows}
    for one in list_requests(base, connection=connection):
        row = by_place.get((one.sheet_key, one.row_key))
        if row is not None and one.column_key in _columns(row) and _is_meant(row, one.old, one.new):
            yield one


def _problems(connection: Connection, texts: set[str]) -> Iterator[str]:
    columns, found = PROBLEMS_TABLE.c, dict[int, str]()
    for text in (text for text in texts if len(text) >= SHORT):
        quoting = or_(*(one.contains(text, autoescape=True) for one in (columns.message, columns.value)))
        for number, message, value in connection.execute(
            select(columns.problems_id, columns.message, columns.value).where(quoting)
        ):
            found[number] = f"{message}: {value}" if value else str(message)
    yield from (found[number] for number in sorted(found))
