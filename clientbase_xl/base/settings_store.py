"""Settings of a base: what differs from the defaults, kept as `address → canonical text`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from clientbase_xl.base.connection import connected
from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.replay import Until, texts_at
from clientbase_xl.base.setting_texts import default_texts, settings_of
from clientbase_xl.base.tables import SETTINGS_TABLE
from clientbase_xl.base.texts import text_of
from clientbase_xl.schemas.field_classes import split_values
from clientbase_xl.schemas.model import Kind
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.settings import Settings

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base


def load_settings(base: Base, as_of: Until = None) -> Settings:
    """Return the settings of a base laid over the defaults, now or as of an entry or a moment.

    Raises BadUse naming the setting when a stored value does not fit (the file was changed by another hand).
    """
    with base.reading() as connection:
        return settings_within(connection, as_of)


def settings_within(connection: Connection, as_of: Until = None) -> Settings:
    """Return the settings as they stand inside a transaction; see `load_settings`."""
    return settings_of(_stored(connection, as_of))


def load_field_values(base: Base, as_of: Until = None, connection: Connection | None = None) -> dict[str, str]:
    """Return the stored classes of fields by address, for `schemas.field_classes.class_of` and `field_rows`."""
    with connected(base, connection) as used:
        return {address: str(text) for address, text in split_values(_stored(used, as_of))[1].items()}


def save_values(
    connection: Connection,
    values: Mapping[str, Any],
    *,
    at: datetime,
    by: str,
    source: str = "команда",
    reason: str = "",
) -> int | None:
    """Store values by address after checking them together with those already stored; None means the default.

    Returns the number of the journal's entry, None when nothing changed. Raises BadUse naming the setting before
    anything is written.
    """
    texts = {address: text_of(value, Kind.TEXT) for address, value in values.items()}
    settings_of({address: text for address, text in _stored(connection).items() if address not in texts} | texts)
    rows = current_texts(connection, SETTINGS, [(address,) for address in texts])
    changes = [
        Change(
            SETTINGS.key,
            (address,),
            "value",
            rows.get((address,), {}).get("value") or default_texts().get(address),
            text,
        )
        for address, text in texts.items()
    ]
    return apply_changes(connection, changes, at=at, by=by, source=source, reason=reason)


def _stored(connection: Connection, as_of: Until = None) -> dict[str, str | None]:
    """Return stored texts by address."""
    if as_of is not None:
        return {row[0]: cells["value"] for row, cells in texts_at(connection, SETTINGS.key, as_of).items()}
    query = select(SETTINGS_TABLE.c.address, SETTINGS_TABLE.c.value).order_by(SETTINGS_TABLE.c.address)
    return {str(address): text for address, text in connection.execute(query)}
