"""The paper of an open workbook: the printed cells follow their table, the day in the header follows the numbers."""

from __future__ import annotations

import re
from datetime import date

import xlwings

_DAY = re.compile(r"\d{2}\.\d{2}\.\d{4}(?=\s*$)")
_ROW = re.compile(r"(\d+)$")


def print_down_to(sheet: xlwings.Sheet, old_row: int, new_row: int) -> None:
    """Let a print area that ended in the last row of a table (from 1) end in its last row now; others stay."""
    setup = sheet.page_setup
    area = setup.print_area
    last = _ROW.search(area) if area and ":" in area and "," not in area else None
    if area and last and int(last[1]) == old_row:
        setup.print_area = area[: last.start()] + str(new_row)


def show_day(sheet: xlwings.Sheet, today: date) -> bool:
    """Put a day at the right of a sheet's header in place of the one there; tell whether there was another.

    A header that people changed is left as it is.
    """
    setup = sheet.page_setup
    is_ours = hasattr(type(setup.impl), "right_header")
    text = str(setup.impl.right_header if is_ours else setup.api.RightHeader)
    new = _DAY.sub(f"{today:%d.%m.%Y}", text)
    if new == text:
        return False
    if is_ours:
        setup.impl.right_header = new
    else:
        setup.api.RightHeader = new
    return True
