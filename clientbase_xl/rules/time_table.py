"""«Время менеджеров»: what was measured, beside the load of the matrix of actions, now and with an assistant.

METHOD section 16 [S, B] (shares, whom to unload) and section 5 [K] (hours available = working days × 8 × selling
share from the time photo).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from clientbase_xl.rules.contact_plan import hours
from clientbase_xl.rules.joined import as_numbers, present
from clientbase_xl.rules.time_shares import measured_words
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.time_photo import TIME_SHARES
from clientbase_xl.settings import TimePhotoSettings

_DIGITS = 12
"""A file keeps 16 digits of a number and an open workbook 17: both shall show the same."""


def time_table(
    shares: pd.DataFrame, unload: pd.DataFrame, load: pd.DataFrame, settings: TimePhotoSettings
) -> pd.DataFrame:
    """Return one row per manager and «Отдел» last: TIME_SHARES.

    METHOD 5, 16. In: columns of `time_shares`, of `whom_to_unload`; CONTACT_LOAD computed with the measured shares.
    The load afterwards is the same contacts over the hours with those freed; without hours it is unknown. «Отдел» adds
    up hours, its loads are those of the sums of managers that have a load.
    """
    table = shares.merge(unload, on="manager", how="left")
    known = load[["manager", "hours_needed", "hours_available"]].drop_duplicates("manager")
    table = table.merge(known, on="manager", how="left")
    is_sum = table["manager"] == DEPARTMENT
    for key in ("hours_needed", "hours_available", "hours_freed"):
        table[key] = as_numbers(table[key])
        table.loc[is_sum, key] = table.loc[~is_sum, key].sum(min_count=1)
    table["load_share"] = _load(table["hours_needed"], table["hours_available"])
    after = table["hours_available"] + table["hours_freed"]
    table["load_share_after"] = _load(table["hours_needed"], after)
    table["reason"] = [_reason(row, settings) for row in table.to_dict("records")]
    whole = present(table.assign(reason=table["reason"].astype(object)), TIME_SHARES)
    return whole.round(_DIGITS)


def _load(needed: pd.Series[Any], available: pd.Series[Any]) -> pd.Series[Any]:
    return needed / available.where(available > 0)


def _reason(row: Mapping[Any, Any], settings: TimePhotoSettings) -> str:
    text = measured_words(row, settings)
    freed = row["hours_freed"]
    if not freed > 0:  # NaN too
        return text
    return f"{text}. Помощник освободит {hours(freed)} в месяц"
