"""The newest of the journal as people read it: single cells, and one line for what an act did to many rows alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from clientbase_xl.base.journal import UNSEEN, JournalEntry, JournalLine, entry_columns, group_lines
from clientbase_xl.base.journal_tables import JOURNAL, JOURNAL_CHANGES
from clientbase_xl.base.tables import GOVERNED

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

ALIKE_FROM = 21
"""An act that changed one column in this many rows or more (an import, the first computation) is one line."""


@dataclass(frozen=True, slots=True)
class AlikeLine:
    """One act's changes of one column in many rows: how many, in which sheet and column."""

    entry: JournalEntry
    sheet_key: str
    column_key: str
    count: int


def last_digest(
    base: Base,
    count: int,
    is_shown: Callable[[str, tuple[str, ...]], bool] | None = None,
    as_of: datetime | None = None,
) -> list[JournalLine | AlikeLine]:
    """Return the newest lines of the journal, the newest first, at most `count`.

    `is_shown(sheet_key, row_key)` leaves rows out and out of the counts; None shows all. `as_of` is the moment after
    which nothing is known. Columns that no sheet shows are left out.
    """
    change, entry = JOURNAL_CHANGES.c, JOURNAL.c
    known = select(entry.seq).where(entry.count_changes > 0)
    if as_of is not None:
        known = known.where(entry.at <= as_of)
    query = (
        select(*entry_columns(), change.sheet_key, change.column_key, func.count())
        .select_from(JOURNAL.join(JOURNAL_CHANGES, entry.seq == change.seq))
        .where(
            entry.seq.in_(known.order_by(entry.seq.desc()).limit(count)),
            change.sheet_key.in_(list(GOVERNED)),
            change.column_key.not_in(UNSEEN),
        )
        .group_by(*entry_columns(), change.sheet_key, change.column_key)
        .order_by(entry.seq.desc(), func.max(change.number).desc())
    )
    shown: list[JournalLine | AlikeLine] = []
    with base.reading() as connection:
        acts = [
            (JournalEntry(*fields), (sheet, column), found)
            for *fields, sheet, column, found in connection.execute(query)
        ]
        for act, of_act in groupby(acts, key=itemgetter(0)):
            counts = {column: found for _, column, found in of_act}
            asked = [column for column, found in counts.items() if found < ALIKE_FROM or is_shown is not None]
            lines_of_columns = group_lines(connection, act.seq, asked)
            for column, found in counts.items():
                if column not in lines_of_columns:
                    shown.append(AlikeLine(act, *column, found))
                    continue
                lines = [
                    line
                    for line in lines_of_columns[column]
                    if is_shown is None or is_shown(line.change.sheet_key, line.change.row_key)
                ]
                shown += [AlikeLine(act, *column, len(lines))] if len(lines) >= ALIKE_FROM else lines
            if len(shown) >= count:
                break
    return shown[:count]
