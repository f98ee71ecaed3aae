"""Changes of a governed base in few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.replay import texts_at
from clientbase_xl.base.store import Base
from clientbase_xl.base.tables import GOVERNED, TABLES
from clientbase_xl.base.users import add_user

NOON = datetime.fromisoformat("2026-11-21T12:00")


def change(code: str, column_key: str, old: str | None, new: str | None) -> Change:
    """Return a change of a client's cell."""
    return Change("clients", (code,), column_key, old, new)


def card(code: str, **cells: str) -> list[Change]:
    """Return the changes that make a card."""
    return [change(code, key, None, text) for key, text in {"client_code": code, **cells}.items()]


def put(base: Base, *changes: Change, by: str = "я", reason: str = "", at: datetime = NOON) -> int | None:
    """Apply changes in one act."""
    with base.writing() as connection:
        return apply_changes(connection, changes, at=at, by=by, source="тест", reason=reason)


def staff(base: Base) -> None:
    """Register a head, an administrator and two managers."""
    add_user(base, "рожкова", "РОП", at=NOON, by="рожкова")
    add_user(base, "админ", "администратор базы", at=NOON, by="рожкова")
    for name, manager in (("иванова", "Иванова"), ("петров", "Петров")):
        add_user(base, name, "менеджер", manager=manager, at=NOON, by="рожкова")


def standing(base: Base) -> dict[str, Any]:
    """Return the texts of every governed table as they stand."""
    with base.reading() as connection:
        return {key: _texts(connection, key) for key in GOVERNED}


def replayed(base: Base) -> dict[str, Any]:
    """Return the texts of every governed table as the journal has them."""
    with base.reading() as connection:
        return {key: texts_at(connection, key) for key in GOVERNED}


def _texts(connection: Any, key: str) -> Mapping[tuple[str, ...], Mapping[str, str]]:
    keys = [TABLES[key].c[name] for name in GOVERNED[key].key_columns]
    rows = {
        tuple(str(part) for part in row) for row in connection.execute(TABLES[key].select().with_only_columns(*keys))
    }
    return current_texts(connection, GOVERNED[key], rows)
