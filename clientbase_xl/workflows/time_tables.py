"""«Хронометраж», «Время менеджеров», «Технический помощник» of a computed state (METHOD section 16)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.rules.assistant_case import assistant_case
from clientbase_xl.rules.case_inputs import case_inputs
from clientbase_xl.rules.joined import empty
from clientbase_xl.rules.time_photo import time_problems
from clientbase_xl.rules.time_table import time_table
from clientbase_xl.rules.whom_to_unload import whom_to_unload
from clientbase_xl.schemas.contact_load import CONTACT_LOAD
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION
from clientbase_xl.schemas.time_photo import ASSISTANT_CASE, TIME_PHOTO, TIME_SHARES
from clientbase_xl.workflows.activity_tables import working_days_of_month
from clientbase_xl.workflows.state import State
from clientbase_xl.workflows.time_notes import photo_table, shares_table


def time_tables(
    state: State, tables: Mapping[str, pd.DataFrame], manager: str = ""
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the three sheets by key and what is wrong with the notes; of one manager: his own time, no business case.

    METHOD section 16. `tables` are those of the workbook: the load of the matrix and the conversion of reactivation.
    Whom to unload is chosen among all managers, whoever's workbook it is.
    """
    settings = state.settings
    photo, shares = photo_table(state), shares_table(state)
    unload = whom_to_unload(shares, working_days_of_month(state) * settings.capacity.hours_per_day, settings.time)
    if manager:
        photo, shares = (table[table["manager"] == manager].reset_index(drop=True) for table in (photo, shares))
        case = empty(ASSISTANT_CASE)
    else:
        inputs = case_inputs(
            state.facts,
            state.records[CONTACTS.key],
            tables[REACTIVATION_CONVERSION.key],
            len(state.reactivation),
            state.today,
            settings,
        )
        case = assistant_case(unload, inputs, settings.time)
    found = {
        TIME_PHOTO.key: photo,
        TIME_SHARES.key: time_table(shares, unload, tables[CONTACT_LOAD.key], settings.time),
        ASSISTANT_CASE.key: case,
    }
    return found, time_problems(photo, state.today)
