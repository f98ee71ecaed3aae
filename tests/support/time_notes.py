"""Notes of a time photo made by hand, and a dictionary of activities small enough to hold in the head."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.time_photo import time_photo
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.time_photo import TIME_PHOTO

TODAY = date(2026, 6, 1)
CALLS, PAPERS, LUNCH = "Звонки", "Документы", "Обед"


def activities(**notes: str | None) -> pd.DataFrame:
    """Return LISTS with «Звонки» selling and «Документы» serving; `notes` add or replace."""
    kinds: dict[str, str | None] = {CALLS: "продажа", PAPERS: "обслуживание", **notes}
    rows = [{"list_key": "activities", "value": name, "note": note} for name, note in kinds.items()]
    return pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)


def note(manager: str | None, activity: str | None, minutes: float | None, back: int = 1) -> dict[str, object]:
    """Return one note of so many days ago."""
    day = TODAY - timedelta(days=back)
    return {"noted_on": day, "manager": manager, "activity": activity, "count_minutes": minutes}


def week(manager: str, selling: float, serving: float, days: int = 5) -> list[dict[str, object]]:
    """Return the same minutes on each of the last days."""
    return [
        note(manager, activity, minutes, back)
        for back in range(days, 0, -1)
        for activity, minutes in ((CALLS, selling), (PAPERS, serving))
        if minutes
    ]


def photo(*notes: dict[str, object], lists: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return TIME_PHOTO of notes numbered from 1."""
    rows = [{"row_id": f"00000000-{number}"} | one for number, one in enumerate(notes, 1)]
    table = pd.DataFrame(rows, columns=list(TIME_PHOTO.keys), dtype=object)
    return time_photo(table, activities() if lists is None else lists)
