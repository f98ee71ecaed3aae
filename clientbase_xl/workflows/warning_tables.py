"""What warns the head: signs from sales, cards and contacts, gaps of the FBS (METHOD sections 14, 15, 19)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.contacts_sign import contacts_sign
from clientbase_xl.rules.discount_sign import discount_signs
from clientbase_xl.rules.fbs_week import FbsWeek, fbs_week
from clientbase_xl.rules.margin_sign import margin_sign
from clientbase_xl.rules.segment_sign import segment_sign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST
from clientbase_xl.workflows.fbs_results import team_of_state
from clientbase_xl.workflows.state import State, once

_MANAGERS_LIST = "managers"


@once
def warning_table(state: State) -> pd.DataFrame:
    """Return WARNING_SIGNS of the whole department."""
    settings, first_on = state.settings.warnings, state.first_sale_on()
    _, vacations, calendar = team_of_state(state)
    return warning_signs(
        (
            segment_sign(state.years(), state.cards, first_on, state.today, settings),
            *discount_signs(state.records[DISCOUNTS.key], state.today, settings),
            margin_sign(state.months(), first_on, state.today, settings, state.settings.facts.cost_coverage_min),
            contacts_sign(
                state.records[CONTACTS.key],
                vacations,
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
    matrix, vacations, calendar = team_of_state(state)
    return fbs_week(matrix, vacations, state.today, calendar)


def _left(lists: pd.DataFrame) -> list[str]:
    """Return managers and employees who no longer work."""
    is_closed = lists["is_closed"].astype("boolean").fillna(value=False).astype(bool)
    is_person = lists["list_key"].isin((_MANAGERS_LIST, EMPLOYEES_LIST))
    return [str(name) for name in lists.loc[is_closed & is_person, "value"].dropna()]
