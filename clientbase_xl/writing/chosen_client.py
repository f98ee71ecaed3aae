"""What the pages of one chosen client share: the cell in which he is chosen, the hidden tables that they look into."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from clientbase_xl.schemas.model import Mode, Sheet
from clientbase_xl.writing.book import MOST_ROWS, Page
from clientbase_xl.writing.card_formulas import index_name
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.series_cells import series_cells
from clientbase_xl.writing.styles import CELL_TONES, LINE


def typed_look() -> dict[str, Any]:
    """Return how a cell looks into which people type."""
    tone = CELL_TONES[Mode.TYPED]
    return {"bg_color": tone.fill, "font_color": tone.ink, "locked": False, "border": 1, "border_color": LINE}


def write_choice_cell(
    page: Page, row: int, cols: tuple[int, int], index: pd.DataFrame, code: str | None, name: str
) -> str | None:
    """Write the cell in which a client is chosen over columns of a row, under a name; return the label it shows.

    `index` is CLIENT_CARD_INDEX: its labels are the list; `code` is the client shown first, None for nobody.
    """
    first, last = cols
    look = typed_look() | {"bold": True, "font_size": 12, "num_format": "@", "shrink": True, "indent": 1}
    form = page.styles.format(**look, align="left")
    page.check(page.sheet.merge_range(row, first, row, last, "", form))
    chosen = index.loc[index["client_code"] == code, "label"]
    label = str(chosen.iloc[0]) if len(chosen) else None
    page.put(row, first, label, form, form)
    rule = {
        "validate": "list",
        "source": f"={index_name('label')}",
        # A code or a part of a name is as good as a line of the list.
        "show_error": False,
        "input_title": "Клиент",
        "input_message": "Выберите из списка или впишите код либо часть названия.",
    }
    page.check(page.sheet.data_validation(row, first, row, last, rule))
    page.book.define(name, range_reference(page.title, row, first, row, first), is_hidden=True)
    return label


def write_hidden_table(page: Page, sheet: Sheet, frame: pd.DataFrame, left: int, name_of: Callable[[str], str]) -> None:
    """Write a native table from a column of a hidden page on, each column also under a name; empty cells stay blank.

    The names end at the last cell of the first column, wherever a button makes the table end: Calc would keep the rows
    that a reference to the table had in a name when the file was opened.
    """
    form, text_form = page.styles.format(), page.styles.format(num_format="@")
    last = max(len(frame), 1)
    columns = [{"header": column.title} for column in sheet]
    options = {"name": sheet.table_name, "style": None, "autofilter": False, "columns": columns}
    page.check(page.sheet.declare_table(0, left, last, left + len(columns) - 1, options))
    keys = range_reference(page.title, 1, left, MOST_ROWS - 1, left)[1:]
    for col, column in enumerate(sheet, left):
        for row, cell in enumerate(series_cells(frame[column.key], column.kind), 1):
            if cell is not None:
                page.put(row, col, cell, form, text_form)
        cells = range_reference(page.title, 1, col, MOST_ROWS - 1, col)
        first = cells.partition(":")[0]
        page.book.define(name_of(column.key), f"{first}:INDEX({cells[1:]},MAX(1,COUNTA({keys})))", is_hidden=True)
