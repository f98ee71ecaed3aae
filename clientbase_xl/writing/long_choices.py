"""Fixed words that do not fit into a validation's own list: they stand on the hidden sheet of data, under a name."""

from __future__ import annotations

from collections.abc import Iterator

from clientbase_xl.schemas.catalogue import ALL_SHEETS
from clientbase_xl.schemas.model import Column, Sheet
from clientbase_xl.writing.book import Book
from clientbase_xl.writing.chart_data import DATA_SHEET
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.validation import choices_name, fits_list

FIRST_CHOICES_COL = 120
"""Where the words begin on the hidden sheet: the data of charts stand before."""


def long_choices() -> Iterator[tuple[Sheet, Column]]:
    """Yield the typed columns of the workbook whose words a cell's own list cannot hold, each with its sheet."""
    for sheet in ALL_SHEETS:
        for column in sheet.typed:
            if column.choices and not fits_list(column.choices):
                yield sheet, column


def name_choices(book: Book) -> frozenset[str]:
    """Write the words of such columns and name them; return the names, for the rules of the cells."""
    page, names = book.pages[DATA_SHEET], set[str]()
    for col, (sheet, column) in enumerate(long_choices(), FIRST_CHOICES_COL):
        for row, word in enumerate(column.choices):
            page.put(row, col, word, page.styles.format())
        cells = range_reference(DATA_SHEET, 0, col, len(column.choices) - 1, col)
        name = choices_name(sheet, column)
        book.define(name, cells, is_hidden=True)
        names.add(name)
    return frozenset(names)
