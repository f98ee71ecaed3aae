"""Rows of every table as lines of JSON that mean the same on each database engine, and back (DESIGN section 4)."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    inspect,
    select,
)
from sqlalchemy.types import TypeEngine

from clientbase_xl.base.column_types import Money, Quantity
from clientbase_xl.base.many_rows import insert_rows

Columns = Sequence[tuple[str, str]]
"""Names of columns with their kinds (schemas.backup_format.KINDS), in order."""
ROWS_AT_ONCE = 5_000
_TYPES: dict[str, Callable[[], TypeEngine[Any]]] = {
    "text": Text,
    "integer": BigInteger,
    "money": Money,
    "quantity": Quantity,
    "number": Float,
    "date": Date,
    "moment": DateTime,
    "flag": Boolean,
    "bytes": LargeBinary,
}


class NotARow(ValueError):
    """A line that is no row of its table."""


def kinds_of(table: Table) -> list[tuple[str, str]]:
    """Return the columns of a table with their kinds; TypeError for a type that no backup can hold yet."""
    return [(column.name, _kind(column.type)) for column in table.columns]


def lines_of_table(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield every row as a line of JSON, by key, so that one state always gives the same bytes."""
    query = select(table).order_by(*table.primary_key.columns)
    kinds = [kind for _, kind in kinds_of(table)]
    for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(query):
        values = [_plain(value, kind) for value, kind in zip(row, kinds, strict=True)]
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load_lines(connection: Connection, name: str, columns: Columns, lines: Iterable[bytes]) -> int:
    """Insert lines into an empty table and return how many there were; NotARow for a line that does not fit."""
    table = Table(name, MetaData(), *(Column(key, _TYPES[kind]()) for key, kind in columns))
    keys, kinds = [key for key, _ in columns], [kind for _, kind in columns]
    count, ahead = 0, iter(lines)
    while rows := [tuple(_values(line, kinds)) for line in islice(ahead, ROWS_AT_ONCE)]:
        insert_rows(connection, table, keys, rows)
        count += len(rows)
    return count


def columns_there(connection: Connection) -> dict[str, set[str]]:
    """Return the tables of a database with the names of their columns, the bookkeeping of the steps left out."""
    seen = inspect(connection)
    return {
        name: {str(column["name"]) for column in seen.get_columns(name)}
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def _kind(given: TypeEngine[Any]) -> str:
    # Money and quantities before numbers, moments before days: the narrower type decides.
    for kind, types in (
        ("money", Money),
        ("quantity", Quantity),
        ("moment", DateTime),
        ("date", Date),
        ("flag", Boolean),
        ("integer", Integer),
        ("number", Float),
        ("bytes", LargeBinary),
        ("text", Text),
    ):
        if isinstance(given, types):
            return kind
    raise TypeError(f"a backup has no kind for {given!r}")


def _plain(value: Any, kind: str) -> Any:
    if value is None or kind in ("text", "integer", "number", "flag"):
        return value
    if kind == "bytes":
        return base64.b64encode(value).decode()
    return str(value) if kind in ("money", "quantity") else value.isoformat()


def _values(line: bytes, kinds: Sequence[str]) -> list[Any]:
    try:
        values = json.loads(line)
        if not isinstance(values, list) or len(values) != len(kinds):
            raise NotARow("another number of cells")
        return [_value(value, kind) for value, kind in zip(values, kinds, strict=True)]
    except NotARow:
        raise
    except (ValueError, TypeError, InvalidOperation, RecursionError) as error:
        raise NotARow(str(error)) from error


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    match kind:
        case "text" if isinstance(value, str):
            return value
        case "integer" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "number" if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        case "flag" if isinstance(value, bool):
            return value
        case "money" | "quantity" if isinstance(value, str):
            return Decimal(value)
        case "date" if isinstance(value, str):
            return date.fromisoformat(value)
        case "moment" if isinstance(value, str):
            return datetime.fromisoformat(value)
        case "bytes" if isinstance(value, str):
            return base64.b64decode(value, validate=True)
    raise NotARow(f"{value!r} is no {kind}")
