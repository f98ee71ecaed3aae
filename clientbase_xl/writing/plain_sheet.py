"""A plain sheet: headings and cells as they are, the way an accounting system exports them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.writing.book import new_book, require_rows
from clientbase_xl.writing.cells import plain

_DAY = "dd.mm.yyyy"


def write_plain_sheet(path: Path, frame: pd.DataFrame, title: str, today: date) -> None:
    """Write a frame's headings and values to a new workbook, atomically; text never becomes a formula.

    Dates are shown dd.mm.yyyy; every other cell keeps its own type, also within one column. Raises WriteRefused
    for what the system refuses or a sheet cannot hold.
    """
    require_rows({title: len(frame)}, 1)
    with new_book(path, title=title, today=today) as book:
        page = book.page(title)
        heading, general = book.styles.format(bold=True), book.styles.format()
        day = book.styles.format(num_format=_DAY)
        for col, name in enumerate(frame.columns):
            page.put(0, col, str(name), heading)
            cells = [plain(value) for value in frame[name].tolist()]
            page.widen(col, min(40, max(10, *(len(str(cell)) for cell in cells[:200]), len(str(name)))) + 2)
            for row, cell in enumerate(cells, 1):
                page.put(row, col, cell, day if isinstance(cell, date) else general)
        page.sheet.freeze_panes(1, 0)
