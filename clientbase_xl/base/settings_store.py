"""Settings of a base: what differs from the defaults, kept as `address → value`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select

from clientbase_xl.base.tables import SETTINGS_TABLE
from clientbase_xl.settings import Settings, from_values

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def load_settings(base: Base) -> Settings:
    """Return the settings of a base laid over the defaults.

    Raises BadUse naming the setting when a stored value does not fit (the file was changed by another hand).
    """
    with base.reading() as connection:
        return from_values(_stored(connection))


def save_values(connection: Connection, values: Mapping[str, Any]) -> None:
    """Store values by address after checking them together with those already stored.

    Raises BadUse naming the setting before anything is written.
    """
    from_values(_stored(connection) | dict(values))
    if not values:
        return
    connection.execute(delete(SETTINGS_TABLE).where(SETTINGS_TABLE.c.address.in_(list(values))))
    rows = [{"address": key, "value": json.dumps(value, ensure_ascii=False)} for key, value in values.items()]
    connection.execute(insert(SETTINGS_TABLE), rows)


def _stored(connection: Connection) -> dict[str, Any]:
    """Return stored values; one that is not JSON stays the text it is, so that the check names it."""
    query = select(SETTINGS_TABLE.c.address, SETTINGS_TABLE.c.value).order_by(SETTINGS_TABLE.c.address)
    return {address: _value(stored) for address, stored in connection.execute(query)}


def _value(stored: str | None) -> Any:
    try:
        return json.loads(stored) if stored is not None else None
    except json.JSONDecodeError:
        return stored
