"""How the columns of people are shared out among pages: as many side by side as stay readable on A4."""

from __future__ import annotations

import math

from clientbase_xl.schemas.wide import across_key, names_across
from clientbase_xl.writing.book import Page
from clientbase_xl.writing.page_setup import LANDSCAPE_PIXELS
from clientbase_xl.writing.table import TablePlace

READABLE_SCALE = 0.68
"""Below this scale the letters of a role are smaller than those of a newspaper."""


def people_parts(page: Page, place: TablePlace) -> list[list[int]]:
    """Return the columns of each page of a wide sheet, its frozen columns with the first; [] where one page will do.

    Frozen columns repeat on every page; people are shared out evenly.
    """
    sheet = place.sheet
    if sheet.wide is None:
        return []
    frozen = [place.left + number for number in range(sheet.frozen_columns)]
    people = [place.col(across_key(sheet.wide, name)) for name in names_across(sheet, place.keys)]
    if people and not sheet.wide.is_typed:  # what stands beside them is for people too, nothing of the program
        people = [place.left + number for number in range(sheet.frozen_columns, len(place.keys))]
    room = LANDSCAPE_PIXELS / READABLE_SCALE - _pixels(page, frozen)
    count = math.ceil(_pixels(page, people) / room)
    if count <= 1:
        return []
    each = math.ceil(len(people) / count)
    parts = [people[first : first + each] for first in range(0, len(people), each)]
    return [[*frozen, *parts[0]], *parts[1:]]


def _pixels(page: Page, cols: list[int]) -> float:
    return sum(page.width(col) * 7 + 5 for col in cols)
