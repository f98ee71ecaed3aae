"""«Пересчитать»: the computed columns of an open workbook brought to what the base says today."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

import pandas as pd

from clientbase_xl.base.snapshots import Snapshot, save_snapshot
from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.problems import Problem, Severity, as_records
from clientbase_xl.reading.own_table import FoundTable, likely_place, places_of
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.blocks import FOLLOWED
from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.client_card import CLIENT_CARD, CLIENT_CARD_INDEX
from clientbase_xl.schemas.client_offer import CLIENT_OFFER, OFFER_LINES, OFFER_PAGE
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Mode, Sheet
from clientbase_xl.schemas.problems_sheet import PROBLEMS
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.schemas.start import START
from clientbase_xl.workflows.adoption import adopt, marks_to_be, with_numbered_rows
from clientbase_xl.workflows.build_workbook import state_to_show, workbook_content
from clientbase_xl.workflows.open_book import OpenBook, OpenTable
from clientbase_xl.workflows.origin import (
    ADOPT,
    IDENTITY_MARK,
    MANAGER_MARK,
    NAME_MARK,
    NEW_BOOK,
    is_of_base,
    is_template,
)
from clientbase_xl.workflows.people import own_manager
from clientbase_xl.workflows.problem_places import placed, places_in_book
from clientbase_xl.workflows.refresh_blocks import (
    BlockCells,
    differing,
    find_blocks,
    read_blocks,
    write_blocks,
)
from clientbase_xl.workflows.refresh_cells import changed_rows, differing_rows, neighbours, pieces
from clientbase_xl.workflows.refresh_lists import fill_lists
from clientbase_xl.workflows.refresh_looks import led_columns, write_looks
from clientbase_xl.workflows.refresh_people import add_people
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate, plan_refresh
from clientbase_xl.workflows.refresh_snapshot import packed
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.content import block_cells
from clientbase_xl.writing.jumps import JUMP_COLUMNS
from clientbase_xl.writing.start_sheet import with_titles

NOT_COMPUTED = (SETTINGS, LISTS, OFFER_PAGE)
"""Sheets in which a press computes nothing: typed ones, of which lists learn new values all the same, and formulas."""
HIDDEN_TABLES = {CLIENT_CARD.key: CLIENT_CARD_INDEX, CLIENT_OFFER.key: OFFER_LINES}
"""The hidden tables that pages of a chosen client look into, by the page."""
SHOWN_ON = {HIDDEN_TABLES[sheet.key].key: sheet.title for sheet in (CLIENT_CARD, CLIENT_OFFER)}
"""The titles of those pages by the hidden table."""
ALL = frozenset(sheet.key for sheet in ALL_SHEETS if sheet not in NOT_COMPUTED)
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Press:
    """One press of a button: which, when (UTC without a zone) and by whom."""

    button: str
    at: datetime
    by: str

    def keep(
        self,
        base: Base,
        workbook_id: str,
        shown: Iterable[ShownTable],
        updates: Iterable[TableUpdate],
        blocks: BlockCells,
    ) -> None:
        """Keep what tables and blocks show and what will be added; a base that takes no writing keeps nothing."""
        if base.is_writable:
            save_snapshot(base, Snapshot(workbook_id, self.button, self.at, self.by, packed(shown, updates, blocks)))


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a recalculation did: rows per sheet title, what it added, what it could not do and found wrong."""

    rows: Mapping[str, int]
    count_added: int
    count_gone: int
    problems: tuple[Problem, ...]
    not_found: tuple[Problem, ...] = field(default=())
    is_adopted: bool = False
    """Whether the book was a template until now."""


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
    get the computed one as preliminary (METHOD section 3), as a new workbook would give it; on the day of the press
    tasks of alarms are opened (section 10) and final verdicts on discounts kept (section 14). A template becomes a
    workbook of the base by a press that recalculates everything (`adoption`); there is nothing to take back then.
    Raises BadUse for a workbook of another base. A press that changes nothing keeps what an earlier one kept. A table
    that is not there, without its key columns or on a sheet with somebody's own password is a problem with a remedy;
    the others are written all the same.
    """
    is_whole, marks = set(sheets) >= ALL, book.marks()
    is_adopted = press is not None and is_whole and is_template(marks)
    if press is not None and is_adopted:
        marks = {MANAGER_MARK: own_manager(base, press.by, ""), NAME_MARK: base.folder.name}
    else:
        marks = marks_of_base(base, book)
    progress("Клиентская база: считаю…")
    if press is None:
        state = load_state(base, today, zone=zone)
    else:
        state = state_to_show(base, today, now=press.at, user=press.by, zone=zone)
    content, problems = workbook_content(
        base, state, manager=marks.get(MANAGER_MARK, ""), name=marks.get(NAME_MARK, ""), zone=zone
    )
    computed = {**content.tables, START.key: with_titles(content.tables[START.key])}
    differing_typed: list[Problem] = []
    if press is not None and is_adopted:
        marks = marks_to_be(base, state.head, press.at, marks[MANAGER_MARK])
        differing_typed = adopt(book, find_tables(book, {one.key for one in ALL_SHEETS})[0], computed, marks)
        computed = with_numbered_rows(computed, marks[IDENTITY_MARK])
    add_people(book, computed, sheets)
    found, missing = find_tables(book, {*sheets, LISTS.key} if is_whole else sheets)
    lists = found.pop(LISTS.key, None)
    blocks, lost = find_blocks(book, sheets)
    missing += lost
    missing += [closed_problem(found.pop(key)[0]) for key in closed_tables(found)]
    plans = {key: plan_refresh(shown, computed[key]) for key, (_, shown) in found.items()}
    problems = _here(problems, found, plans)
    if PROBLEMS.key in found:
        rows = pd.DataFrame(as_records(problems), columns=list(PROBLEMS.keys))
        plans[PROBLEMS.key] = plan_refresh(found[PROBLEMS.key][1], rows)
    shown_blocks, wanted_blocks = read_blocks(blocks), block_cells(content)
    is_changed = bool(differing(shown_blocks, wanted_blocks)) or any(
        _changes(shown, plans[key]) for key, (_, shown) in found.items()
    )
    if press is not None and is_changed and not is_adopted:
        before = [shown for _, shown in found.values()]
        press.keep(base, marks.get(IDENTITY_MARK, ""), before, plans.values(), shown_blocks)
    for key, (table, shown) in found.items():
        progress(f"Клиентская база: пишу «{table.title}»…")
        write_update(table, shown, plans[key])
    write_blocks(blocks, shown_blocks, wanted_blocks)
    if is_whole:
        book.show_day(today)
    if lists is not None:
        table, shown = lists
        missing += [closed_problem(table)] if table.is_closed() else fill_lists(table, shown, computed[LISTS.key])
    updates = list(plans.values())
    return Refreshed(
        rows={
            SHOWN_ON.get(key, table.title): plans[key].count_rows + len(plans[key].appended)
            for key, (table, _) in found.items()
        },
        count_added=0 if is_adopted else sum(len(update.appended) for update in updates if update.sheet.typed),
        count_gone=sum(len(update.gone) for update in updates),
        problems=problems,
        not_found=(*missing, *differing_typed),
        is_adopted=is_adopted,
    )


def _here(
    problems: Iterable[Problem],
    found: Mapping[str, tuple[OpenTable, ShownTable]],
    plans: Mapping[str, TableUpdate],
) -> tuple[Problem, ...]:
    """Return findings with the rows of the open book: people sort its tables, and new records come at their end."""
    places = {key: (shown, plans[key], table.first_row) for key, (table, shown) in found.items()}
    return placed(problems, places_in_book(places))


def marks_of_base(base: Base, book: OpenBook) -> Mapping[str, str]:
    """Return the marks of an open workbook; BadUse for one of another base and for a template."""
    marks = book.marks()
    if is_template(marks):
        raise BadUse(f"«{book.name}» — шаблон: он ещё не связан с базой.", f"книга базы «{base.folder}»", ADOPT)
    if not is_of_base(base, marks):
        raise BadUse(f"«{book.name}» — не книга этой базы.", f"книга базы «{base.folder}»", NEW_BOOK)
    return marks


def find_tables(
    book: OpenBook, sheets: Collection[str]
) -> tuple[dict[str, tuple[OpenTable, ShownTable]], list[Problem]]:
    """Return the tables of sheets with what they show, by sheet key, and what is not there."""
    found, missing = dict[str, tuple[OpenTable, ShownTable]](), list[Problem]()
    tables = dict(book.tables())
    ours = {sheet.table_name for sheet in ALL_SHEETS}
    others = [table for name, table in tables.items() if name not in ours]
    names = sheet_names(book, tables)
    for sheet in tables_of(sheets):
        table = tables.get(sheet.table_name) or _by_heading(sheet, others)
        shown = None if table is None else read_shown(sheet, table, names)
        if table is None or shown is None:
            missing.append(_absent(sheet, table))
        else:
            found[sheet.key] = (table, shown)
            missing += _renamed(table, shown)
    return found, missing


def _by_heading(sheet: Sheet, others: Iterable[OpenTable]) -> OpenTable | None:
    """Return the table that people gave another name: it still has most of the sheet's headings, the keys with them."""
    for table in others:
        places = places_of(sheet, table.heading())
        if len(places) * 2 > len(sheet.columns) and all(key in places for key in sheet.key_columns):
            return table
    return None


