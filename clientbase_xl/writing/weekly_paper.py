"""One printed page-sheet of the weekly workbook: a grid of columns, a cursor that goes down, heights that it adds up.

Heights are set, not left to the spreadsheet, because the promise «at most two A4 pages» is kept by counting them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clientbase_xl.writing.book import Page
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import FONT_SIZE, LINE, TEXT_FORMAT
from clientbase_xl.writing.weekly_pages import Layout
from clientbase_xl.writing.widths import wrapped_lines

GRID = (32.0, 13.0, 12.0, 12.0, 8.0, 8.0, 32.0)
"""Widths of the columns A–G in characters: name, three figures, two short ones, the reason."""
LAST = len(GRID) - 1
SMALL = 9
"""Size of explanations in points; the rest has the size of the styles."""

MARGIN_SIDE_INCHES, MARGIN_TOP_INCHES, MARGIN_BOTTOM_INCHES = 0.4, 0.65, 0.6

_A4_WIDTH_POINTS, _A4_HEIGHT_POINTS, _POINTS_PER_INCH = 595.3, 841.9, 72
GAP_POINTS = 7.0
_LINE_POINTS, _SMALL_LINE_POINTS = 12.6, 11.5
_PADDING_POINTS = 3.0
MOST_LINES = 5
_MOST_ROW_POINTS = 400.0
_NARROW_CHARACTER_POINTS, _WIDE_CHARACTER_POINTS = 5.25, 5.58
"""Width of a character: Excel rounds it to whole pixels, LibreOffice does not."""
_CELL_PADDING_CHARACTERS = 5 / 7
_EXCEL_ROOM, _BOLD_ROOM = 0.98, 0.95


def page_heights_points() -> tuple[float, float]:
    """Return how many points of rows fill one page when the grid fills its width: at the least and at the most."""
    characters = sum(GRID) + len(GRID) * _CELL_PADDING_CHARACTERS
    usable_width = _A4_WIDTH_POINTS - 2 * MARGIN_SIDE_INCHES * _POINTS_PER_INCH
    usable_height = _A4_HEIGHT_POINTS - (MARGIN_TOP_INCHES + MARGIN_BOTTOM_INCHES) * _POINTS_PER_INCH
    narrow, wide = (
        usable_height / min(1.0, usable_width / (characters * one))
        for one in (_NARROW_CHARACTER_POINTS, _WIDE_CHARACTER_POINTS)
    )
    return narrow, wide


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a row of the grid: its columns from `first` to `last` (merged when more than one), how it looks."""

    first: int
    last: int
    number_format: str = "General"
    align: str = ""
    is_wrapped: bool = False
    is_small: bool = False
    is_bold: bool = False
    indent: int = 0
    is_shrunk: bool = False

    @property
    def width(self) -> float:
        """Return the room for text in characters of the size and weight that `widths` measures."""
        room = sum(GRID[self.first : self.last + 1]) * _EXCEL_ROOM
        room *= FONT_SIZE / SMALL if self.is_small else 1.0
        return room * _BOLD_ROOM if self.is_bold else room


class Paper:
    """A sheet being filled from the top: every method writes below what is already there.

    Without a page it only notes heights and the rows that may begin page two, so that a layout can be tried before
    it is written.
    """

    def __init__(self, page: Page | None, layout: Layout | None = None) -> None:
        self.page = page
        self.row = 0
        self.heights: list[float] = []
        self.block_starts: list[int] = []
        self.row_starts: dict[int, float] = {}
        self._layout = layout
        self._second_from: int | None = None
        if page is not None:
            for column, width in enumerate(GRID):
                page.widen(column, width)

    def advance(self, height_points: float) -> int:
        """Take the next row at this height and return its number."""
        self.heights.append(height_points)
        return self._take(height_points)

    def begin_block(self) -> None:
        """Say that the next row may begin page two; it does when the layout wants it."""
        if not self._turn():
            self.block_starts.append(len(self.heights))

    def begin_row(self, repeat: Callable[[], None], repeat_points: float) -> None:
        """Say that the next row may begin page two when no block can, under headings that `repeat` writes again."""
        if self._turn():
            repeat()
        else:
            self.row_starts[len(self.heights)] = repeat_points

    def used_points(self) -> float:
        """Return how much of the page being filled is taken."""
        return sum(self.heights[self._second_from or 0 :])

    def finish(self) -> None:
        """Fill the second page, so that its height is that of the first."""
        if self._layout is not None and self._second_from is not None:
            self._fill(self._layout.page_points - self.used_points())

    def _turn(self) -> bool:
        """Go to the top of page two if the layout breaks here, and say whether."""
        if self._layout is None or self._second_from is not None or self._layout.break_row != len(self.heights):
            return False
        self._second_from = len(self.heights)
        self._fill(self._layout.page_points - sum(self.heights))
        return True

    def _fill(self, points: float) -> None:
        """Take empty rows of so many points together."""
        while points > 0.5:
            self._take(min(points, _MOST_ROW_POINTS))
            points -= _MOST_ROW_POINTS

    def _take(self, height_points: float) -> int:
        """Give the next row of the sheet this height and return its number."""
        row = self.row
        if self.page is not None:
            self.page.check(self.page.sheet.set_row(row, height_points))
        self.row += 1
        return row

    def write(self, row: int, place: Place, value: Any, **look: Any) -> None:
        """Write one value over a place in the look of the place with these properties over it."""
        if self.page is None:
            return
        styles = self.page.styles
        whole = _look(place) | look
        form = styles.format(**whole)
        if place.last > place.first:
            # Merged empty first, so that numbers, dates and dangerous text take the one safe way below.
            self.page.check(self.page.sheet.merge_range(row, place.first, row, place.last, "", form))
        self.page.put(row, place.first, plain(value), form, styles.format(**whole | {"num_format": TEXT_FORMAT}))

    def line(self, values: Sequence[tuple[Place, Any]], **look: Any) -> int:
        """Write one row of a table, as high as its wrapped texts need, and return its number."""
        row = self.advance(height_of(values))
        for place, value in values:
            self.write(row, place, value, **{"bottom": 1, "bottom_color": LINE} | look)
        return row

    def gap(self, height_points: float = GAP_POINTS) -> None:
        """Leave an empty row."""
        self.advance(height_points)


def height_of(values: Sequence[tuple[Place, Any]]) -> float:
    """Return the height in points of a row that holds these values."""
    return _PADDING_POINTS + max((_text_points(place, value) for place, value in values), default=_LINE_POINTS)


def _text_points(place: Place, value: Any) -> float:
    """Return the height in points of the lines of one cell."""
    lines = 1
    if place.is_wrapped and isinstance(value, str):
        lines = min(wrapped_lines(value, place.width), MOST_LINES)
    return lines * (_SMALL_LINE_POINTS if place.is_small else _LINE_POINTS)


def _look(place: Place) -> dict[str, Any]:
    """Return the properties of a cell's format."""
    look: dict[str, Any] = {"num_format": place.number_format}
    if place.indent:
        look["indent"] = place.indent
    if place.align:
        look["align"] = place.align
    if place.is_wrapped:
        look["text_wrap"] = True
    if place.is_small:
        look["font_size"] = SMALL
    if place.is_bold:
        look["bold"] = True
    if place.is_shrunk or place.number_format not in ("General", TEXT_FORMAT):
        look["shrink"] = True
    return look
