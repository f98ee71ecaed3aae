"""A native table from a declaration of the catalogue: heading, cells, formulas, notes, all of it derived."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from xlsxwriter.utility import xl_range, xl_range_abs

from clientbase_xl.schemas.model import Column, Mode, Sheet
from clientbase_xl.schemas.wide import across_key, names_across
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.cells import Cell
from clientbase_xl.writing.names import live_formula
from clientbase_xl.writing.notes import write_note
from clientbase_xl.writing.series_cells import series_cells
from clientbase_xl.writing.styles import TEXT_FORMAT, number_format
from clientbase_xl.writing.widths import LINE_POINTS, column_width, is_overlong, row_height, wrapped_lines

ROOMY_COLUMNS = 10
"""Tables up to this many columns have room for long texts on one line."""
TIGHT_SHEETS = frozenset({"fbs_employees"})
"""Sheets that people hang on the wall: long texts wrap, so that the letters stay large on paper."""
WIDE_TEXT, WIDE_PERSON = 34.0, 18.0
"""Widest texts and people of a wide sheet: what is before the people stays in view and repeats on every page."""


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands: rows and columns count from 0; `first_row` to `last_row` are its data."""

    sheet: Sheet
    name: str
    title: str
    header_row: int
    first_row: int
    last_row: int
    left: int
    keys: tuple[str, ...]

    def col(self, key: str) -> int:
        """Return the column's number on the sheet."""
        return self.left + self.keys.index(key)

    def cells(self, key: str) -> str:
        """Return the data cells of a column as `A5:A10`."""
        return str(xl_range(self.first_row, self.col(key), self.last_row, self.col(key)))

    def absolute(self, key: str) -> str:
        """Return the data cells of a column as `$A$5:$A$10`."""
        return str(xl_range_abs(self.first_row, self.col(key), self.last_row, self.col(key)))

    def columns_of(self, *keys: str) -> list[str]:
        """Return those of the keys that the table shows."""
        return [key for key in keys if key in self.keys]


def write_native_table(
    page: Page,
    sheet: Sheet,
    frame: pd.DataFrame,
    *,
    top: int,
    left: int = 0,
    name: str = "",
    keys: Sequence[str] = (),
    codes: Mapping[str, Sequence[str]] | None = None,
    has_notes: bool = True,
    most_lines: int = 6,
    closed: Collection[int] = (),
    widths: Mapping[str, float] | None = None,
) -> TablePlace:
    """Write a frame as a native table with its heading in row `top`; heading cell = column title.

    `keys` chooses columns (all by default), `codes` gives number formats row by row for columns of mixed kind.
    An empty frame gives one empty row, because a table must have one. Live columns get their formula in every row
    together with the value of the frame. Columns the frame lacks are empty. Typed cells of the `closed` rows of the
    frame look computed. `widths` of columns, for paper, take the place of those of their content.
    """
    chosen = tuple(sheet[key] for key in keys) if keys else sheet.columns
    cells = {column.key: _cells(frame, column) for column in chosen}
    columns = tuple(
        replace(column, is_wrapped=True) if is_overlong(column, cells[column.key]) else column for column in chosen
    )
    place = TablePlace(
        sheet=sheet,
        name=name or sheet.table_name,
        title=page.title,
        header_row=top,
        first_row=top + 1,
        last_row=top + max(len(frame), 1),
        left=left,
        keys=tuple(column.key for column in columns),
    )
    people = {across_key(sheet.wide, name) for name in names_across(sheet, place.keys)} if sheet.wide else ()
    for column, declared in zip(columns, chosen, strict=True):
        is_roomy = len(columns) <= ROOMY_COLUMNS and sheet.key not in TIGHT_SHEETS
        most = math.inf if sheet.wide is None else WIDE_PERSON if column.key in people else WIDE_TEXT
        width = (widths or {}).get(column.key)
        if width is None:
            width = column_width(declared, cells[column.key], is_roomy=is_roomy, most_width=most)
        page.widen(place.col(column.key), width)
    _add_table(page, columns, place)
    _write_header(page, columns, place, has_notes=has_notes)
    for column in columns:
        _write_column(page, column, cells[column.key], place, (codes or {}).get(column.key), closed)
    _set_heights(page, columns, cells, place, most_lines)
    return place


