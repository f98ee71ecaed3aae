"""What people must know of a merge beside that it is done: what the card that stays did not take (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clientbase_xl.base.door import current_texts
from clientbase_xl.base.journal import last_line
from clientbase_xl.base.merges import client_of_row, other_of
from clientbase_xl.base.merging import changed_since, rows_since, unmerge_changes
from clientbase_xl.base.replay import Row
from clientbase_xl.base.requests import Request, list_requests
from clientbase_xl.base.store import Base, Connection
from clientbase_xl.rules.merged_card import is_stop_left, left_cells
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.client_pairs import CLIENT_PAIRS, MERGE
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.requests import PAIR, WAITING
from clientbase_xl.workflows.parted_sales import sales_left

MOST_NAMED = 10


def merge_notes(base: Base, connection: Connection, kept: str, gone: str) -> tuple[str, ...]:
    """Return what a merge of two cards that are still apart leaves behind, a sentence each; nothing to say: empty.

    Named are the cells in which the cards say different things, and the open requests about the card that goes: those
    can no longer be carried out.
    """
    cards = current_texts(connection, CLIENTS, [(kept,), (gone,)])
    ours, theirs = (
        {key: text for key, text in cards.get((code,), {}).items() if key in CLIENTS} for code in (kept, gone)
    )
    notes = []
    if left := left_cells(ours, theirs):
        notes.append(f"В обеих карточках заполнено разное, осталось из {kept}: {titles(left)}.")
    if is_stop_left(ours, theirs):
        notes.append(
            f"По {gone} решено «{CLIENTS['is_stopped'].title}», на {kept} решение не перешло: если оно в силе, "
            f"РОП ставит его в карточке {kept}."
        )
    waiting = [
        one.request_id
        for one in list_requests(base, WAITING, connection=connection)
        if client_of_row(one.sheet_key, one.row_key) == gone
    ]
    if waiting:
        numbers = ", ".join(map(str, waiting[:MOST_NAMED]))
        more = f" и ещё {len(waiting) - MOST_NAMED}" if len(waiting) > MOST_NAMED else ""
        notes.append(
            f"О карточке {gone} ждут решения заявки № {numbers}{more}: после объединения их не утвердить, о том же "
            f"надо попросить в карточке {kept}."
        )
    return tuple(notes)


def notes_of_requests(base: Base, connection: Connection, request_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return what those must know who approve requests to merge clients or to take a merge back, by group of requests.

    As things stand now, before the decision; see `merge_notes` and `parting_notes`. Other requests have nothing here.
    """
    groups: dict[int, list[Request]] = {}
    for one in list_requests(base, WAITING, connection=connection):
        if one.kind == PAIR:
            groups.setdefault(one.group_id, []).append(one)
    notes = {}
    for group_id, group in groups.items():
        asked = {one.column_key: one for one in group}
        decision, kept = asked.get("decision"), asked.get("kept_code")
        if not decision or not kept or not {one.request_id for one in group} & set(request_ids):
            continue
        row = decision.row_key
        if decision.new == MERGE and kept.new:
            notes[group_id] = merge_notes(base, connection, kept.new, other_of(row, kept.new))
        elif decision.old == MERGE and kept.old:
            notes[group_id] = parting_notes(base, connection, row, kept.old)
    return notes


def parting_notes(base: Base, connection: Connection, row: Row, kept: str) -> tuple[str, ...]:
    """Return what stays with the card that stayed when a merge in force is taken back, a sentence each.

    Cells that were changed since, records and rows that were entered since, sales that came since under a name that
    means the other client too. What came under the other client's code goes back with it and is not named.
    """
    line = last_line(connection, CLIENT_PAIRS.key, row, "decision")
    if line is None:
        return ()
    gone, seq = other_of(row, kept), line.entry.seq
    back, left = unmerge_changes(connection, row, current_texts)
    returned = {(one.row_key, one.column_key) for one in back if one.sheet_key == CLIENTS.key}
    notes = []
    for code in (kept, gone):
        cells = {one.column_key for one in left if (one.sheet_key, one.row_key) == (CLIENTS.key, (code,))}
        if code == kept:
            cells |= {key for key in changed_since(connection, kept, seq) if ((kept,), key) not in returned}
        if cells:
            notes.append(f"Изменено после объединения и осталось у {code}: {titles(sorted(cells))}.")
    rows = rows_since(connection, kept, seq, current_texts)
    for one in left:
        if one.sheet_key != CLIENTS.key:
            rows.setdefault(one.sheet_key, set()).add(one.row_key)
    if rows:
        named = ", ".join(f"«{BY_KEY[key].title}» — {len(rows[key])}" for key in sorted(rows))
        notes.append(f"Введено после объединения и осталось у {kept}: {named}. Что из этого о {gone}, введите у него.")
    return (*notes, *sales_left(base, connection, kept, gone, line.entry.at))


def titles(keys: Sequence[str]) -> str:
    """Return columns as people know them, in quotes."""
    sheets = (CLIENTS, *(sheet for sheet in BY_KEY.values() if sheet.is_stored))
    named = {column.key: column.title for sheet in reversed(sheets) for column in sheet}
    return ", ".join(f"«{named.get(key, key)}»" for key in keys)
