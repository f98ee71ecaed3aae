"""«Отпуска»: who is away now and soon, and which absences cannot be used.

METHOD section 15: the stress test asks who is on vacation in which week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.schemas.fbs_words import NOT_LISTED
from clientbase_xl.schemas.plan_forecast import COMING, CURRENT, PAST
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.schemas.vacations import ENDS_BEFORE, NO_DATES, VACATIONS


def vacations_table(vacations: pd.DataFrame, employees: Sequence[str], today: date) -> pd.DataFrame:
    """Return VACATIONS: going on and coming by their first day, then past ones, the latest first.

    METHOD section 15. In: the stored columns; the list of employees. Both days belong to the absence: one that ends
    today goes on. An absence that ends before it begins, or lacks a day, has neither a number of days nor a period.
    The check names the first fault; None where there is none.
    """
    table = vacations.reindex(columns=list(VACATIONS.keys)).reset_index(drop=True)
    for key in ("row_id", "employee", "comment"):
        table[key] = as_text(table[key])
    first, last = as_dates(table["away_from"]), as_dates(table["away_to"])
    is_sound = (first <= last).fillna(value=False)
    day = pd.Timestamp(today)
    period = pd.Series(CURRENT, index=table.index, dtype=object).mask(last < day, PAST).mask(first > day, COMING)
    table["period"] = period.where(is_sound, None)
    table["count_days"] = ((last - first).dt.days + 1).where(is_sound).astype("Int64")
    known = {name_key(name) for name in employees}
    is_listed = [isinstance(name, str) and name_key(name) in known for name in table["employee"]]
    faults = pd.Series(None, index=table.index, dtype=object)
    faults = faults.mask(last < first, ENDS_BEFORE).mask(first.isna() | last.isna(), NO_DATES)
    table["check"] = as_text(faults.mask(~pd.Series(is_listed, index=table.index, dtype=bool), NOT_LISTED))
    by = pd.DataFrame(
        {
            "is_past": table["period"] == PAST,
            "day": first.astype("int64").where(table["period"] != PAST, -first.astype("int64")),
            "row": table["row_id"].astype(str).map(number_order),
        }
    )
    ordered: pd.DataFrame = table.loc[by.sort_values(["is_past", "day", "row"]).index].reset_index(drop=True)
    return ordered
