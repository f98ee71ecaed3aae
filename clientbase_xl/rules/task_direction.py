"""Where a figure of a client goes: rises, falls, stays, or cannot be compared.

METHOD section 17 (the five tasks); how much is a change is ours.
"""

from __future__ import annotations

import math

import pandas as pd

from clientbase_xl.schemas.manager_tasks import FALLS, RISES, SAME, UNKNOWN

# 0.9 ÷ 1 − 1 misses −0.1 by a hair, and a threshold is inclusive.
_HAIR = 1e-9


def change(now: float, before: float) -> float:
    """Return now ÷ before − 1; NaN where one is unknown or nothing stood before (METHOD section 0)."""
    return now / before - 1 if before > 0 else math.nan


def direction(now: float, before: float, change_share: float) -> str:
    """Return the direction of one figure: METHOD section 17.

    A change of exactly `change_share` counts. After nothing (0 or less) anything above 0 rises, nothing stays.
    """
    if math.isnan(now) or math.isnan(before):
        return UNKNOWN
    if before <= 0:
        return RISES if now > 0 else SAME
    relative = change(now, before)
    if abs(relative) < change_share - _HAIR:
        return SAME
    return RISES if relative > 0 else FALLS


def directions(now: pd.Series[float], before: pd.Series[float], change_share: float) -> pd.Series[str]:
    """Return the direction of each figure, as `direction` says it."""
    found = [direction(*pair, change_share) for pair in zip(now.tolist(), before.tolist(), strict=True)]
    return pd.Series(found, index=now.index, dtype=object)
