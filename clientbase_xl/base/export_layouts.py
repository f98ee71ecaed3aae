"""Layouts of exports that were settled once, written through the door like everything that people answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from clientbase_xl.base.connection import connected
from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.tables import TABLES
from clientbase_xl.base.texts import text_of
from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.export_layouts import EXPORT_LAYOUTS
from clientbase_xl.schemas.model import Kind

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SOURCE = "раскладка выгрузки"
_TABLE = TABLES[EXPORT_LAYOUTS.key]


@dataclass(frozen=True, slots=True)
class SettledLayout:
    """One remembered layout; `answers` is the kept JSON: «columns» gives key → heading, further names may be there."""

    number: int
    fingerprint: str
    headings: tuple[str, ...]
    answers: Mapping[str, Any]
    settled_by: str
    settled_at: datetime


def read_layouts(base: Base, connection: Connection | None = None) -> list[SettledLayout]:
    """Return the remembered layouts by number; inside a transaction pass its connection."""
    with connected(base, connection) as used:
        return [_layout(row) for row in used.execute(select(_TABLE).order_by(_TABLE.c.layout_id)).mappings()]


def remember_layout(
    connection: Connection,
    fingerprint: str,
    headings: Sequence[str],
    answers: Mapping[str, Any],
    *,
    at: datetime,
    by: str,
    reason: str,
) -> int:
    """Keep what was answered about a layout in place of what was; return its number, which stays while it is kept.

    The same answer once more writes nothing.
    """
    held = current_texts(connection, EXPORT_LAYOUTS, [(fingerprint,)]).get((fingerprint,), {})
    number = int(held["layout_id"]) if held else _next_number(connection)
    cells = {"answers": json.dumps(answers, ensure_ascii=False, sort_keys=True)}
    if held.get("answers") == cells["answers"]:
        return number
    cells |= {"settled_by": by, "settled_at": text_of(at, Kind.MOMENT) or ""}
    if not held:
        shown = json.dumps(list(headings), ensure_ascii=False)
        cells = {"fingerprint": fingerprint, "layout_id": str(number), "headings": shown} | cells
    _write(connection, fingerprint, held, cells, at=at, by=by, reason=reason)
    return number


def forget_layout(connection: Connection, number: int, *, at: datetime, by: str) -> SettledLayout:
    """Forget a remembered layout and return it; the journal keeps it. BadUse for a number that is not there."""
    rows = {one.number: one for one in map(_layout, connection.execute(select(_TABLE)).mappings())}
    if number not in rows:
        known = ", ".join(map(str, sorted(rows))) or "запомненных раскладок нет"
        raise BadUse(f"Раскладки № {number} нет.", known, "посмотрите номера командой clientbase layouts.")
    gone = rows[number]
    held = {"fingerprint": gone.fingerprint}
    _write(
        connection, gone.fingerprint, held, {"fingerprint": None}, at=at, by=by, reason=f"Забыта раскладка № {number}"
    )
    return gone


def _write(
    connection: Connection,
    fingerprint: str,
    held: Mapping[str, str],
    cells: Mapping[str, str | None],
    *,
    at: datetime,
    by: str,
    reason: str,
) -> None:
    changes = [Change(EXPORT_LAYOUTS.key, (fingerprint,), key, held.get(key), text) for key, text in cells.items()]
    apply_changes(connection, changes, at=at, by=by, source=SOURCE, reason=reason)


def _next_number(connection: Connection) -> int:
    return max(connection.execute(select(_TABLE.c.layout_id)).scalars(), default=0) + 1


def _layout(row: RowMapping) -> SettledLayout:
    return SettledLayout(
        int(row["layout_id"]),
        row["fingerprint"],
        tuple(json.loads(row["headings"])),
        json.loads(row["answers"]),
        row["settled_by"],
        row["settled_at"],
    )
