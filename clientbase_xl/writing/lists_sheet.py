"""«Справочники»: lists stand one after another, each with free rows for new values, each under a name."""

from __future__ import annotations

from itertools import groupby

import pandas as pd
from xlsxwriter.utility import quote_sheetname, xl_range_abs

from clientbase_xl.schemas.client_stock import PACKS_LIST
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS, list_name
from clientbase_xl.writing.book import Book
from clientbase_xl.writing.table import TablePlace

FREE_ROWS = 5
"""Empty rows at the end of each list: a new value is typed there and is in the drop-down lists at once."""
MORE_FREE_ROWS = {EMPLOYEES_LIST: 20, PACKS_LIST: 30}
"""Lists that a firm fills at one sitting."""


def lists_with_room(lists: pd.DataFrame) -> pd.DataFrame:
    """Return the lists in the order of the product, each contiguous: values, free rows, values no longer offered.

    Columns as the catalogue's LISTS; lists unknown to the product come last, lists without values have only free rows.
    """
    keys = [*LIST_TITLES, *(key for key in lists["list_key"].unique() if key not in LIST_TITLES)]
    parts = []
    for key in keys:
        values = lists[lists["list_key"] == key]
        title = LIST_TITLES.get(key, key)
        count = MORE_FREE_ROWS.get(key, FREE_ROWS)
        room = pd.DataFrame({"list_title": [title] * count, "list_key": [key] * count})
        values = values.assign(list_title=values["list_title"].fillna(title))
        closed = _is_closed(values)
        parts.append(pd.concat([values[~closed], room, values[closed]]))
    whole: pd.DataFrame = pd.concat(parts, ignore_index=True).reindex(columns=list(LISTS.keys)).astype(object)
    return whole


def name_lists(book: Book, place: TablePlace, lists: pd.DataFrame) -> None:
    """Define `list_<key>` for every list: from its first value to its last, growing as people type.

    `lists` is what `lists_with_room` gave. The name ends at the last filled row, because a name with empty cells
    would make Excel accept any value. An empty list is its first empty cell. Values no longer offered lie outside.
    """
    sheet, col = quote_sheetname(place.title), place.col("value")
    numbered = zip(range(place.first_row, place.last_row + 1), lists["list_key"], _is_closed(lists), strict=True)
    for key, members in groupby(numbered, key=lambda row: row[1]):
        rows = [row for row, _, is_closed in members if not is_closed]
        whole = f"{sheet}!{xl_range_abs(rows[0], col, rows[-1], col)}"
        first = whole.partition(":")[0]
        book.define(list_name(key), f"={first}:INDEX({whole},MAX(1,COUNTA({whole})))")


def _is_closed(lists: pd.DataFrame) -> pd.Series[bool]:
    """Tell which values are no longer offered."""
    return lists["is_closed"].astype("boolean").fillna(value=False).astype(bool)