def closed_tables(found: Mapping[str, tuple[OpenTable, ShownTable]]) -> list[str]:
    """Return the keys of the sheets that somebody has protected with a password of his own."""
    return [key for key, (table, _) in found.items() if table.is_closed()]


def tables_of(sheets: Collection[str]) -> list[Sheet]:
    """Return the tables of sheets by catalogue keys; of a page that follows a choice the hidden table it looks into."""
    tables = (HIDDEN_TABLES.get(sheet.key, sheet) for sheet in ALL_SHEETS if sheet is not OFFER_PAGE)
    keys = {HIDDEN_TABLES[key].key if key in HIDDEN_TABLES else key for key in sheets}
    return [table for table in tables if table.key in keys]


def sheet_names(book: OpenBook, tables: Mapping[str, OpenTable]) -> dict[str, str]:
    """Return how people call the sheets of a book now, by their titles; sheets that are gone are left out."""
    names = {name: name for name in book.visible()}
    return names | {sheet.title: tables[sheet.table_name].title for sheet in ALL_SHEETS if sheet.table_name in tables}


def read_shown(sheet: Sheet, table: OpenTable, names: Mapping[str, str] | None = None) -> ShownTable | None:
    """Return a table as the book shows it; None when a key column has lost its heading.

    `names` say how the sheets of the book are called now, by title: cells may lead there.
    """
    sheet = with_headings(sheet, table.heading())
    places = places_of(sheet, table.heading())
    if any(key not in places for key in sheet.key_columns):
        return None
    return ShownTable(sheet, places, table.rows(), names or {})


