"""Lists of «Справочники»: values people choose from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import Connection, select

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.replay import Until, texts_at
from clientbase_xl.base.tables import LISTS_TABLE
from clientbase_xl.base.texts import value_of
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def read_lists(base: Base, as_of: Until = None) -> pd.DataFrame:
    """Return all values of all lists: columns of LISTS, lists in the order of the sheet, values as they were added.

    As of an entry or a moment when one is given.
    """
    with base.reading() as connection:
        stored = _stored(connection, as_of)
    order = list(LIST_TITLES)
    stored.sort(key=lambda row: order.index(row["list_key"]) if row["list_key"] in order else len(order))
    for row in stored:
        row["list_title"] = LIST_TITLES.get(row["list_key"], row["list_key"])
    return pd.DataFrame(stored, columns=list(LISTS.keys), dtype=object)


def add_values(
    connection: Connection,
    list_key: str,
    values: Iterable[str],
    *,
    at: datetime,
    by: str,
    source: str = "команда",
) -> int:
    """Add values that a list lacks, in the given order; return how many were added. Empty values are passed over.

    Raises BadUse for a list that the product does not have.
    """
    if list_key not in LIST_TITLES:
        raise BadUse(f"Справочника «{list_key}» нет.", ", ".join(LIST_TITLES))
    rows = list(dict.fromkeys((list_key, value.strip()) for value in values if value.strip()))
    known = current_texts(connection, LISTS, rows)
    changes = [Change(LISTS.key, row, "value", None, row[1]) for row in rows if row not in known]
    apply_changes(connection, changes, at=at, by=by, source=source)
    return len(changes)


def add_default_values(connection: Connection, *, at: datetime, by: str) -> None:
    """Fill the lists of a new base with what the product comes with."""
    changes = []
    for list_key, values in DEFAULT_VALUES.items():
        for value, note in values:
            changes.append(Change(LISTS.key, (list_key, value), "value", None, value))
            if note:
                changes.append(Change(LISTS.key, (list_key, value), "note", None, note))
    apply_changes(connection, changes, at=at, by=by, source="создание базы")


def _stored(connection: Connection, as_of: Until) -> list[dict[str, Any]]:
    if as_of is not None:
        rows = texts_at(connection, LISTS.key, as_of).items()
        return [
            {"list_key": key[0], "value": key[1]}
            | {name: value_of(cells[name], LISTS[name]) if name in cells else None for name in ("note", "is_closed")}
            for key, cells in rows
        ]
    query = select(LISTS_TABLE).order_by(LISTS_TABLE.c.position, LISTS_TABLE.c.value)
    return [dict(row) for row in connection.execute(query).mappings()]
