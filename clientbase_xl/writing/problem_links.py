"""«Проблемы»: a finding in a sheet of this workbook leads to that sheet."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.writing.book import Book
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.names import cell_link
from clientbase_xl.writing.table import TablePlace

MOST_LINKS = 5_000
"""Excel keeps at most 65 530 links on a sheet; people follow far fewer."""


def link_problems(book: Book, place: TablePlace, problems: pd.DataFrame) -> None:
    """Turn the sheet's name into a link where the problem is in this workbook and not in a foreign file."""
    page = book.pages[place.title]
    form = page.styles.format(font_color="#0563C1", underline=1, bottom=1, bottom_color="#D5DBE0", indent=1)
    rows = zip(problems["file"], problems["sheet"], problems["row"], strict=True)
    for number, (file, sheet, at) in enumerate(list(rows)[:MOST_LINKS]):
        title = plain(sheet)
        if plain(file) or not isinstance(title, str) or title not in book.pages:
            continue
        row = plain(at)
        cell = f"A{int(row)}" if isinstance(row, int | float) and row >= 1 else "A1"
        tip = f"Перейти на лист «{title}»"
        page.put_link(place.first_row + number, place.col("sheet"), cell_link(title, cell), title, tip, form)
