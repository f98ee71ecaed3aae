"""Shares of selling and serving time per manager and of all together, against the reference mark.

METHOD section 16 [S]: share of non-selling time; mark: up to 40 %. The mark is for comparison (section 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.contact_plan import hours
from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.periods import months_before
from clientbase_xl.rules.selling_share import selling_share
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.time_photo import (
    ABOVE_MARK,
    FEW_DAYS,
    NO_NOTES,
    SELLING,
    SERVING,
    UNSORTED,
    WITHIN_MARK,
)
from clientbase_xl.settings import TimePhotoSettings

SHARE_KEYS = (
    *("manager", "state", "count_days", "hours_noted", "hours_selling", "hours_serving", "hours_unsorted"),
    *("selling_share", "serving_share", "most_serving"),
)
"""Columns of the table."""
MEASURED = (ABOVE_MARK, WITHIN_MARK)
"""States of managers whose share stands on enough days."""
_MINUTES_IN_HOUR = 60
_HAIR = 1e-9
_MOST_NAMED = 3
_CODES = {SELLING: 1.0, SERVING: 0.0}


def time_shares(photo: pd.DataFrame, managers: Iterable[str], today: date, settings: TimePhotoSettings) -> pd.DataFrame:
    """Return hours and shares of each manager by name, and of «Отдел» in the last row: columns SHARE_KEYS.

    METHOD section 16. In: TIME_PHOTO; managers that have a row even without notes. Notes of
    [`today` − `window_months`; `today`) count, those without a manager or minutes do not. `count_days` are days with a
    sorted minute; fewer than `min_days` → FEW_DAYS. Minutes of unsorted activities are in neither share. Exactly the
    mark is within it. `most_serving` names the largest serving activities. Nobody to show → no rows at all.
    """
    notes = _in_window(photo, today, settings.window_months)
    names = sorted({*managers, *notes["manager"]})
    of_manager = {str(name): own for name, own in notes.groupby("manager")}
    rows = [_row(name, of_manager.get(name, notes.iloc[:0]), settings) for name in names]
    if names:
        rows.append(_row(DEPARTMENT, notes, settings))
    return pd.DataFrame(rows, columns=list(SHARE_KEYS))


def measured_shares(table: pd.DataFrame) -> Mapping[str, float]:
    """Return manager → share of selling time where enough days are noted; «Отдел» is no manager (METHOD 5, 16)."""
    own = table[table["state"].isin(MEASURED) & (table["manager"] != DEPARTMENT)]
    return dict(zip(own["manager"], own["selling_share"].astype(float), strict=True))


def per_cent(share: float) -> str:
    """Return a share with one digit where it has one («45 %», «40,3 %»): a mark is missed by little as well."""
    return f"{words.number(round(share * 100, 1))}{words.NBSP}%"


def _in_window(photo: pd.DataFrame, today: date, months: int) -> pd.DataFrame:
    notes = pd.DataFrame(
        {
            "manager": as_text(photo["manager"]),
            "day": as_dates(photo["noted_on"]),
            "activity": as_text(photo["activity"]),
            "kind": as_text(photo["activity_kind"]),
            "minutes": as_numbers(photo["count_minutes"]),
        }
    )
    first, end = pd.Timestamp(months_before(today, months)), pd.Timestamp(today)
    is_counted = notes["day"].between(first, end, inclusive="left") & (notes["minutes"] > 0)
    return notes[is_counted & notes["manager"].notna() & notes["kind"].notna()]


def _row(name: str, own: pd.DataFrame, settings: TimePhotoSettings) -> dict[str, object]:
    of_kind = own.groupby("kind")["minutes"].sum()
    in_hours = {kind: float(of_kind.get(kind, 0.0)) / _MINUTES_IN_HOUR for kind in (SELLING, SERVING, UNSORTED)}
    codes = np.asarray(own["kind"].map(_CODES), dtype=np.float64)
    share = selling_share(np.asarray(own["minutes"], dtype=np.float64), codes)
    is_sorted = own["kind"] != UNSORTED
    count_days = len(own.loc[is_sorted, ["manager", "day"]].drop_duplicates())
    serving = 1 - share
    return {
        "manager": name,
        "state": _state(count_days, serving, len(own), settings),
        "count_days": count_days,
        "hours_noted": float(own["minutes"].sum()) / _MINUTES_IN_HOUR,
        "hours_selling": in_hours[SELLING],
        "hours_serving": in_hours[SERVING],
        "hours_unsorted": in_hours[UNSORTED],
        "selling_share": share,
        "serving_share": serving,
        "most_serving": _most_serving(own),
    }


def _state(count_days: int, serving: float, count_notes: int, settings: TimePhotoSettings) -> str:
    if not count_notes:
        return NO_NOTES
    if count_days < settings.min_days or np.isnan(serving):
        return FEW_DAYS
    return ABOVE_MARK if serving > settings.mark_serving + _HAIR else WITHIN_MARK


def _most_serving(own: pd.DataFrame) -> str:
    serving = own[own["kind"] == SERVING].groupby("activity")["minutes"].sum().reset_index()
    most = serving.sort_values(["minutes", "activity"], ascending=[False, True]).head(_MOST_NAMED)
    named = zip(most["activity"], most["minutes"], strict=True)
    return ", ".join(f"{activity} {hours(minutes / _MINUTES_IN_HOUR)}" for activity, minutes in named)


def measured_words(row: Mapping[str, object], settings: TimePhotoSettings) -> str:
    """Return what was measured of one manager as a sentence without its end; `row` has SHARE_KEYS."""
    state, count = row["state"], int(str(row["count_days"]))
    if state == NO_NOTES:
        return f"Записей за {words.months(settings.window_months)} нет"
    noted, serving, unsorted = (float(str(row[key])) for key in ("hours_noted", "hours_serving", "hours_unsorted"))
    text = f"За {words.days(count)} обслуживание {hours(serving)} из {hours(noted)}"
    if unsorted:
        text += f", не разнесено {hours(unsorted)}"
    if state == FEW_DAYS:
        return f"{text}; для вывода нужно не меньше {words.days(settings.min_days)}"
    share = float(str(row["serving_share"]))
    text += f" — {per_cent(share)}, ориентир до {per_cent(settings.mark_serving)}"
    return f"{text}; больше всего: {row['most_serving']}" if row["most_serving"] else text
