"""What the tables of an open book show, and typing into them, by the keys of the catalogue."""

from __future__ import annotations

from typing import Any

import xlwings

from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.schemas.catalogue import BY_KEY


def cells(book: xlwings.Book) -> dict[str, list[list[Any]]]:
    """Return the rows of every table by its name."""
    return {name: [list(row) for row in table.rows()] for name, table in XlBook(book).tables().items()}


def column(book: xlwings.Book, sheet_key: str, key: str) -> list[Any]:
    """Return a column by catalogue keys."""
    table = XlBook(book).tables()[f"t_{sheet_key}"]
    place = list(table.heading()).index(BY_KEY[sheet_key][key].title)
    return [row[place] for row in table.rows()]


def type_into(book: xlwings.Book, sheet_key: str, key: str, row: int, value: Any) -> None:
    """Type into a data row (from 0) as a person does."""
    table = next(one for sheet in book.sheets for one in sheet.tables if one.name == f"t_{sheet_key}")
    titles = [one.name for one in table.columns]
    table.data_body_range[row, titles.index(BY_KEY[sheet_key][key].title)].value = value