def write_update(table: OpenTable, shown: ShownTable, update: TableUpdate) -> None:
    """Write the cells of an update that differ, in few blocks; the table takes its new number of rows."""
    if update.count_total != len(shown.rows):
        table.resize(update.count_total, is_followed=shown.sheet.key in FOLLOWED)
    rows = changed_rows(shown, update)
    changed = led_columns(shown.sheet, rows)
    for key in changed & {JUMP_COLUMNS.get(shown.sheet.key)} & set(update.columns):  # made to lead as a whole
        rows[key] = list(range(len(update.columns[key])))
    for piece in pieces(shown, rows):
        table.write(piece.place, piece.first, [update.columns[key][piece.first : piece.end] for key in piece.keys])
    if update.appended:
        known = {key for row in update.appended for key in row}
        for place, keys in neighbours(shown, known):
            table.write(place, update.count_rows, [[row.get(key) for row in update.appended] for key in keys])
    if changed or update.appended:
        write_looks(table, shown, update, changed)


def _changes(shown: ShownTable, update: TableUpdate) -> bool:
    """Tell whether an update changes anything."""
    if update.appended or update.count_total != len(shown.rows):
        return True
    return any(differing_rows(shown.column(key)[: len(cells)], cells) for key, cells in update.columns.items())


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


def _renamed(table: OpenTable, shown: ShownTable) -> Iterator[Problem]:
    """Yield the computed columns whose headings people typed over; a column that is gone altogether is their choice."""
    lost = [column for column in shown.sheet if column.mode is Mode.COMPUTED and column.key not in shown.places]
    if not lost:
        return
    heading = tuple(table.heading())
    seen = FoundTable(shown.sheet, table.title, 0, heading, shown.places, [(0, tuple(row)) for row in shown.rows])
    for column in lost:
        place = likely_place(seen, column)
        if place is not None:
            yield Problem(
                f"Столбец «{column.title}» не пересчитан: на его месте заголовок «{heading[place] or ''}»",
                "Верните заголовок как был: по нему программа находит столбец.",
                Severity.WARNING,
                sheet=table.title,
            )


def closed_problem(table: OpenTable) -> Problem:
    """Return the finding that a sheet with somebody's own password was left as it is."""
    return Problem(
        f"Лист «{table.title}» защищён паролем: он не пересчитан",
        "Снимите защиту листа и нажмите кнопку снова.",
        Severity.WARNING,
        sheet=table.title,
    )
