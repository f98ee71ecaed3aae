"""The rows of a workbook's table that are one manager's."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.joined import as_text


def of_manager(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the rows whose `manager` is the named one, counted from 0; without a name the table as it is."""
    return table[as_text(table["manager"]) == manager].reset_index(drop=True) if manager else table


def ranked(table: pd.DataFrame, manager: str) -> pd.DataFrame:
    """Return the rows of a manager with `rank`, where the table has one, numbered anew among themselves."""
    own = of_manager(table, manager)
    if not manager or "rank" not in own:
        return own
    return own.assign(rank=pd.Series(range(1, len(own) + 1), index=own.index, dtype="Int64"))
