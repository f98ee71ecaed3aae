"""Tables of the base, derived from the catalogue: a sheet declared as stored has its table here by that alone.

What a table adds to the catalogue (bookkeeping that no sheet shows) is listed in this module and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import BigInteger, Boolean, Column, DateTime, ForeignKey, Integer, MetaData, Table, Text, false

from clientbase_xl.base.column_types import column_type
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.imports import IMPORTS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Column as Declared
from clientbase_xl.schemas.model import Kind, Sheet
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.reconciliation import ACT_TABLES
from clientbase_xl.schemas.typed_cells import stored_columns as typed_columns
from clientbase_xl.schemas.users import USERS

UNDO_COLUMNS = ("undone_at",)
"""Columns of IMPORTS that live in `import_undos`: the registry itself is append-only."""


def stored_columns(sheet: Sheet) -> tuple[Declared, ...]:
    """Return the columns of a sheet that the base keeps: the key and what people type.

    A table in which people type nothing (registry, problems) is kept whole. The approved category is kept though
    nobody types it: reconciliation and requests change it.
    """
    if not sheet.is_stored:
        return ()
    typed = {column.key for column in typed_columns(sheet)}
    if not typed:
        return tuple(sheet)
    kept = typed | set(sheet.key_columns) | ({"category_approved"} if sheet is CLIENTS else set())
    return tuple(column for column in sheet if column.key in kept)


def make_table(sheet: Sheet, metadata: MetaData) -> Table:
    """Return the database table of a stored sheet: catalogue columns first, bookkeeping after them."""
    columns = [_column(column, sheet) for column in stored_columns(sheet) if column.key not in _elsewhere(sheet)]
    return Table(sheet.key, metadata, *_leading(sheet), *columns, *_bookkeeping(sheet))


def _column(column: Declared, sheet: Sheet) -> Column[object]:
    if column.key in sheet.key_columns:
        if sheet is IMPORTS:
            return Column(column.key, Integer, primary_key=True, autoincrement=True)
        return Column(column.key, column_type(column.kind), primary_key=True)
    # People leave required cells empty while they work (a problem, not a refusal); the program never does.
    return Column(column.key, column_type(column.kind), nullable=bool(sheet.typed) or not column.required)


def _elsewhere(sheet: Sheet) -> tuple[str, ...]:
    return UNDO_COLUMNS if sheet is IMPORTS else ()


def _leading(sheet: Sheet) -> Iterable[Column[object]]:
    """Return a number of its own for a table whose rows the catalogue does not identify."""
    if not sheet.key_columns:
        yield Column(f"{sheet.key}_id", Integer, primary_key=True, autoincrement=True)


def _bookkeeping(sheet: Sheet) -> Iterable[Column[object]]:
    """Return the columns that only the program needs."""
    if sheet is CLIENTS:
        yield Column("is_category_preliminary", Boolean, nullable=False, server_default=false())
        # True while everything on the card came from sales lines: such a card disappears with its imports.
        yield Column("is_from_lines", Boolean, nullable=False, server_default=false())
    if sheet is LISTS:
        yield Column("position", BigInteger, nullable=False)
    if sheet is PROBLEMS:
        yield Column("import_id", Integer, ForeignKey("imports.import_id"), nullable=True, index=True)


METADATA = MetaData()
STORED: dict[str, Sheet] = {sheet.key: sheet for sheet in BY_KEY.values() if sheet.is_stored}
TABLES: dict[str, Table] = {key: make_table(sheet, METADATA) for key, sheet in STORED.items()}
GOVERNED: dict[str, Sheet] = {key: sheet for key, sheet in STORED.items() if sheet.typed or sheet is USERS}
"""Tables that only `base/door.py` writes and that the journal replays: what people type, and who they are."""

FROZEN = frozenset(sheet.key for sheet in ACT_TABLES)
"""Tables of acts: a row that is there is never changed or deleted."""

FROM_LINES, PRELIMINARY = "is_from_lines", "is_category_preliminary"
_UNSHOWN = {
    CLIENTS.key: (
        Declared(PRELIMINARY, "Категория предварительная", Kind.FLAG, "Утверждена без сверки."),
        Declared(FROM_LINES, "Из строк продаж", Kind.FLAG, "Всё в карточке пришло из строк продаж."),
    )
}


def governed_columns(sheet: Sheet) -> tuple[Declared, ...]:
    """Return the columns of a governed table that the journal keeps: those of the sheet, then unshown flags.

    An unshown flag is never empty: the value that it usually has is no text in the journal.
    """
    return (*stored_columns(sheet), *_UNSHOWN.get(sheet.key, ()))


def unshown_flags(sheet: Sheet) -> dict[str, bool]:
    """Return the columns that are bookkeeping which no sheet shows, each with its usual value.

    A card usually comes from lines, thousands at once: the journal says only where a person speaks for it.
    """
    return {column.key: column.key == FROM_LINES for column in _UNSHOWN.get(sheet.key, ())}


def birth_column(sheet: Sheet) -> str:
    """Return the typed key column whose text says that a row exists; "" where any filled cell says so."""
    return next((key for key in sheet.key_columns if sheet[key].is_typed), "")


CLIENTS_TABLE = TABLES["clients"]
IMPORTS_TABLE = TABLES["imports"]
LISTS_TABLE = TABLES["lists"]
PROBLEMS_TABLE = TABLES["problems"]
SETTINGS_TABLE = TABLES["settings"]
REACTIVATION_TABLE = TABLES["reactivation"]

IMPORT_UNDOS = Table(
    "import_undos",
    METADATA,
    Column("import_id", Integer, ForeignKey("imports.import_id"), primary_key=True, autoincrement=False),
    Column("undone_at", DateTime, nullable=False),
    Column("undone_by", Text, nullable=False),
)
"""Undone imports, one row each, never changed."""

CLIENT_IMPORTS = Table(
    "client_imports",
    METADATA,
    Column("client_code", Text, ForeignKey("clients.client_code"), primary_key=True),
    Column("import_id", Integer, ForeignKey("imports.import_id"), primary_key=True, index=True),
)
"""Which imports named a client: a card made by undone imports only is not shown."""
