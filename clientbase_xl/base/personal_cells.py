"""Where the base holds what belongs to a person: all personal cells of a client, or those that speak of one contact."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.journal import ERASED, NEW, OLD, is_personal, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES, PERSONAL_VALUES, REQUESTS_TABLE
from clientbase_xl.base.merges import codes_of_client, once_merged_with
from clientbase_xl.base.tables import GOVERNED, governed_columns
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS

RowAt = tuple[str, tuple[str, ...]]
"""A sheet and the keys of a row."""
PHONE_DIGITS, SHORT = 10, 4
"""A telephone is compared by its last digits; a name of fewer letters only as a whole cell."""


@dataclass(frozen=True, slots=True)
class PersonalRow:
    """The personal columns of a row, or those that are named, and which of their texts are meant."""

    sheet_key: str
    row_key: tuple[str, ...]
    is_meant: Callable[[str], bool]
    named: tuple[str, ...] = ()

    @property
    def at(self) -> RowAt:
        """Return the sheet and the keys of the row."""
        return self.sheet_key, self.row_key

    @property
    def columns(self) -> list[str]:
        """Return the columns in question."""
        return list(self.named) or personal_columns(self.sheet_key)


class Journalled(NamedTuple):
    """One text in the journal: entry, number of the change, column, side; plain when it stands in the chain itself."""

    seq: int
    number: int
    column_key: str
    side: str
    text: str
    is_plain: bool


def personal_columns(sheet_key: str) -> list[str]:
    """Return the columns of a sheet that hold personal data."""
    return [column.key for column in governed_columns(GOVERNED[sheet_key]) if is_personal(sheet_key, column.key)]


def whole_row(sheet_key: str, row_key: tuple[str, ...]) -> PersonalRow:
    """Return a row of which every personal text is meant."""
    return PersonalRow(sheet_key, row_key, lambda _: True)


def one_cell(sheet_key: str, row_key: tuple[str, ...], column_key: str) -> PersonalRow:
    """Return one cell, whatever it says."""
    return PersonalRow(sheet_key, row_key, lambda _: True, (column_key,))


def rows_of_client(connection: Connection, client_code: str) -> list[PersonalRow]:
    """Return the card of a client and the records that the journal or a request has ever named with his code.

    What was written down while he was a prospect names the number of that record instead: it counts too. So do the
    cards that are one client with his now; of a card that was once, only what came from him is meant.
    """
    found: dict[RowAt, None] = {}
    codes = codes_of_client(connection, client_code)
    for code in codes:
        found |= dict.fromkeys(((CLIENTS.key, (code,)), *((key, (code,)) for key in _meant_by_code())))
        found |= _rows_naming(connection, code)
        codes += [row_key[0] for key, row_key in found if key in _meant_by_code() and row_key[0] not in codes]
    rows = [whole_row(*at) for at in found]
    if parted := [code for code in once_merged_with(connection, codes) if code not in codes]:
        said = {text for row in rows for texts in texts_by_column(connection, row).values() for text in texts}
        rows += [PersonalRow(CLIENTS.key, (code,), said.__contains__) for code in parted]
    return rows


def rows_of_contact(connection: Connection, row_id: str) -> list[PersonalRow]:
    """Return the record of a contact person and the rows of his clients, of which only what speaks of him is meant.

    It does when it names him in full or holds his telephone or e-mail, those of earlier too. Records of other people
    are left alone.
    """
    own = whole_row(CONTACT_PERSONS.key, (row_id,))
    said = texts_by_column(connection, own)
    is_his = _resembling(said)
    found = [own]
    for code in _clients_of(connection, row_id):
        found += [
            PersonalRow(*row.at, is_his)
            for row in rows_of_client(connection, code)
            if row.sheet_key != CONTACT_PERSONS.key and row.at not in {one.at for one in found}
        ]
    return found if said else [own]


def look_alikes(connection: Connection, row_id: str) -> list[str]:
    """Return the numbers of other contact persons with the same name, telephone or e-mail: perhaps the same one."""
    is_his = _resembling(texts_by_column(connection, whole_row(CONTACT_PERSONS.key, (row_id,))))
    rows = _current(connection, CONTACT_PERSONS.key)
    return sorted(
        key[0]
        for key, cells in rows.items()
        if key != (row_id,)
        and any(is_his(cells[name]) for name in personal_columns(CONTACT_PERSONS.key) if name in cells)
    )


def texts_of(connection: Connection, row: PersonalRow) -> set[str]:
    """Return every text that is meant which the personal cells of a row hold or have held, in requests too."""
    return {text for texts in texts_by_column(connection, row).values() for text in texts if row.is_meant(text)}


def journalled(connection: Connection, row: PersonalRow) -> list[Journalled]:
    """Return what the journal holds of the cells of a row, oldest first.

    Free texts stand plainly in the acts of programs that did not yet keep them erasable.
    """
    change, value = JOURNAL_CHANGES.c, PERSONAL_VALUES.c
    joined = JOURNAL_CHANGES.outerjoin(PERSONAL_VALUES, (change.seq == value.seq) & (change.number == value.number))
    query = (
        select(change.seq, change.number, change.column_key, change.old, change.new, value.side, value.value)
        .select_from(joined)
        .where(
            change.sheet_key == row.sheet_key,
            change.row_key == row_text(row.row_key),
            change.column_key.in_(row.columns),
        )
        .order_by(change.seq, change.number)
    )
    found: list[Journalled] = []
    for seq, number, column_key, old, new, side, text in connection.execute(query):
        found += [Journalled(seq, number, column_key, side, text, is_plain=False)] if side is not None else []
        found += [
            Journalled(seq, number, column_key, name, said, is_plain=True)
            for name, said in ((OLD, old), (NEW, new))
            if said is not None
        ]
    return found


def texts_by_column(connection: Connection, row: PersonalRow) -> dict[str, set[str]]:
    """Return by column every text that the cells of a row hold or have held, in requests too."""
    found: dict[str, set[str]] = {}
    for one in journalled(connection, row):
        found.setdefault(one.column_key, set()).add(one.text)
    table = REQUESTS_TABLE.c
    asked = (table.sheet_key == row.sheet_key) & (table.row_key == row_text(row.row_key))
    for column_key, old, new in connection.execute(select(table.column_key, table.old, table.new).where(asked)):
        if column_key in row.columns:
            found.setdefault(column_key, set()).update(one for one in (old, new) if one not in (None, ERASED))
    held = current_texts(connection, GOVERNED[row.sheet_key], {row.row_key}).get(row.row_key, {})
    for column_key in row.columns:
        if column_key in held:
            found.setdefault(column_key, set()).add(held[column_key])
    return {column_key: texts for column_key, texts in found.items() if texts}


def _current(connection: Connection, sheet_key: str) -> dict[tuple[str, ...], dict[str, str]]:
    change = JOURNAL_CHANGES.c
    keys = connection.execute(select(change.row_key).where(change.sheet_key == sheet_key).distinct()).scalars()
    return current_texts(connection, GOVERNED[sheet_key], {tuple(json.loads(text)) for text in keys})


def _clients_of(connection: Connection, row_id: str) -> list[str]:
    """Return the clients to whom a contact person belongs or ever belonged."""
    codes: dict[str, None] = {}
    for table in (JOURNAL_CHANGES.c, REQUESTS_TABLE.c):
        query = select(table.new).where(
            table.sheet_key == CONTACT_PERSONS.key,
            table.row_key == row_text((row_id,)),
            table.column_key == "client_code",
            table.new.is_not(None),
        )
        codes |= dict.fromkeys(connection.execute(query).scalars())
    return [code for code in codes if code]


def _resembling(said: dict[str, set[str]]) -> Callable[[str], bool]:
    """Return what tells whether a text speaks of the person who has these names, telephones and e-mails."""
    words = {_plain(text) for column_key in ("person_name", "email") for text in said.get(column_key, ())}
    phones = {number for text in said.get("phone", ()) if len(number := _digits(text)[-PHONE_DIGITS:]) == PHONE_DIGITS}
    words |= {_plain(text) for text in said.get("phone", ())}

    def is_his(text: str) -> bool:
        plain, digits = _plain(text), _digits(text)
        return any(plain == word or (len(word) >= SHORT and word in plain) for word in words) or any(
            number in digits for number in phones
        )

    return is_his


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _meant_by_code() -> set[str]:
    """Return the sheets whose records stand in «Код клиента» of other sheets by their numbers."""
    return {sheet["client_code"].refers_to for sheet in GOVERNED.values() if "client_code" in sheet} - {""}


def _rows_naming(connection: Connection, client_code: str) -> dict[RowAt, None]:
    found: dict[RowAt, None] = {}
    for sheet in (one for key, one in GOVERNED.items() if "client_code" in one and personal_columns(key)):
        for table in (JOURNAL_CHANGES.c, REQUESTS_TABLE.c):
            query = select(table.row_key).where(table.sheet_key == sheet.key).distinct()
            if "client_code" not in sheet.key_columns:
                query = query.where(table.column_key == "client_code", table.new == client_code)
            for row_key in (tuple(json.loads(text)) for text in connection.execute(query).scalars()):
                named = dict(zip(sheet.key_columns, row_key, strict=True)).get("client_code", client_code)
                if named == client_code:
                    found[sheet.key, row_key] = None
    return found
