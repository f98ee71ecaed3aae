"""Where a sheet breaks into two pages, and how high a page is then.

Spreadsheets differ in the width of a character by some 6 %, and so in the scale that «fit to one page wide» gives.
A sheet of two pages is therefore filled up to two equal heights: with «fit to 1 × 2 pages» the height then decides
the scale, and every spreadsheet breaks at the same row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

PAGES = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet is paginated: the row that begins page two (None: one page) and the height of a page in points.

    `is_within` is False when a page had to be higher than it should, that is printed smaller.
    """

    break_row: int | None
    page_points: float
    is_within: bool


def layout_of(
    heights: Sequence[float],
    block_starts: Sequence[int],
    row_starts: Mapping[int, float],
    *,
    one_page_points: float,
    page_points: float,
) -> Layout:
    """Choose the break of rows with these heights (points).

    `block_starts` are the rows that may begin page two best, `row_starts` those that may when no block does, each
    with the height of the headings that are then repeated above it. Everything up to `one_page_points` stays on one
    page. Else page one is filled as far as both parts stay within `page_points`; where that is impossible, the break
    that needs the lowest page is taken and the page is higher. At least one row must be allowed to begin page two
    unless one page is enough.
    """
    total = sum(heights)
    if total <= one_page_points:
        return Layout(None, one_page_points, is_within=True)
    above = [0.0, *accumulate(heights)]

    def highest(row: int) -> float:
        return max(above[row], total - above[row] + row_starts.get(row, 0.0))

    for candidates in (block_starts, row_starts):
        fitting = [row for row in candidates if highest(row) <= page_points]
        if fitting:
            return Layout(max(fitting), page_points, is_within=True)
    best = min((*block_starts, *row_starts), key=lambda row: (highest(row), row))
    return Layout(best, highest(best), is_within=False)
