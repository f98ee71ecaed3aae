"""Warning signs of the department from its sales, cards and contacts (METHOD section 14)."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from clientbase_xl.rules.contacts_sign import contacts_sign
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.joined import as_dates
from clientbase_xl.rules.margin_sign import margin_sign
from clientbase_xl.rules.segment_sign import segment_sign
from clientbase_xl.rules.warning_signs import warning_signs
from clientbase_xl.rules.working_days import read_calendar
from clientbase_xl.schemas.contacts import CONTACTS
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
                list(_absences(state.records[VACATIONS.key])),
                _left(state.lists),
                calendar,
                state.today,
                settings,
            ),
        )
    )


def _absences(stored: pd.DataFrame) -> Iterator[Vacation]:
    """Yield the absences with an employee and both days."""
    first, last = as_dates(stored["away_from"]), as_dates(stored["away_to"])
    for name, begin, end in zip(stored["employee"], first, last, strict=True):
        if isinstance(name, str) and not pd.isna(begin) and not pd.isna(end):
            yield Vacation(name, begin.date(), end.date())


def _left(lists: pd.DataFrame) -> list[str]:
    """Return managers and employees who no longer work."""
    is_closed = lists["is_closed"].astype("boolean").fillna(value=False).astype(bool)
    is_person = lists["list_key"].isin((_MANAGERS_LIST, EMPLOYEES_LIST))
    return [str(name) for name in lists.loc[is_closed & is_person, "value"].dropna()]
