"""The hidden cells of the settings that formulas ask by name."""

from __future__ import annotations

from clientbase_xl.schemas.blocks import TERMS
from clientbase_xl.schemas.formula_terms import FORMULA_TERMS
from clientbase_xl.settings import Settings
from clientbase_xl.writing.book import Book
from clientbase_xl.writing.cells import Grid
from clientbase_xl.writing.chart_data import DATA_SHEET
from clientbase_xl.writing.names import range_reference

FIRST_TERMS_COL = 200
"""Where the settings stand on the hidden sheet: the data of charts and the words of lists stand before."""


def formula_term_cells(settings: Settings, sheet_key: str) -> Grid:
    """Return the settings that the formulas of a sheet ask, as their block shows them."""
    return [[setting(settings)] for setting in FORMULA_TERMS[sheet_key].values()]


def write_formula_terms(book: Book, settings: Settings) -> None:
    """Write the settings, a column per sheet, and name each cell."""
    page = book.pages[DATA_SHEET]
    for col, (sheet_key, block) in enumerate(TERMS.items(), FIRST_TERMS_COL):
        for row, cells in enumerate(formula_term_cells(settings, sheet_key)):
            page.put(row, col, cells[0], page.styles.format())
        for row, name in enumerate(FORMULA_TERMS[sheet_key]):
            book.define(name, range_reference(page.title, row, col, row, col), is_hidden=True)
        page.name_block(block, 0, col)
