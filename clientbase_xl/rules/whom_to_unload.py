"""Whom a technical assistant unloads, and how many hours of each manager that frees.

METHOD section 16 [B]: one back-office employee unloads up to five managers, freeing up to 20 % of each one's time.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.time_shares import MEASURED
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.settings import TimePhotoSettings

UNLOAD_KEYS = ("manager", "rank_unload", "hours_freed", "serving_share_after")
"""Columns of the table."""
_HAIR = 1e-9


def whom_to_unload(shares: pd.DataFrame, hours_month: float, settings: TimePhotoSettings) -> pd.DataFrame:
    """Return the managers to unload in order, with the hours a month that become free: columns UNLOAD_KEYS.

    METHOD section 16. In: the columns of `time_shares`; working hours of a month, of a manager and of the assistant
    alike. Only who noted enough days is chosen, the largest share of serving first (ours), ties by name, at most
    `managers_max`. Freed is the smaller of `free_share_max` and his serving share, as hours of a month. All of them
    together never exceed the assistant's own hours: the last one gets what is left, who would get nothing is left out.
    """
    is_measured = shares["state"].isin(MEASURED) & (shares["manager"] != DEPARTMENT) & (shares["serving_share"] > 0)
    queue = shares[is_measured].sort_values(["serving_share", "manager"], ascending=[False, True])
    left, rows = hours_month, list[tuple[str, int, float, float]]()
    for name, serving in zip(queue["manager"], queue["serving_share"].astype(float), strict=True):
        if len(rows) == settings.managers_max or left <= _HAIR:
            break
        freed = min(settings.free_share_max, serving) * hours_month
        freed = min(freed, left)
        left -= freed
        rows.append((name, len(rows) + 1, freed, serving - freed / hours_month))
    return pd.DataFrame(rows, columns=list(UNLOAD_KEYS))
