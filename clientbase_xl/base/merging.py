"""What follows from merging two clients, and from taking it back: the changes beside the decision (METHOD section 7).

Sales lines and typed records are not among them: they are read under the card that stays (`base/merges.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Connection, select

from clientbase_xl.base.journal import Change, act_changes, last_line, row_text
from clientbase_xl.base.journal_tables import JOURNAL_CHANGES
from clientbase_xl.base.merges import CODE, GIVEN, other_of
from clientbase_xl.base.replay import Row, Texts
from clientbase_xl.base.tables import FROM_LINES, GOVERNED, TABLES
from clientbase_xl.rules.merged_card import taken_cells, total
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS, MERGE
from clientbase_xl.schemas.client_plans import CLIENT_PLANS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import NO, YES, Sheet

ADDED_PLANS = "plan_rub"
Reader = Callable[[Connection, Sheet, Collection[Row]], Texts]
"""How texts of a governed table are read: `door.current_texts`."""


def decisions_among(changes: list[Change]) -> Iterator[tuple[Row, bool]]:
    """Yield the pairs that changes merge (True) or take apart again (False)."""
    for sheet_key, row, column_key, old, new in changes:
        if sheet_key == CLIENT_PAIRS.key and column_key == "decision" and MERGE in (old, new):
            yield row, new == MERGE


def merge_changes(connection: Connection, row: Row, read: Reader) -> list[Change]:
    """Return what a merge changes on cards and on rows known by a client's code, the decision being written already.

    The card that stays takes what it lacks and speaks for itself from now on; the other goes to the archive with the
    reason in its comment. Rows of calls and falling purchases are taken where the card that stays has none, plans are
    added up month by month.
    """
    kept = read(connection, CLIENT_PAIRS, [row])[row]["kept_code"]
    gone = other_of(row, kept)
    cards = read(connection, CLIENTS, [(kept,), (gone,)])
    ours, theirs = cards[kept,], cards[gone,]
    changes = [Change(CLIENTS.key, (kept,), key, ours.get(key), text) for key, text in _taken(ours, theirs).items()]
    name = f" «{ours['client_name']}»" if ours.get("client_name") else ""
    note = "; ".join(part for part in (f"объединён с {kept}{name}", theirs.get("comment", "")) if part)
    changes.append(Change(CLIENTS.key, (gone,), "comment", theirs.get("comment"), note))
    changes.append(Change(CLIENTS.key, (gone,), "is_archived", theirs.get("is_archived"), YES))
    for sheet in GIVEN:
        changes += _of_rows(connection, sheet, kept, gone, read)
    return changes


def unmerge_changes(connection: Connection, row: Row, read: Reader) -> tuple[list[Change], list[Change]]:
    """Return what takes a merge back, and the changes of the merge that stay because somebody changed the cell since.

    Every cell that the merge changed returns to what it was where it still says what the merge made it say; erased
    personal values are not brought back. The card that stayed goes on speaking for itself when people changed it since.
    """
    line = last_line(connection, CLIENT_PAIRS.key, row, "decision")
    if line is None:
        return [], []
    made = [one for one in act_changes(connection, line.entry.seq) if one.sheet_key in GOVERNED]
    made = [one for one in made if one.sheet_key != CLIENT_PAIRS.key]
    standing = {
        sheet_key: read(connection, GOVERNED[sheet_key], {one.row_key for one in made if one.sheet_key == sheet_key})
        for sheet_key in dict.fromkeys(one.sheet_key for one in made)
    }
    back, left = [], []
    for one in made:
        now = standing[one.sheet_key].get(one.row_key, {}).get(one.column_key)
        if now == one.new and not (
            one.column_key == FROM_LINES and typed_since(connection, one.row_key[0], line.entry.seq)
        ):
            back.append(one._replace(old=one.new, new=one.old))
        else:
            left.append(one)
    return back, [one for one in left if one.column_key != FROM_LINES]


def typed_since(connection: Connection, code: str, seq: int) -> set[str]:
    """Return the columns of a card that were changed after an act."""
    change = JOURNAL_CHANGES.c
    same = change.sheet_key == CLIENTS.key, change.row_key == row_text((code,)), change.seq > seq
    return set(connection.scalars(select(change.column_key).where(*same))) & set(CLIENTS.keys)


def _taken(ours: dict[str, str], theirs: dict[str, str]) -> dict[str, str]:
    cells = taken_cells(ours, {key: text for key, text in theirs.items() if key in CLIENTS})
    return cells if FROM_LINES in ours else {**cells, FROM_LINES: NO}


def _of_rows(connection: Connection, sheet: Sheet, kept: str, gone: str, read: Reader) -> Iterator[Change]:
    """Yield what the rows of a sheet that are known by the merged code give to the card that stays."""
    table, place = TABLES[sheet.key], sheet.key_columns.index(CODE)
    query: Any = select(*(table.c[key] for key in sheet.key_columns)).where(table.c[CODE] == gone)
    rows = {tuple(str(part) for part in row) for row in connection.execute(query)}
    ours = {row: (*row[:place], kept, *row[place + 1 :]) for row in sorted(rows)}
    held = read(connection, sheet, {*rows, *ours.values()})
    for row, own in ours.items():
        for key, text in held[row].items():
            if own not in held:
                yield Change(sheet.key, own, key, None, text)
            elif sheet is CLIENT_PLANS and key == ADDED_PLANS:
                before = held[own].get(key)
                yield Change(sheet.key, own, key, before, total(before, text) if before else text)
