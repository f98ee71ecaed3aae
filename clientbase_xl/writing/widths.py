"""Widths of columns and heights of rows from what they hold, in the units of a spreadsheet."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from clientbase_xl.schemas.model import Column, Kind
from clientbase_xl.writing.cells import Cell

LINE_POINTS = 13.5
"""Height of one line of our font."""
MOST_LINES = 6
FILTER_BUTTON = 2.5
"""Room that the filter button takes in a heading."""
SAMPLE = 3_000
"""Rows looked at for a width: the width is for the eye, the cells hold everything anyway."""

_NARROW = set(" .,:;!|'\"ijltfrI()[]-·`")
_WIDE = set("ЖШЩМЮФЫДMWmw%@—…жшщмюфыЊ№₽")
_KIND_WIDTHS: dict[Kind, tuple[float, float]] = {
    Kind.TEXT: (8, 34),
    Kind.CODE: (9, 24),
    Kind.CHOICE: (9, 26),
    Kind.LETTER: (9, 12),
    Kind.FLAG: (8, 12),
    Kind.MONEY: (11, 18),
    Kind.QUANTITY: (9, 16),
    Kind.NUMBER: (9, 14),
    Kind.INTEGER: (7, 12),
    Kind.SHARE: (8, 12),
    Kind.DATE: (11, 13),
    Kind.MOMENT: (16, 18),
}
_WRAPPED_WIDTHS = (24.0, 58.0)


def text_width(text: str) -> float:
    """Return the width of one line of text in character widths (the width of a digit is 1)."""
    return sum(0.55 if c in _NARROW else 1.4 if c in _WIDE else 1.2 if c.isupper() else 1.03 for c in text)


def longest_line(text: str) -> float:
    """Return the width of the widest of the text's lines."""
    return max((text_width(line) for line in text.split("\n")), default=0.0)


def heading_width(title: str) -> float:
    """Return the width at which a heading breaks only between words, its filter button included."""
    words = title.split()
    return max((text_width(word) for word in words), default=0.0) * 1.05 + FILTER_BUTTON


def shown(cell: Cell, kind: Kind) -> str:
    """Return about what a cell shows: enough to measure it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return "00.00.0000 00:00" if kind is Kind.MOMENT else "00.00.0000"
    if isinstance(cell, date):
        return "00.00.0000"
    if isinstance(cell, int | float):
        return f"{cell * 100:.1f}%" if kind is Kind.SHARE else f"{cell:,.0f}" if kind is Kind.MONEY else f"{cell:,.1f}"
    return cell


def column_width(column: Column, cells: Sequence[Cell]) -> float:
    """Return the width of a column in character widths: its heading's longest word and its content, within bounds.

    A wrapped column is wide enough for nine of ten of its texts to take two lines.
    """
    lengths = sorted(longest_line(shown(cell, column.kind)) for cell in cells[:SAMPLE] if cell is not None)
    if column.is_wrapped:
        low, high = _WRAPPED_WIDTHS
        content = lengths[math.ceil(len(lengths) * 0.9) - 1] / 2 * 1.08 if lengths else low
    else:
        low, high = _KIND_WIDTHS[column.kind]
        content = lengths[-1] + 1.2 if lengths else low
    return round(max(heading_width(column.title), min(max(content, low), high)), 1)


def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a wrapped cell of this width, breaking between words."""
    count = 0
    for paragraph in text.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split(" "):
            needed = text_width(word)
            if used and used + 0.55 + needed > width - 0.8:
                count += 1
                used = 0.0
            while needed > width - 0.8:
                count += 1
                needed -= width - 0.8
            used += needed + (0.55 if used else 0.0)
    return count


def row_height(texts: Iterable[tuple[str, float]], most_lines: int = MOST_LINES) -> float:
    """Return the height in points of a row whose wrapped cells hold these (text, width) pairs."""
    lines = max((wrapped_lines(text, width) for text, width in texts), default=1)
    return 3.0 + LINE_POINTS * max(1, min(lines, most_lines))
