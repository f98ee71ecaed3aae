"""Notes on headings: what a column means, its unit and who fills it."""

from __future__ import annotations

import math

from clientbase_xl.schemas.model import Column
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.styles import FONT, MODE_WORDS
from clientbase_xl.writing.widths import wrapped_lines

NOTE_PIXELS = 260
_CHARACTERS = 38.0
_LINE_PIXELS = 16


def note_text(column: Column) -> str:
    """Return the note of a column: meaning, unit, choices, who fills it."""
    lines = [column.note]
    if column.unit:
        lines.append(f"Единица: {column.unit}")
    if column.choices and column.is_typed:
        lines.append("Допустимо: " + ", ".join(column.choices))
    if column.required and column.is_typed:
        lines.append("Обязательно.")
    lines.append(MODE_WORDS[column.mode])
    return "\n".join(lines)


def write_note(page: Page, row: int, col: int, column: Column) -> None:
    """Put the column's note on a heading, sized to its text."""
    text = note_text(column)
    page.book.at = (page.title, row, col)
    page.check(
        page.sheet.write_comment(
            row,
            col,
            text,
            {
                "width": NOTE_PIXELS,
                "height": 14 + _LINE_PIXELS * math.ceil(wrapped_lines(text, _CHARACTERS)),
                "font_name": FONT,
                "font_size": 9,
                "color": "#FFFDF2",
                "author": "clientbase",
            },
        )
    )
