"""The records of each client in the order in which its card names them.

METHOD section 1 («Карточка»): the last contacts, the open tasks, the people.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_flags, as_text
from clientbase_xl.schemas.contact_persons import PERSON_ROLES
from clientbase_xl.schemas.tasks import TASK_STATES

_DONE = TASK_STATES[2]
_ROLE_ORDER = {role: place for place, role in enumerate(PERSON_ROLES)}


def contacts_of_clients(contacts: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return CONTACTS up to `today`, the latest first; of one day the row that stands lower is the later one."""
    on = as_dates(contacts["contacted_on"])
    known = contacts.assign(_on=on, _row=range(len(contacts)))[(on <= pd.Timestamp(today)) & _has_client(contacts)]
    return _ordered(known, ["_on", "_row"], ascending=[False, False])


def open_tasks_of_clients(tasks: pd.DataFrame) -> pd.DataFrame:
    """Return TASKS that are not done, in the order of their sheet: overdue first, then by due day."""
    is_open = (tasks["state"] != _DONE) & tasks["task"].notna() & _has_client(tasks)
    return tasks[is_open].reset_index(drop=True)


def people_of_clients(persons: pd.DataFrame) -> pd.DataFrame:
    """Return CONTACT_PERSONS who have not left: the main one first, then by role, then as on the sheet."""
    known = persons[_has_client(persons) & ~as_flags(persons["is_gone"]) & persons["person_name"].notna()]
    places = as_text(known["role"]).map(_ROLE_ORDER).fillna(len(_ROLE_ORDER)).astype(int)
    known = known.assign(_main=~as_flags(known["is_main"]), _role=places, _row=range(len(known)))
    return _ordered(known, ["_main", "_role", "_row"], ascending=[True, True, True])


def _has_client(records: pd.DataFrame) -> pd.Series[bool]:
    return as_text(records["client_code"]).notna() & as_text(records["row_id"]).notna()


def _ordered(records: pd.DataFrame, by: list[str], ascending: list[bool]) -> pd.DataFrame:
    ordered = records.sort_values(by, ascending=ascending, kind="stable", ignore_index=True)
    result: pd.DataFrame = ordered.drop(columns=by)
    return result
