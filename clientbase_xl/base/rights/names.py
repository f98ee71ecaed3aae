"""Names of the group roles, and the catalogue as the database keeps it for its own checks."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from clientbase_xl.base.journal import is_erasable
from clientbase_xl.base.tables import GOVERNED, PRELIMINARY, governed_columns, unshown_flags
from clientbase_xl.schemas.model import ChangeClass, Column, Kind, Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.users import ADMINISTRATOR, HEAD, MANAGER

SUFFIXES = {MANAGER: "manager", HEAD: "head", ADMINISTRATOR: "admin"}
MOST_BYTES = 63
"""Length of a name in PostgreSQL."""
COUNT_DIGITS = 12
"""Of the digest that stands for the rest of a long name."""
_CASTS = {
    Kind.DATE: "date",
    Kind.MOMENT: "timestamp",
    Kind.FLAG: "boolean",
    Kind.LETTER: "letter",
    **dict.fromkeys((Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER), "numeric"),
}


def groups_of(database: str) -> dict[str, str]:
    """Return the group role of each role of people; roles belong to the whole server, so the name has the database.

    Of a long name its start and a digest of the whole: two databases never share a group.
    """
    room = MOST_BYTES - 1 - max(map(len, SUFFIXES.values()))
    start = database
    if len(database.encode()) > room:
        digest = sha256(database.encode()).hexdigest()[:COUNT_DIGITS]
        start = f"{database.encode()[: room - 1 - COUNT_DIGITS].decode(errors='ignore')}_{digest}"
    return {role: f"{start}_{suffix}" for role, suffix in SUFFIXES.items()}


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str | None) -> str:
    """Return a text as SQL writes it."""
    return "NULL" if text is None else "'" + text.replace("'", "''") + "'"


def cells_of(sheet: Sheet) -> list[Column]:
    """Return the columns whose changes the journal keeps: all but keys that nobody types."""
    return [one for one in governed_columns(sheet) if one.key not in sheet.key_columns or one.is_typed]


def field_rows() -> Iterator[tuple[str, str, str, str, str, str | None]]:
    """Yield every journalled field: sheet, column, type, class, whether it is erasable, the usual value of a flag."""
    for sheet in GOVERNED.values():
        flags = unshown_flags(sheet)
        for column in cells_of(sheet):
            usual = None if column.key not in flags else str(flags[column.key]).lower()
            erasable = "true" if is_erasable(sheet.key, column.key) else "false"
            yield sheet.key, column.key, cast_of(column), str(_class(sheet, column)), erasable, usual


def _class(sheet: Sheet, column: Column) -> ChangeClass:
    if sheet is SETTINGS:
        return ChangeClass.HEAD
    # Only whoever approves a category says that it is no longer preliminary.
    return ChangeClass.APPROVAL if column.key == PRELIMINARY else column.change_class


def cast_of(column: Column) -> str:
    """Return how the database reads the texts of a column (`cb_canonical`): a type of PostgreSQL, or «letter»."""
    return _CASTS.get(column.kind, "text")


def key_text(sheet: Sheet, alias: str = "") -> str:
    """Return SQL for the key of a row as the journal holds it: a JSON array of texts."""
    start = f"{alias}." if alias else ""
    parts = [f"to_json({start}{quoted(key)}::text)::text" for key in sheet.key_columns]
    return "'[' || " + " || ',' || ".join(parts) + " || ']'"


def key_match(sheet: Sheet) -> str:
    """Return SQL that finds the row `t` of a change `c` by its primary key."""
    kinds = {key: cast_of(sheet[key]) for key in sheet.key_columns}
    casts = {"numeric": "bigint", "letter": "text"}
    parts = [
        f"t.{quoted(key)} = (c.row_key::jsonb ->> {place})::{casts.get(kind, kind)}"
        for place, (key, kind) in enumerate(kinds.items())
    ]
    return " AND ".join(parts)
