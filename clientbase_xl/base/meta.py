"""The identity of a base: which base a workbook was made from, and the beginning of its journal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, uuid4, uuid5

from sqlalchemy import Connection, insert, select

from clientbase_xl.base.journal_tables import META

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

BASE_ID, SEED = "base_id", "seed"


def base_id(base: Base) -> str:
    """Return the identity that a base was given when it was made."""
    with base.reading() as connection:
        return str(meta_value(connection, BASE_ID))


def meta_value(connection: Connection, key: str) -> str | None:
    """Return one value; None when there is none."""
    return connection.execute(select(META.c.value).where(META.c.key == key)).scalar()


def give_identity(connection: Connection, seed: str = "") -> None:
    """Give a new base its identity: a random one, or with a seed (the demo) always the same, salts included."""
    rows = [{"key": BASE_ID, "value": str(uuid5(NAMESPACE_OID, seed) if seed else uuid4())}]
    if seed:
        rows.append({"key": SEED, "value": seed})
    connection.execute(insert(META), rows)


def has_identity(connection: Connection) -> bool:
    """Tell whether a base has its identity: one of the first program has none until it is opened by this one."""
    return meta_value(connection, BASE_ID) is not None
