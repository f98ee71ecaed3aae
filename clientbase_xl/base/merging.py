"""What follows from merging two clients, and from taking it back: the changes beside the decision (METHOD section 7).

Sales lines and typed records are not among them: they are read under the card that stays (`base/merges.py`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Connection, and_, or_, select

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
            one.column_key == FROM_LINES and changed_since(connection, one.row_key[0], line.entry.seq)
        ):
            back.append(one._replace(old=one.new, new=one.old))
        else:
            left.append(one)
    return back, [one for one in left if one.column_key != FROM_LINES]


def changed_since(connection: Connection, code: str, seq: int) -> set[str]:
    """Return the columns of a card that were changed after an act, but for what other merges did and took back."""
    change = JOURNAL_CHANGES.c
    same = change.sheet_key == CLIENTS.key, change.row_key == row_text((code,)), *_later(seq)
    return set(connection.scalars(select(change.column_key).where(*same))) & set(CLIENTS.keys)


def rows_since(connection: Connection, code: str, seq: int, read: Reader) -> dict[str, set[Row]]:
    """Return the rows about a client that were made or changed after an act and stand now, by sheet key.

    Records that were given the client's code since, and rows of GIVEN; see `changed_since`.
    """
    change = JOURNAL_CHANGES.c
    given = {sheet.key: sheet.key_columns.index(CODE) for sheet in GIVEN}
    is_record = and_(change.column_key == CODE, change.new == code, change.sheet_key.not_in([*given, CLIENTS.key]))
    query = select(change.sheet_key, change.row_key).where(or_(is_record, change.sheet_key.in_(given)), *_later(seq))
    found: dict[str, set[Row]] = {}
    for sheet_key, text in connection.execute(query.distinct()):
        row = tuple(json.loads(text))
        if sheet_key in GOVERNED and (sheet_key not in given or row[given[sheet_key]] == code):
            found.setdefault(sheet_key, set()).add(row)
    for sheet_key, rows in found.items():
        cells = read(connection, GOVERNED[sheet_key], rows)
        found[sheet_key] = {
            row for row in rows if row in cells and (sheet_key in given or cells[row].get(CODE) == code)
        }
    return {sheet_key: rows for sheet_key, rows in found.items() if rows}


def _later(seq: int) -> tuple[Any, ...]:
    """Return the conditions of changes after an act that no decision about a pair brought with it."""
    change, other = JOURNAL_CHANGES.c, JOURNAL_CHANGES.alias("decisions").c
    is_merge = or_(other.old == MERGE, other.new == MERGE)
    merges = select(other.seq).where(other.sheet_key == CLIENT_PAIRS.key, other.column_key == "decision", is_merge)
    return change.seq > seq, change.seq.not_in(merges.where(other.seq > seq))


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
