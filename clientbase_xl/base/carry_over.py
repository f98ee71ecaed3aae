"""A base of the first program, which kept no journal: one entry «перенос» holds its whole state."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.filesystem import PROGRAM
from clientbase_xl.base.imports import registry_changes
from clientbase_xl.base.journal import Change, record
from clientbase_xl.base.meta import give_identity
from clientbase_xl.base.tables import GOVERNED, IMPORT_UNDOS, IMPORTS_TABLE, LISTS_TABLE, SETTINGS_TABLE, TABLES
from clientbase_xl.base.texts import text_of
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Kind


def carry_over(connection: Connection, *, at: datetime) -> None:
    """Give a base its identity and put everything it holds into the first entry of its journal.

    Settings, kept as JSON so far, become canonical texts. `at` is the moment of the last change of the file.
    """
    give_identity(connection)
    _rewrite_settings(connection)
    changes = [change for sheet_key in GOVERNED for change in _state(connection, sheet_key)]
    for import_id in connection.execute(
        select(IMPORTS_TABLE.c.import_id).order_by(IMPORTS_TABLE.c.import_id)
    ).scalars():
        changes += registry_changes(connection, import_id)
    for import_id, undone_at in connection.execute(select(IMPORT_UNDOS.c.import_id, IMPORT_UNDOS.c.undone_at)):
        changes.append(Change(IMPORTS.key, (str(import_id),), "undone_at", None, text_of(undone_at, Kind.MOMENT)))
    record(connection, changes, at=at, by=PROGRAM, source="перенос", reason="База создана программой без журнала.")


def _rewrite_settings(connection: Connection) -> None:
    table = SETTINGS_TABLE
    for address, kept in connection.execute(select(table.c.address, table.c.value)).all():
        text = text_of(_parsed(kept), Kind.TEXT)
        if text is None:
            connection.execute(delete(table).where(table.c.address == bindparam("of")), {"of": address})
        else:
            connection.execute(
                update(table).where(table.c.address == bindparam("of")).values(value=text), {"of": address}
            )


def _parsed(kept: str | None) -> Any:
    """Return a value from its JSON; what is no JSON stays the text it is, so that the check names it."""
    try:
        return json.loads(kept) if kept is not None else None
    except json.JSONDecodeError:
        return kept


def _state(connection: Connection, sheet_key: str) -> list[Change]:
    """Return the filled cells of one table; lists in the order of their values."""
    sheet = GOVERNED[sheet_key]
    table = TABLES[sheet_key]
    order = [LISTS_TABLE.c.position] if sheet is LISTS else []
    keys = (table.c[key] for key in sheet.key_columns)
    row_keys = [tuple(str(part) for part in row) for row in connection.execute(select(*keys).order_by(*order))]
    texts = current_texts(connection, sheet, set(row_keys))
    return [
        Change(sheet_key, row_key, column_key, None, text)
        for row_key in row_keys
        for column_key, text in texts[row_key].items()
    ]
