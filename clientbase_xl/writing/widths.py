"""Widths of columns and heights of rows from what they hold, in the units of a spreadsheet."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from clientbase_xl.schemas.model import Column, Kind
from clientbase_xl.writing.cells import Cell

LINE_POINTS = 13.5
"""Height of one line of our font."""
MOST_LINES = 6
FILTER_BUTTON = 2.5
"""Room that the filter button takes in a heading."""
SAMPLE = 1_000
"""Rows looked at for a width: the width is for the eye, the cells hold everything anyway."""

# Advance widths of our font in units of its digit, to a tenth; other characters count as 1.1.
_GLYPHS: dict[float, str] = {
    0.4: "'",
    0.5: ",.:;Iijl| \u00a0",
    0.6: "!()-J[]`f{}",
    0.7: "rtг",
    0.8: '"/L\\cszГзст',
    0.9: "?FSZagkvxyЗавкухчьэя",
    1.0: "#$*+0123456789<=>EKPTXY^_bdehnopqu~ЕРТУХЬелопрЁё«»–₽−÷",
    1.2: "DGHЛНПЪф",
    1.3: "&NOQUДИЙОЦмы",
    1.4: "%wФжшю…",
    1.5: "Ыщ",
    1.6: "mЖ",
    1.7: "MМШЮ",
    1.8: "@WЩ—",
    2.0: "№→",
}
_ADVANCE = defaultdict(lambda: 1.1, {glyph: width for width, glyphs in _GLYPHS.items() for glyph in glyphs})
_FONT_RATIO = 10 / 11
"""Our text is of size 10, while a column's width counts digits of the default size 11."""
INDENT = 1.3
"""Room that the indent of a text takes."""
_KIND_WIDTHS: dict[Kind, tuple[float, float]] = {
    Kind.TEXT: (8, 34),
    Kind.CODE: (9, 32),
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
_WRAPPED_WIDTHS = (24.0, 62.0)
_ONE_LINE = 56.0
"""On a sheet with room a wrapped column takes this much before it takes a second line."""


@lru_cache(maxsize=200_000)  # the same words come in every row
def text_width(text: str) -> float:
    """Return the width of one line of our text in the units of a column's width."""
    return sum(map(_ADVANCE.__getitem__, text)) * _FONT_RATIO


def longest_line(text: str) -> float:
    """Return the width of the widest of the text's lines."""
    return max((text_width(line) for line in text.split("\n")), default=0.0)


def heading_width(title: str) -> float:
    """Return the width at which a heading breaks only between words, its filter button included."""
    words = title.split()
    return max((text_width(word) for word in words), default=0.0) * 1.12 + FILTER_BUTTON


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


def is_overlong(column: Column, cells: Sequence[Cell]) -> bool:
    """Tell whether a plain text column holds more than its widest width shows, so that it had better wrap."""
    if column.kind is not Kind.TEXT or column.is_wrapped:
        return False
    high = _KIND_WIDTHS[Kind.TEXT][1]
    return any(isinstance(cell, str) and longest_line(cell) + INDENT > high for cell in cells[:SAMPLE])


def column_width(
    column: Column, cells: Sequence[Cell], *, is_roomy: bool = False, most_width: float = math.inf
) -> float:
    """Return the width of a column in character widths: its heading's longest word and its content, within bounds.

    A wrapped column is wide enough for nine of ten of its texts to take two lines, on a roomy sheet one line. Nothing
    is wider than `most_width`.
    """
    lengths = sorted(longest_line(shown(cell, column.kind)) for cell in cells[:SAMPLE] if cell is not None)
    low, high = _KIND_WIDTHS[column.kind]
    if not column.is_wrapped:
        content = lengths[-1] + INDENT + 0.5 if lengths else low
    else:
        low, high = _WRAPPED_WIDTHS
        most = lengths[math.ceil(len(lengths) * 0.9) - 1] + INDENT + 1.0 if lengths else low
        content = most if is_roomy and most <= _ONE_LINE else most / 2 * 1.18 + 1
        content = max(content, _ONE_LINE) if is_roomy and most > _ONE_LINE else content
    width = max(heading_width(column.title), min(max(content, low), high))
    return math.ceil(min(width, most_width) * 10) / 10


@lru_cache(maxsize=50_000)  # so do reasons and advice
def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a wrapped cell of this width, breaking between words."""
    room = max(width - INDENT - 0.4, 1.0)
    space = text_width(" ")
    count = 0
    for paragraph in text.split("\n"):
        used = 0.0
        count += 1
        for word in paragraph.split(" "):
            needed = text_width(word)
            if used and used + space + needed > room:
                count += 1
                used = 0.0
            while needed > room:
                count += 1
                needed -= room
            used += needed + (space if used else 0.0)
    return count


def row_height(texts: Iterable[tuple[str, float]], most_lines: int = MOST_LINES) -> float:
    """Return the height in points of a row whose wrapped cells hold these (text, width) pairs."""
    lines = max((wrapped_lines(text, width) for text, width in texts), default=1)
    return 3.0 + LINE_POINTS * max(1, min(lines, most_lines))
