"""Acts of reconciliation: written once through the door, read by their days (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection, select

from clientbase_xl.base.connection import connected
from clientbase_xl.base.door import apply_changes
from clientbase_xl.base.frames import to_frame
from clientbase_xl.base.journal import Change
from clientbase_xl.base.tables import TABLES, stored_columns
from clientbase_xl.base.texts import text_of
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.reconciliation import (
    RECONCILED_PROSPECTS,
    RECONCILIATION_ACTS,
    RECONCILIATION_FIGURES,
)
from clientbase_xl.schemas.typed_cells import canonical

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SOURCE = "сверка"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of reconciliation; `entry_id` is the last entry that it knows, `made_at` in UTC without a zone."""

    reconciled_on: date
    made_at: datetime
    made_by: str
    entry_id: int
    is_of_prospects: bool


def read_acts(base: Base, moment: datetime | None = None, *, connection: Connection | None = None) -> list[Act]:
    """Return the acts by day, the oldest first; those made by a moment when one is given."""
    table = TABLES[RECONCILIATION_ACTS.key]
    query = select(*(table.c[name] for name in Act.__dataclass_fields__)).order_by(table.c.reconciled_on)
    with connected(base, connection) as used:
        acts = [Act(*row) for row in used.execute(query)]
    return [act for act in acts if moment is None or act.made_at <= moment]


def read_figures(base: Base, on: date) -> pd.DataFrame:
    """Return RECONCILIATION_FIGURES of the act of a day, by client code."""
    return _of_day(base, RECONCILIATION_FIGURES, on)


def read_reconciled_prospects(base: Base, on: date) -> pd.DataFrame:
    """Return RECONCILED_PROSPECTS of the act of a day, by number."""
    return _of_day(base, RECONCILED_PROSPECTS, on)


def keep_act(
    connection: Connection,
    on: date,
    figures: pd.DataFrame,
    prospects: pd.DataFrame | None,
    *,
    entry_id: int,
    at: datetime,
    by: str,
) -> None:
    """Write an act with its clients and prospects (None: the list is not reconciled by it) as one act of the journal.

    Inside a transaction that holds the write lock. In: RECONCILIATION_FIGURES, RECONCILED_PROSPECTS, without their day.
    Raises BadUse when there is an act of that day: it is never changed.
    """
    day = on.isoformat()
    head: dict[str, str | None] = {
        "made_at": text_of(at, RECONCILIATION_ACTS["made_at"].kind),
        "made_by": by,
        "entry_id": str(entry_id),
        "is_of_prospects": canonical(prospects is not None, RECONCILIATION_ACTS["is_of_prospects"].kind),
    }
    changes = [Change(RECONCILIATION_ACTS.key, (day,), key, None, text) for key, text in head.items()]
    changes += _changes(RECONCILIATION_FIGURES, figures, day)
    if prospects is not None:
        changes += _changes(RECONCILED_PROSPECTS, prospects, day)
    apply_changes(connection, changes, at=at, by=by, source=SOURCE, reason=f"Акт сверки от {on:%d.%m.%Y}")


def _changes(sheet: Sheet, rows: pd.DataFrame, day: str) -> Iterable[Change]:
    """Yield the cells of an act's rows, in the order of the rows."""
    keys = rows[sheet.key_columns[0]].tolist()
    columns = [(column.key, column.kind, rows[column.key].astype(object).tolist()) for column in sheet.typed]
    for place, key in enumerate(keys):
        for name, kind, cells in columns:
            if text := canonical(cells[place], kind):
                yield Change(sheet.key, (str(key), day), name, None, text)


def _of_day(base: Base, sheet: Sheet, on: date) -> pd.DataFrame:
    table, columns = TABLES[sheet.key], stored_columns(sheet)
    query = select(*(table.c[column.key] for column in columns)).where(table.c.reconciled_on == on)
    with base.reading() as connection:
        rows = connection.execute(query.order_by(table.c[sheet.key_columns[0]])).mappings()
        return to_frame(columns, [dict(row) for row in rows])
