"""The activity of a week: contacts by manager and kind, who started them, tasks overdue.

METHOD sections 19 (activity log of the weekly meeting, overdue tasks), 6 (meetings, offers) and 18 (who started it).
"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_text, present
from clientbase_xl.rules.tasks_table import overdue_tasks
from clientbase_xl.schemas.contacts import MEETINGS, OFFER, OUR_SIDE, REFUSAL
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.schemas.week import WEEK_ACTIVITY

_NOBODY = ""
_WEEK = timedelta(days=7)


def week_contacts(contacts: pd.DataFrame, monday: date) -> pd.DataFrame:
    """Return the contacts of the ISO week that begins on `monday`, the latest first, ties by `row_id`.

    METHOD section 19. In and out: CONTACTS columns; a contact without a day belongs to no week.
    """
    days = as_dates(contacts["contacted_on"])
    is_within = (days >= pd.Timestamp(monday)) & (days < pd.Timestamp(monday + _WEEK))
    by = pd.DataFrame({"day": days, "row": contacts["row_id"].astype(str).map(number_order)})[is_within]
    ordered: pd.DataFrame = contacts.loc[by.sort_values(["day", "row"], ascending=[False, True]).index]
    return ordered.reset_index(drop=True)


def week_activity(contacts: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """Return a row per manager with contacts of a week or overdue tasks, by name; nobody's row comes last.

    METHOD sections 6, 18, 19. In: `contacts` of one week (see `week_contacts`), TASKS with their state. Out:
    WEEK_ACTIVITY columns. A manager is the one typed in the record; an empty one is None.
    """
    late = overdue_tasks(tasks)
    people = _people(contacts)
    counted = pd.DataFrame(
        {
            "count_contacts": 1,
            "count_ours": contacts["started_by"] == OUR_SIDE,
            "count_meetings": contacts["contact_kind"].isin(MEETINGS),
            "count_offers": contacts["contact_kind"] == OFFER,
            "count_refusals": contacts["result"] == REFUSAL,
        },
        index=contacts.index,
    ).astype("int64")
    table = counted.groupby(people).sum()
    table = table.join(_people(late).value_counts().rename("count_overdue"), how="outer").fillna(0)
    table = table.rename_axis("manager").reset_index()
    table["is_nobody"] = table["manager"] == _NOBODY
    ordered = table.sort_values(["is_nobody", "manager"])
    return present(ordered.assign(manager=as_text(ordered["manager"])), WEEK_ACTIVITY)


def _people(records: pd.DataFrame) -> pd.Series:
    """Return the managers of records as text, the missing as empty text."""
    names = records["manager"].astype(object)
    return names.where(names.notna(), _NOBODY).astype(str).str.strip().rename("manager")
