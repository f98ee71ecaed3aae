"""«Вернуть как было»: an open workbook shows again what it showed before the last button (EXCEL.md: undo is lost)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from clientbase_xl.base.snapshots import drop_snapshot, last_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem
from clientbase_xl.schemas.blocks import ALL_BLOCKS
from clientbase_xl.schemas.model import Mode
from clientbase_xl.workflows.open_book import OpenBook, OpenTable
from clientbase_xl.workflows.origin import IDENTITY_MARK
from clientbase_xl.workflows.refresh import closed_tables, find_tables, marks_of_base, write_update
from clientbase_xl.workflows.refresh_blocks import find_blocks, read_blocks, shown_day, write_blocks
from clientbase_xl.workflows.refresh_plan import ShownTable, plan_refresh
from clientbase_xl.workflows.refresh_snapshot import unpacked


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Which press was taken back: the button, its moment, the sheets by their names now, what is no longer there."""

    button: str
    taken_at: datetime
    sheets: tuple[str, ...]
    not_found: tuple[Problem, ...]


def undo_refresh(base: Base, book: OpenBook) -> TakenBack:
    """Bring back the computed cells that the last press of a button changed; typed cells stay as they are now.

    Rows that the press added fall away, unless somebody typed into them since: then only their computed cells become
    empty. A press is taken back once. Raises BadUse when nothing is kept for this workbook, it is of another base, or a
    sheet has somebody's own password: a press is taken back whole.
    """
    marks = marks_of_base(base, book)
    snapshot = last_snapshot(base, marks.get(IDENTITY_MARK, ""))
    if snapshot is None:
        raise BadUse(
            f"Для книги «{book.name}» возвращать нечего.",
            "книга, в которой нажимали кнопку пересчёта",
            "Возвращается то, что изменила последняя кнопка; отменить возврат нельзя: пересчитайте снова.",
        )
    before = unpacked(snapshot.payload)
    found, missing = find_tables(book, before.tables)
    if closed := closed_tables(found):
        raise BadUse(
            f"Возвращать нельзя: под паролем листы {', '.join(f'«{found[key][0].title}»' for key in closed)}.",
            remedy="Снимите защиту и нажмите «Вернуть как было» снова: пока не изменено ничего.",
        )
    for key, (table, shown) in found.items():
        write_update(table, shown, plan_refresh(shown, before.tables[key]))
        _cut_added(table, shown, before.added.get(key, {}))
    blocks, _ = find_blocks(book, {block.sheet_key for block in ALL_BLOCKS if block.key in before.blocks})
    write_blocks(blocks, read_blocks(blocks), before.blocks)
    if (day := shown_day(before.blocks)) is not None:
        book.show_day(day)
    drop_snapshot(base, snapshot)
    return TakenBack(
        snapshot.button, snapshot.taken_at, tuple(table.title for table, _ in found.values()), tuple(missing)
    )


def _cut_added(table: OpenTable, shown: ShownTable, added: Mapping[tuple[str, ...], Mapping[str, str]]) -> None:
    """Take away the rows at the end that the press had added and nobody touched since."""
    if not shown.sheet.typed:
        return  # written anew, to its old number of rows
    count, keys = len(shown.rows), shown.row_keys()
    while count and added.get(keys[count - 1]) == shown.typed_texts(count - 1) and not shown.has_own_cells(count - 1):
        count -= 1
    if count == 0 and shown.rows:  # the table was empty: it keeps one row
        for column in shown.sheet:
            if column.key in shown.places and column.mode is not Mode.LIVE:
                table.write(shown.places[column.key], 0, [[None]])
        count = 1
    if count < len(shown.rows):
        table.resize(count)
