"""References to tables and cells as a file must spell them (EXCEL.md, structured references)."""

from __future__ import annotations

import re

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from clientbase_xl.schemas.model import Column, Sheet

_PLACEHOLDER = re.compile(r"\{(#?)(\w+)(?::(\w+)|(\.\.))?\}")


def escaped_title(title: str) -> str:
    """Return a column's title as a structured reference spells it: `'` before each of ' # [ ].

    Raises ValueError for a title with @: XlsxWriter would take it for «this row».
    """
    if "@" in title:
        raise ValueError(f"the title {title!r} cannot stand in a structured reference")
    return re.sub(r"(['#\[\]])", r"'\1", title)


def column_reference(table_name: str, column: Column) -> str:
    """Return the reference to all data cells of a table's column."""
    return f"{table_name}[[#Data],[{escaped_title(column.title)}]]"


def row_reference(table_name: str, column: Column) -> str:
    """Return the reference to the column's cell of the same row, always with the table's name."""
    return f"{table_name}[[#This Row],[{escaped_title(column.title)}]]"


def live_formula(sheet: Sheet, column: Column, table_name: str = "") -> str:
    """Return the formula of a live column with `{key}` replaced by references of the same row; KeyError if unknown.

    `{key:other}` are the cells of the row from one column to another, `{#key:other}` their headings; `{key..}` are the
    cells of the column from this row to the last one.
    """
    name = table_name or sheet.table_name

    def reference(found: re.Match[str]) -> str:
        heads, key, other, below = found.groups()
        if below:
            column_cells = column_reference(name, sheet[key])
            return f"{row_reference(name, sheet[key])}:INDEX({column_cells},ROWS({column_cells}))"
        if not other:
            return row_reference(name, sheet[key])
        ends = ":".join(f"[{escaped_title(sheet[one].title)}]" for one in (key, other))
        return f"{name}[[{'#Headers' if heads else '#This Row'}],{ends}]"

    return "=" + _PLACEHOLDER.sub(reference, column.formula)


def range_reference(sheet_title: str, first_row: int, first_col: int, last_row: int, last_col: int) -> str:
    """Return an absolute reference with the sheet's name; rows and columns count from 0."""
    return f"={quote_sheetname(sheet_title)}!{xl_range_abs(first_row, first_col, last_row, last_col)}"


def cell_link(sheet_title: str, cell: str = "A1") -> str:
    """Return the address of a link to a cell of a sheet of the same file."""
    return f"internal:{quote_sheetname(sheet_title)}!{cell}"
