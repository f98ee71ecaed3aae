"""Two open workbooks compared cell by cell, hidden sheets too: values, formulas, number formats, named cells."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import xlwings

from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.reading.wide_table import with_headings
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.model import Sheet

Place = tuple[int, int]
_SHEET_TWICE = re.compile(r"((?:'[^']+'|\w+)!)(\$?[A-Z]+\$?\d+):\1")
"""Calc names the sheet of a range a second time once it has moved the range; it is the same range."""


@dataclass(slots=True)
class SheetCells:
    """One sheet: its cells by row and column from 1, rows of tables that people may have put in their order, its paper.

    The paper is the day in the header and the printed cells; those of tables in which people type are left out.
    """

    cells: dict[Place, tuple[Any, str, str]] = field(default_factory=dict)
    rows: dict[str, Counter[str]] = field(default_factory=dict)
    paper: tuple[str, str] = ("", "")


def book_cells(book: xlwings.Book) -> dict[str, SheetCells]:
    """Return what every sheet of an open workbook shows.

    Set apart, because a press leaves them as people have them: rows of tables in which people type stand in their
    order, rows that the base no longer knows keep their key, and numbers of empty rows are the workbook's own.
    """
    tables = XlBook(book).tables()
    return {
        str(sheet.name): _sheet_cells(sheet, [name for name, one in tables.items() if one.title == sheet.name])
        for sheet in book.sheets
    }


def differences(pressed: xlwings.Book, fresh: xlwings.Book, but_for: Collection[str] = ()) -> list[str]:
    """Return where the workbooks differ; `but_for` are defined names of cells that may."""
    one, two = book_cells(pressed), book_cells(fresh)
    found = [f"sheet {name}" for name in one.keys() ^ two.keys()]
    free = {_place_of(book, name) for book in (pressed, fresh) for name in but_for}
    for name in one.keys() & two.keys():
        left, right = one[name], two[name]
        for place in sorted(left.cells.keys() | right.cells.keys()):
            old, new = left.cells.get(place), right.cells.get(place)
            if (name, *place) not in free and not _is_same(old, new):
                found.append(f"{name} {place}: {old} instead of {new}")
        if left.paper != right.paper:
            found.append(f"{name}, paper: {left.paper} instead of {right.paper}")
        for table in left.rows.keys() | right.rows.keys():
            kept, wanted = left.rows.get(table, Counter()), right.rows.get(table, Counter())
            found += [f"{table}: {row}" for row in (wanted - kept)]
            found += [f"{table}, not in a new workbook: {row}" for row in (kept - wanted)]
    return found


def _sheet_cells(sheet: xlwings.Sheet, tables: Sequence[str]) -> SheetCells:
    used = sheet.used_range
    shown = SheetCells()
    codes = dict(_codes(used))
    values, formulas = used.options(ndim=2, err_to_str=True).value, _two_deep(used.formula)
    for row, (line, written) in enumerate(zip(values, formulas, strict=True), used.row):
        for column, (value, formula) in enumerate(zip(line, written, strict=True), used.column):
            if value not in (None, "") or formula:
                text = _SHEET_TWICE.sub(r"\1\2:", str(formula)) if str(formula).startswith("=") else ""
                shown.cells[row, column] = (value, text, codes.get((row, column), ""))
    for name in tables:
        declared = BY_KEY.get(name.removeprefix("t_"))
        if declared is not None and declared.wide is not None:
            declared = with_headings(declared, sheet.tables[name].header_row_range.value)
        if declared is not None and (declared.typed or declared.typed_wide is not None):
            shown.rows[name] = _rows(shown, sheet, name, declared)
    setup = sheet.page_setup
    shown.paper = (setup.impl.right_header, "" if shown.rows else str(setup.print_area))
    return shown


def _rows(shown: SheetCells, sheet: xlwings.Sheet, name: str, declared: Sheet) -> Counter[str]:
    """Take the rows of a table out of the cells and return those that say something."""
    body = sheet.tables[name].data_body_range
    untold = set(declared.key_columns) if declared is not LISTS else {"list_title", "list_key"}  # free rows of a list
    keys = {body.column + number for number, column in enumerate(declared) if column.key in untold}
    rows = []
    for row in range(body.row, body.row + body.rows.count):
        places = [(row, column) for column in range(body.column, body.column + body.columns.count)]
        line = [shown.cells.pop(place, (None, "", "")) for place in places]
        told = [cell for place, cell in zip(places, line, strict=True) if place[1] not in keys and not cell[1]]
        if any(value not in (None, "") for value, _, _ in told):
            rows.append(str([(_rounded(cell[0]), _shown_as(cell) if cell[0] else "") for cell in line]))
    return Counter(rows)


def _codes(used: xlwings.Range) -> Iterator[tuple[Place, str]]:
    """Yield the number formats of the cells, as the engine of Calc knows them: rectangles of one format."""
    cells = used.impl
    formats = cells.sheet.book.formats
    for place, key in formats.shown(cells.api, cells.place):
        code = str(formats.code(key))
        for row in range(place.row, place.last_row + 1):
            for column in range(place.column, place.last_column + 1):
                yield (row + used.row - 1, column + used.column - 1), code


def _place_of(book: xlwings.Book, name: str) -> tuple[str, int, int]:
    cell = book.names[name].refers_to_range
    return str(cell.sheet.name), cell.row, cell.column


def _is_same(one: Any, two: Any) -> bool:
    """Compare cells; numbers to the digits that a file keeps, formats only of cells that show something."""
    if one is None or two is None:
        return one is two
    if isinstance(one[0], float) and isinstance(two[0], float):
        return math.isclose(one[0], two[0], rel_tol=1e-12) and one[1:] == two[1:]
    return bool(one[:2] == two[:2]) and _shown_as(one) == _shown_as(two)


def _shown_as(cell: tuple[Any, str, str]) -> str:
    """Return the number format of a cell; on an empty one and on a text, which a press keeps by `@`, nothing hangs."""
    return "" if cell[0] is None or isinstance(cell[0], str) else cell[2]


def _rounded(value: Any) -> Any:
    return float(f"{value:.12g}") if isinstance(value, float) else value


def _two_deep(formulas: Any) -> Any:
    if isinstance(formulas, str):
        return ((formulas,),)
    return formulas if isinstance(formulas[0], tuple | list) else tuple((one,) for one in formulas)
