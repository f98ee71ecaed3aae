"""Values of the lists of «Справочники»."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_text


def listed(lists: pd.DataFrame, key: str) -> list[str]:
    """Return the values of a list of LISTS in their order, those no longer offered too; none for an unknown list."""
    return as_text(lists.loc[lists["list_key"] == key, "value"]).dropna().tolist()
