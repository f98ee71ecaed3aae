"""Single cells of typed records: whether one is filled, the day it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd


def is_filled(value: Any) -> bool:
    """Tell whether a cell holds something; None, NaN, NaT, NA and an empty text do not."""
    return value is not None and bool(pd.notna(value)) and value != ""


def day_of(value: Any) -> date | None:
    """Return the day of a cell as a date, whatever stored it; None for an empty one."""
    return pd.Timestamp(value).date() if is_filled(value) else None


def number_of(value: Any) -> float | None:
    """Return the number of a cell; None for an empty one."""
    return float(value) if is_filled(value) else None


def cell_words(value: Any) -> str:
    """Return a cell as a problem quotes it: a day as Russians write it, "" for an empty one."""
    if not is_filled(value):
        return ""
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