def _cells(frame: pd.DataFrame, column: Column) -> list[Cell]:
    """Return the cells of a column: empty ones when the frame lacks it or holds nothing, one when it has no rows."""
    if column.key not in frame.columns or frame.empty or frame[column.key].isna().all():
        return [None] * max(len(frame), 1)
    return series_cells(frame[column.key], column.kind)


def _add_table(page: Page, columns: Sequence[Column], place: TablePlace) -> None:
    """Declare the native table; the style is ours, so it brings none of its own."""
    page.book.at = (page.title, place.header_row, place.left)
    described = [
        {
            "header": column.title,
            "header_format": page.styles.header(column),
            **({"formula": live_formula(place.sheet, column, place.name)} if column.mode is Mode.LIVE else {}),
        }
        for column in columns
    ]
    page.check(
        page.sheet.declare_table(
            place.header_row,
            place.left,
            place.last_row,
            place.left + len(columns) - 1,
            {
                "name": place.name,
                "style": None,
                "columns": described,
                "description": f"{place.sheet.title}: {place.sheet.purpose}",
            },
        )
    )


def _write_header(page: Page, columns: Sequence[Column], place: TablePlace, *, has_notes: bool) -> None:
    """Set the height of the heading row and the notes that explain the columns."""
    lines = 1
    for column in columns:
        col = place.col(column.key)
        lines = max(lines, wrapped_lines(column.title, page.width(col) - 2))
        if has_notes:
            write_note(page, place.header_row, col, column)
    page.sheet.set_row(place.header_row, 6 + LINE_POINTS * min(lines, 4))


def _write_column(
    page: Page,
    column: Column,
    cells: Sequence[Cell],
    place: TablePlace,
    codes: Sequence[str] | None,
    closed: Collection[int],
) -> None:
    """Write the cells of one column."""
    col, styles = place.col(column.key), page.styles
    form, text_form = styles.cell(column), styles.cell(column, is_text=True)
    if column.mode is Mode.LIVE:
        formula = live_formula(place.sheet, column, place.name)
        for row, cell in enumerate(cells, place.first_row):
            page.put_formula(row, col, formula, cell, form)
        return
    if codes is None and not closed and not any(cell is not None for cell in cells):
        page.book.at = (page.title, place.first_row, col)
        page.check(page.sheet.blank_column(place.first_row, place.last_row, col, form))
        return
    if codes is None and not closed:
        page.fill(place.first_row, col, cells, form, text_form)
        return
    if codes is None:
        shut = replace(column, mode=Mode.COMPUTED)
        for number, cell in enumerate(cells):
            if number in closed and column.is_typed:
                page.put(place.first_row + number, col, cell, styles.cell(shut), styles.cell(shut, is_text=True))
            else:
                page.put(place.first_row + number, col, cell, form, text_form)
        return
    for row, (cell, code) in enumerate(zip(cells, codes, strict=False), place.first_row):
        align = "center" if isinstance(cell, str) else "right"
        one = styles.mode_cell(column.mode, code or number_format(column), is_wrapped=column.is_wrapped, align=align)
        page.put(row, col, cell, one, styles.mode_cell(column.mode, TEXT_FORMAT, align=align))


def _set_heights(
    page: Page, columns: Sequence[Column], cells: Mapping[str, Sequence[Cell]], place: TablePlace, most_lines: int
) -> None:
    """Make rows high enough for their wrapped texts; rows of one line keep the default height."""
    wrapped = [(cells[column.key], page.width(place.col(column.key))) for column in columns if column.is_wrapped]
    if not wrapped:
        return
    for number in range(place.last_row - place.first_row + 1):
        texts = [(text, width) for column, width in wrapped if isinstance(text := column[number], str)]
        height = row_height(texts, most_lines)
        if height > row_height(()):
            page.sheet.set_row(place.first_row + number, height)
