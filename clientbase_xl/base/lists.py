"""Lists of «Справочники»: values people choose from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, func, insert, select

from clientbase_xl.base.tables import LISTS_TABLE
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def read_lists(base: Base) -> pd.DataFrame:
    """Return all values of all lists: columns of LISTS, lists in the order of the sheet, values as they were added."""
    query = select(LISTS_TABLE).order_by(LISTS_TABLE.c.position, LISTS_TABLE.c.value)
    with base.reading() as connection:
        stored = [dict(row) for row in connection.execute(query).mappings()]
    order = list(LIST_TITLES)
    stored.sort(key=lambda row: order.index(row["list_key"]) if row["list_key"] in order else len(order))
    for row in stored:
        row["list_title"] = LIST_TITLES.get(row["list_key"], row["list_key"])
    return pd.DataFrame(stored, columns=list(LISTS.keys), dtype=object)


def add_values(connection: Connection, list_key: str, values: Iterable[str]) -> int:
    """Add values that a list lacks, in the given order; return how many were added. Empty values are passed over.

    Raises BadUse for a list that the product does not have.
    """
    return _add(connection, list_key, ((value, "") for value in values))


def add_default_values(connection: Connection) -> None:
    """Fill the lists of a new base with what the product comes with."""
    for list_key, values in DEFAULT_VALUES.items():
        _add(connection, list_key, values)


def _add(connection: Connection, list_key: str, values: Iterable[tuple[str, str]]) -> int:
    if list_key not in LIST_TITLES:
        raise BadUse(f"Справочника «{list_key}» нет.", ", ".join(LIST_TITLES))
    of_list = LISTS_TABLE.c.list_key == list_key
    known = set(connection.execute(select(LISTS_TABLE.c.value).where(of_list)).scalars())
    position = connection.execute(
        select(func.coalesce(func.max(LISTS_TABLE.c.position), 0)).where(of_list)
    ).scalar_one()
    rows = []
    for value, note in dict(values).items():
        if value and value not in known:
            position += 1
            rows.append({"list_key": list_key, "value": value, "note": note or None, "position": position})
    if rows:
        connection.execute(insert(LISTS_TABLE), rows)
    return len(rows)
