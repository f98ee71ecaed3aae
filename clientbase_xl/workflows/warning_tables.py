"""What warns the head: signs from sales, cards and contacts, gaps of the FBS (METHOD sections 14, 15, 19)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.contacts_sign import contacts_sign
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from clientbase_xl.rules.fbs_team_matrix import team_matrix, team_vacations
from clientbase_xl.rules.fbs_week import FbsWeek, fbs_week
from clientbase_xl.rules.margin_sign import margin_sign
from clientbase_xl.rules.segment_sign import segment_sign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.rules.working_days import read_calendar
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.schemas.vacations import VACATIONS
from clientbase_xl.workflows.state import State, once

_MANAGERS_LIST = "managers"


@once
def warning_table(state: State) -> pd.DataFrame:
    """Return WARNING_SIGNS of the whole department."""
    settings, first_on = state.settings.warnings, state.first_sale_on()
    calendar, _ = read_calendar(state.lists)
    return warning_signs(
        (
            segment_sign(state.years(), state.cards, first_on, state.today, settings),
            margin_sign(state.months(), first_on, state.today, settings, state.settings.facts.cost_coverage_min),
            contacts_sign(
                state.records[CONTACTS.key],
                team_vacations(state.records[VACATIONS.key]),
                _left(state.lists),
                calendar,
                state.today,
                settings,
            ),
        )
    )


@once
def coming_fbs_week(state: State) -> FbsWeek | None:
    """Return the gaps of the FBS in the coming week; None without a matrix."""
    records = state.records
    functions = fbs_functions_table(records[FBS_FUNCTIONS.key])
    matrix = team_matrix(functions, records[FBS_ROLES.key], state.lists)
    calendar, _ = read_calendar(state.lists)
    return fbs_week(matrix, team_vacations(records[VACATIONS.key]), state.today, calendar)


def _left(lists: pd.DataFrame) -> list[str]:
    """Return managers and employees who no longer work."""
    is_closed = lists["is_closed"].astype("boolean").fillna(value=False).astype(bool)
    is_person = lists["list_key"].isin((_MANAGERS_LIST, EMPLOYEES_LIST))
    return [str(name) for name in lists.loc[is_closed & is_person, "value"].dropna()]
