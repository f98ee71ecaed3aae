"""The header of a report wide by month: months over figures, blocks of any width (EXPORTS, layout A)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clientbase_xl.reading.header import match
from clientbase_xl.reading.reports.figure_words import AMOUNT_WORDS, Figure, figure_of
from clientbase_xl.reading.reports.months import YEAR_WORD, Month, full_year, parse_month
from clientbase_xl.reading.reports.preamble import MAX_ROWS, row_text
from clientbase_xl.reading.reports.total_rows import is_total
from clientbase_xl.schemas.sales_lines import SALES_LINES

MAX_HEADER_ROWS = 3
NOT_FIGURES = frozenset({"client_name", "client_code", "sku_name", "sku_code", "sold_on", "document", "manager"})
_YEAR = re.compile(rf"((?:19|20)\d{{2}}){YEAR_WORD}(?:,? ?(итого|всего))?", re.IGNORECASE)
_YEAR_TOTAL = re.compile(rf"(?:итого|всего)(?: за)? ((?:19|20)\d{{2}}){YEAR_WORD}", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of figures: its position, what it says, and the position after its merged cells."""

    position: int
    heading: str
    figure: Figure | None
    end: int


@dataclass(frozen=True)
class Block:
    """Columns under one heading: a month, or a total over all months (`month` None), or over those of `year`."""

    heading: str
    month: Month | None
    year: int | None
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class MonthHeader:
    """A header wide by month: rows `first` to `last` (0 = first row of the sheet), labels left of `labels_end`."""

    first: int
    last: int
    labels_end: int
    blocks: tuple[Block, ...]

    @property
    def months(self) -> tuple[Block, ...]:
        """Return the blocks of single months."""
        return tuple(block for block in self.blocks if block.month is not None)


def find_month_header(rows: Sequence[Sequence[object]]) -> MonthHeader | None:
    """Return the header among the first rows of a sheet, typed or as texts; None for another layout.

    A row with a month right of the first column, and within three rows a row of figures with revenue under a month;
    a column of dates left of them is a flat table.
    """
    for last in range(1, min(len(rows), MAX_ROWS)):
        # A row of thousands of numbers is judged at once.
        if not AMOUNT_WORDS.search(" ".join(cell for cell in rows[last] if isinstance(cell, str)).casefold()):
            continue
        texts = [_text(cell) for cell in rows[last]]
        if not any(figure_of(text) is Figure.AMOUNT for text in texts):
            continue
        for row in range(last - 1, max(-1, last - 1 - MAX_HEADER_ROWS), -1):
            first = _first_month(rows[row])
            if first and any(figure_of(text) is Figure.AMOUNT for text in texts[first:]):
                return _header(rows, row, last, first) if _is_wide(texts, first) else None
    return None


def _first_month(cells: Sequence[object]) -> int:
    """Return where the first month of a row stands; 0 for none, and for a line of parameters («Период: | Май 2026»)."""
    if any(isinstance(cell, str) and cell.rstrip().endswith(":") for cell in cells):
        return 0
    return next((place for place, cell in enumerate(cells) if place and parse_month(cell)), 0)


def _is_wide(texts: Sequence[str], first: int) -> bool:
    """Tell whether a row of headings has neither dates beside the labels nor clients and items among the figures."""
    found = match(texts, SALES_LINES, {}).columns
    among = {key for key, place in found.items() if place >= first and figure_of(texts[place]) is None}
    return not (among & NOT_FIGURES) and not ("sold_on" in found and found["sold_on"] < first)


def _header(rows: Sequence[Sequence[object]], month_row: int, last: int, labels_end: int) -> MonthHeader:
    first = month_row - 1 if month_row and any(_year(cell) for cell in rows[month_row - 1][labels_end:]) else month_row
    above = [[_text(cell) for cell in rows[row]] for row in range(first, last)]
    figures = [_text(cell) for cell in rows[last]]
    width = max(len(figures), *(len(cells) for cells in above))
    starts = [place for place in range(labels_end, len(figures)) if figures[place]]
    blocks: list[tuple[tuple[int, ...], list[Column]]] = []
    for number, place in enumerate(starts):
        stack = _stack(above, place, labels_end)
        ends = [starts[number + 1] if number + 1 < len(starts) else width]
        ends += [s for cells in above for s in range(place + 1, len(cells)) if cells[s]][:1]
        column = Column(place, figures[place], figure_of(figures[place]), min(ends))
        if blocks and blocks[-1][0] == stack:
            blocks[-1][1].append(column)
        else:
            blocks.append((stack, [column]))
    made = [
        _block([above[level][place] for level, place in enumerate(stack) if place >= 0], columns)
        for stack, columns in blocks
    ]
    return MonthHeader(first, last, labels_end, tuple(made))


def _stack(above: Sequence[Sequence[str]], place: int, labels_end: int) -> tuple[int, ...]:
    """Return for each row of headings where the one over a column begins, -1 for none.

    A heading reaches to the next in its row, and not past the next in a row above it.
    """
    begins: list[int] = []
    floor = labels_end
    for cells in above:
        found = next((s for s in range(min(place, len(cells) - 1), floor - 1, -1) if cells[s]), -1)
        begins.append(found)
        floor = max(floor, found)
    return tuple(begins)


def _block(headings: Sequence[str], columns: Sequence[Column]) -> Block:
    month, year = None, None
    for heading in headings:
        year = _year(heading) or year
        month = parse_month(heading) or month
    if month is not None and any(_is_total(heading) for heading in headings):
        month = None
    if month is not None and month.year is None:
        month = Month(year, month.month)
    return Block(", ".join(dict.fromkeys(headings)), month, year, tuple(columns))


def is_total_block(block: Block) -> bool:
    """Tell whether a block that is no month is a total over months."""
    return block.month is None and (not block.heading or any(map(_is_total, block.heading.split(", "))))


def _is_total(heading: str) -> bool:
    return is_total(heading) or bool(_YEAR_TOTAL.fullmatch(heading)) or bool((m := _YEAR.fullmatch(heading)) and m[2])


def _year(cell: object) -> int | None:
    if isinstance(cell, float) and cell.is_integer() and 1990 <= cell <= 2100:
        return int(cell)
    text = _text(cell)
    found = _YEAR.fullmatch(text) or _YEAR_TOTAL.fullmatch(text)
    return full_year(found[1]) if found else None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    month = parse_month(cell)
    return month.name if month and not isinstance(cell, str) else row_text((cell,))
