"""Sheets that only a program reads: very hidden, so that no menu of Excel shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clientbase_xl.writing.book import Book, new_book
from clientbase_xl.writing.styles import TEXT_FORMAT

Value = str | int


@dataclass(frozen=True, slots=True)
class HiddenSheet:
    """A sheet with a Latin title and rows of texts and whole numbers, from its first cell on."""

    title: str
    rows: tuple[tuple[Value, ...], ...]


def add_hidden_sheets(book: Book, sheets: Sequence[HiddenSheet]) -> None:
    """Add very hidden sheets to a book after the others; texts stay texts."""
    for one in sheets:
        page = book.page(one.title)
        text, number = book.styles.format(num_format=TEXT_FORMAT), book.styles.format()
        for row, values in enumerate(one.rows):
            for col, value in enumerate(values):
                page.put(row, col, value, text if isinstance(value, str) else number)
        page.sheet.very_hidden()


def write_hidden_book(path: Path, sheets: Sequence[HiddenSheet], *, title: str, day: date) -> None:
    """Write a workbook of very hidden sheets behind one empty visible sheet; WriteRefused as `new_book`."""
    with new_book(path, title=title, today=day) as book:
        book.page(title)
        add_hidden_sheets(book, sheets)
