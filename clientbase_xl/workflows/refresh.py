"""«Пересчитать»: the computed columns of an open workbook brought to what the base says today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from itertools import groupby
from typing import Any

from clientbase_xl.base.snapshots import Snapshot, save_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem, Severity
from clientbase_xl.reading.own_table import places_of
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.client_card import CLIENT_CARD
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.start import START
from clientbase_xl.workflows.build_workbook import fix_preliminary_categories, workbook_tables
from clientbase_xl.workflows.open_book import OpenBook, OpenTable
from clientbase_xl.workflows.origin import IDENTITY_MARK, MANAGER_MARK, NEW_BOOK, is_of_base
from clientbase_xl.workflows.refresh_people import add_people
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate, plan_refresh
from clientbase_xl.workflows.refresh_snapshot import packed
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.cells import Cell

NOT_TABLES = (START, CLIENT_CARD, SETTINGS, LISTS)
"""Sheets that are no table of computed columns: pages of their own, or typed altogether."""
ALL = frozenset(sheet.key for sheet in ALL_SHEETS if sheet not in NOT_TABLES)
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button: which, when (UTC without a zone) and by whom."""

    button: str
    at: datetime
    by: str

    def keep(self, base: Base, workbook_id: str, shown: Iterable[ShownTable], updates: Iterable[TableUpdate]) -> None:
        """Keep what tables show and what will be added; a base that takes no writing keeps nothing."""
        if base.is_writable:
            save_snapshot(base, Snapshot(workbook_id, self.button, self.at, self.by, packed(shown, updates)))


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a recalculation did: rows per sheet title, what it added, what it could not do and found wrong."""

    rows: Mapping[str, int]
    count_added: int
    count_gone: int
    problems: tuple[Problem, ...]
    not_found: tuple[Problem, ...] = field(default=())


def refresh(
    base: Base,
    book: OpenBook,
    today: date,
    *,
    sheets: Collection[str] = ALL,
    press: Press | None = None,
    zone: tzinfo = UTC,
    progress: Progress = lambda _: None,
) -> Refreshed:
    """Compute a base on a date and write the computed columns of an open workbook of it; typed cells stay untouched.

    METHOD section 1. `sheets` are keys of the catalogue. The workbook of one manager gets his clients only. With a
    `press` the base keeps what the tables showed before anything is written, and clients without an approved category
    get the computed one as preliminary (METHOD section 3), as a new workbook would give it. Raises BadUse for a
    workbook of another base. A table that is not there, or without its key columns, is a problem with a remedy; the
    others are written all the same.
    """
    marks = marks_of_base(base, book)
    progress("Клиентская база: считаю…")
    state = load_state(base, today, zone=zone)
    if press is not None:
        state = fix_preliminary_categories(base, state, now=press.at, user=press.by)
    computed, problems = workbook_tables(base, state, marks.get(MANAGER_MARK, ""))
    add_people(book, computed, sheets)
    found, missing = find_tables(book, sheets)
    plans = {key: plan_refresh(shown, computed[key]) for key, (_, shown) in found.items()}
    if press is not None:
        press.keep(base, marks.get(IDENTITY_MARK, ""), [shown for _, shown in found.values()], plans.values())
    for key, (table, shown) in found.items():
        progress(f"Клиентская база: пишу «{table.title}»…")
        write_update(table, shown, plans[key])
    updates = list(plans.values())
    return Refreshed(
        rows={table.title: plans[key].count_rows + len(plans[key].appended) for key, (table, _) in found.items()},
        count_added=sum(len(update.appended) for update in updates if update.sheet.typed),
        count_gone=sum(len(update.gone) for update in updates),
        problems=problems,
        not_found=tuple(missing),
    )


def marks_of_base(base: Base, book: OpenBook) -> Mapping[str, str]:
    """Return the marks of an open workbook; BadUse for one of another base."""
    marks = book.marks()
    if not is_of_base(base, marks):
        raise BadUse(f"«{book.name}» — не книга этой базы.", f"книга базы «{base.folder}»", NEW_BOOK)
    return marks


def find_tables(
    book: OpenBook, sheets: Collection[str]
) -> tuple[dict[str, tuple[OpenTable, ShownTable]], list[Problem]]:
    """Return the tables of sheets with what they show, by sheet key, and what is not there."""
    found, missing = dict[str, tuple[OpenTable, ShownTable]](), list[Problem]()
    tables = book.tables()
    for sheet in (one for one in ALL_SHEETS if one.key in sheets):
        table = tables.get(sheet.table_name)
        shown = None if table is None else read_shown(sheet, table)
        if table is None or shown is None:
            missing.append(_absent(sheet, table))
        else:
            found[sheet.key] = (table, shown)
    return found, missing


def read_shown(sheet: Sheet, table: OpenTable) -> ShownTable | None:
    """Return a table as the book shows it; None when a key column has lost its heading."""
    sheet = with_headings(sheet, table.heading())
    places = places_of(sheet, table.heading())
    if any(key not in places for key in sheet.key_columns):
        return None
    return ShownTable(sheet, places, table.rows())


def write_update(table: OpenTable, shown: ShownTable, update: TableUpdate) -> None:
    """Write the columns of an update that differ, neighbours as one block; the table takes its new number of rows."""
    if update.count_total != len(shown.rows):
        table.resize(update.count_total)
    changed = [key for key, cells in update.columns.items() if _differs(shown.column(key)[: len(cells)], cells)]
    for place, keys in _runs(shown, changed):
        table.write(place, 0, [update.columns[key] for key in keys])
    if update.appended:
        known = {key for row in update.appended for key in row}
        for place, keys in _runs(shown, known):
            table.write(place, update.count_rows, [[row.get(key) for row in update.appended] for key in keys])


def _differs(shown: Sequence[Any], cells: Sequence[Cell]) -> bool:
    """Tell whether a column must be written: most of them stay the same from one day to the next."""
    return len(shown) != len(cells) or any(
        _comparable(old) != _comparable(new) for old, new in zip(shown, cells, strict=True)
    )


def _comparable(cell: Any) -> Any:
    """Return a cell so that what a host reads equals what was written: days are moments, nothing is an empty text."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return None if cell == "" else cell


def _runs(shown: ShownTable, keys: Collection[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield neighbouring columns: the place of the first and their keys from left to right."""
    places = sorted((place, key) for key, place in shown.places.items() if key in keys)
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1][0] - pair[0]):
        members = [place for _, place in run]
        yield members[0][0], [key for _, key in members]


def _absent(sheet: Sheet, table: OpenTable | None) -> Problem:
    if table is None:
        return Problem(
            f"В книге нет таблицы «{sheet.title}»: она не пересчитана",
            "Сделайте книгу заново командой workbook: введённое сначала отправьте.",
            Severity.WARNING,
            sheet=sheet.title,
        )
    titles = ", ".join(f"«{sheet[key].title}»" for key in sheet.key_columns)
    return Problem(
        f"В таблице листа «{table.title}» нет столбца {titles}: она не пересчитана",
        "Верните заголовок как был: по нему программа узнаёт строки.",
        Severity.WARNING,
        sheet=table.title,
    )
