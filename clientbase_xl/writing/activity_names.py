"""Names of «Справочники» by which «Хронометраж» finds out what an activity is, and the words to choose there."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.schemas.time_photo import (
    ACTIVITIES_LIST,
    ACTIVITY_KINDS_NAME,
    ACTIVITY_NAMES_NAME,
    SELLING,
    SERVING,
)
from clientbase_xl.writing.book import Book
from clientbase_xl.writing.names import range_reference
from clientbase_xl.writing.table import TablePlace
from clientbase_xl.writing.validation import apply_rule, choice_rule


def name_activities(book: Book, place: TablePlace, lists: pd.DataFrame) -> None:
    """Name all values of the list of activities and the notes beside them, free and closed rows included.

    METHOD section 16. `lists` is what `lists_with_room` gave: the rows of a list stand together. The notes of these
    rows offer the two kinds to choose from.
    """
    keys = lists["list_key"].tolist()
    if ACTIVITIES_LIST not in keys:
        return
    first = place.first_row + keys.index(ACTIVITIES_LIST)
    last = first + keys.count(ACTIVITIES_LIST) - 1
    for name, key in ((ACTIVITY_NAMES_NAME, "value"), (ACTIVITY_KINDS_NAME, "note")):
        col = place.col(key)
        book.define(name, range_reference(place.title, first, col, last, col))
    notes = place.col("note")
    apply_rule(book.pages[place.title], [(first, notes, last, notes)], choice_rule((SELLING, SERVING)))
