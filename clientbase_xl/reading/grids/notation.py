"""A cell as text, in the program's own notation: what a peek shows, and what a column of mixed types becomes."""

from __future__ import annotations

from datetime import datetime

from clientbase_xl.reading.report_grid import Cell, CellError

# Below this, every whole number of a float is exact.
EXACT = 2.0**53


def cell_text(cell: Cell) -> str:
    """Return the text of a cell: whole numbers without a point, a moment as 2026-01-05 00:00:00, nothing as «»."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "да" if cell else "нет"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < EXACT else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return cell.text if isinstance(cell, CellError) else ""
