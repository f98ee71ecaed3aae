"""Cards of clients: what people know about a client beside what the sales lines say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection, bindparam, exists, insert, or_, select, update

from clientbase_xl.base.frames import from_cell, to_frame
from clientbase_xl.base.lists import add_values
from clientbase_xl.base.tables import CLIENT_IMPORTS, CLIENTS_TABLE, IMPORT_UNDOS, stored_columns
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.clients import CLIENTS, LETTERS
from clientbase_xl.schemas.model import Column, Kind

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

_STORED = stored_columns(CLIENTS)
_PRELIMINARY = Column("is_category_preliminary", "Предварительно", Kind.FLAG, "Утверждённая категория не сверялась.")
_READ = (*_STORED, _PRELIMINARY)

# A card counts when a person made or changed it, or when an import that names it is not undone.
_IS_VISIBLE = or_(
    CLIENTS_TABLE.c.is_from_lines.is_(False),
    exists().where(
        CLIENT_IMPORTS.c.client_code == CLIENTS_TABLE.c.client_code,
        CLIENT_IMPORTS.c.import_id.not_in(select(IMPORT_UNDOS.c.import_id)),
    ),
)


def read_cards(base: Base) -> pd.DataFrame:
    """Return the cards of all clients, archived ones too, by client code.

    Columns: the stored columns of CLIENTS (typed ones and `category_approved`) and `is_category_preliminary`.
    Money is float64, missing numbers NaN, missing texts None, flags boolean, dates datetime64. A card that only
    undone imports brought is left out.
    """
    names = [CLIENTS_TABLE.c[column.key] for column in _READ]
    query = select(*names).where(_IS_VISIBLE).order_by(CLIENTS_TABLE.c.client_code)
    with base.reading() as connection:
        return to_frame(_READ, [dict(row) for row in connection.execute(query).mappings()])


def upsert_cards(
    connection: Connection, frame: pd.DataFrame, *, is_from_lines: bool = False, import_id: int | None = None
) -> int:
    """Create and update cards from a table with the column `client_code`; return how many clients are new.

    From sales lines (`is_from_lines`, with the import's number): only empty fields are filled, nothing typed is
    ever overwritten. From a file of cards: the fields it brings are updated; an empty cell never erases.
    Managers and channels not yet in «Справочники» are added there. A later row of the same client wins.
    Columns that the base does not keep are passed over. Raises BadUse when `client_code` is missing or
    empty, or a value is not of its column's kind.
    """
    given = _rows(frame)
    if not given:
        return 0
    before = {row["client_code"]: dict(row) for row in connection.execute(select(CLIENTS_TABLE)).mappings()}
    visible = set(connection.execute(select(CLIENTS_TABLE.c.client_code).where(_IS_VISIBLE)).scalars())
    created, changed = [], []
    for code, fields in given.items():
        old = before.get(code)
        if old is None:
            created.append(fields | {"is_category_preliminary": False, "is_from_lines": is_from_lines})
        elif new := _changes(old, fields, is_from_lines=is_from_lines, is_visible=code in visible):
            changed.append(old | new)
    _insert(connection, created)
    _update(connection, changed)
    if import_id is not None:
        _link(connection, given, import_id)
    _extend_lists(connection, given.values())
    return sum(code not in visible for code in given)


def set_preliminary_categories(base: Base, categories: Mapping[str, str]) -> int:
    """Approve the computed category of cards that have none yet, marked as preliminary (METHOD section 3).

    `categories` maps client codes to letters A–E. Codes without a card are passed over, an approved category is
    never changed. Returns how many cards got one; nothing is written when none did. Raises BadUse for any other letter.
    """
    wrong = sorted({letter for letter in categories.values() if letter not in LETTERS})
    if wrong:
        raise BadUse(f"Категория «{wrong[0]}».", ", ".join(LETTERS))
    empty = select(CLIENTS_TABLE.c.client_code).where(CLIENTS_TABLE.c.category_approved.is_(None))
    with base.reading() as connection:
        if not set(connection.execute(empty).scalars()) & categories.keys():
            return 0
    with base.writing() as connection:
        codes = sorted(set(connection.execute(empty).scalars()) & categories.keys())
        if codes:
            connection.execute(
                update(CLIENTS_TABLE)
                .where(CLIENTS_TABLE.c.client_code == bindparam("code"))
                .values(category_approved=bindparam("letter"), is_category_preliminary=True),
                [{"code": code, "letter": categories[code]} for code in codes],
            )
        return len(codes)


def _rows(frame: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the filled fields of each client: code → column key → value."""
    if "client_code" not in frame.columns:
        raise BadUse("В карточках нет столбца «Код».")
    columns = [column for column in _STORED if column.key in frame.columns and column.is_typed]
    cells = [[_cell(value, column) for value in frame[column.key].tolist()] for column in columns]
    rows: dict[str, dict[str, Any]] = {}
    for values in zip(*cells, strict=True):
        fields = {column.key: value for column, value in zip(columns, values, strict=True) if value is not None}
        if "client_code" not in fields:
            raise BadUse("В карточках есть строка без кода клиента.")
        rows.setdefault(fields["client_code"], {}).update(fields)
    return rows


def _cell(value: Any, column: Column) -> Any:
    try:
        return from_cell(value, column.kind)
    except (TypeError, ValueError) as error:
        raise BadUse(
            f"Карточки: значение «{value}» не подходит столбцу «{column.title}».",
            remedy="исправьте значение в файле карточек и загрузите его снова.",
        ) from error


def _blank(code: str) -> dict[str, Any]:
    return {column.key: None for column in _STORED} | {"client_code": code, "is_category_preliminary": False}


def _changes(
    old: Mapping[str, Any], fields: Mapping[str, Any], *, is_from_lines: bool, is_visible: bool
) -> dict[str, Any]:
    """Return what changes on an existing card; empty when nothing does."""
    if not is_visible:
        # Everything on it came from undone imports: it starts anew, with what is known now.
        return _blank(old["client_code"]) | dict(fields) | {"is_from_lines": is_from_lines}
    if is_from_lines:
        return {key: value for key, value in fields.items() if old[key] is None}
    new = {key: value for key, value in fields.items() if old[key] != value}
    return new | ({"is_from_lines": False} if old["is_from_lines"] else {})


def _insert(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if rows:
        # Only the columns that anybody fills: a first import brings thousands of clients with four fields each.
        keys = list(dict.fromkeys(key for row in rows for key in row))
        connection.execute(insert(CLIENTS_TABLE), [{key: row.get(key) for key in keys} for row in rows])


def _update(connection: Connection, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    keys = [key for key in rows[0] if key != "client_code"]
    statement = (
        update(CLIENTS_TABLE)
        .where(CLIENTS_TABLE.c.client_code == bindparam("of_code"))
        .values({key: bindparam(f"to_{key}") for key in keys})
    )
    connection.execute(
        statement, [{"of_code": row["client_code"]} | {f"to_{key}": row[key] for key in keys} for row in rows]
    )


def _link(connection: Connection, codes: Iterable[str], import_id: int) -> None:
    """Note which clients an import names."""
    statement = insert(CLIENT_IMPORTS)
    connection.execute(statement, [{"client_code": code, "import_id": import_id} for code in codes])


def _extend_lists(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Add to the lists the values that cards bring for columns with a drop-down list."""
    held = list(rows)
    for column in _STORED:
        if column.list_key:
            add_values(connection, column.list_key, sorted({row[column.key] for row in held if column.key in row}))
