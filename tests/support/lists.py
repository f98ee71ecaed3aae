"""«Справочники» of a new base as a table."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.schemas.lists import DEFAULT_VALUES, LIST_TITLES, LISTS


def default_lists() -> pd.DataFrame:
    """Return the lists that a new base starts with: columns LISTS."""
    rows = [(LIST_TITLES[key], value, note, None, key) for key in LIST_TITLES for value, note in DEFAULT_VALUES[key]]
    return pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)
