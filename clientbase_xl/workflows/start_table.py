"""«Начало» of a workbook's tables: what every rule says is to be done today, one list in order of roubles."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.today_action import Action
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.client_plans import CLIENT_POOL
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES
from clientbase_xl.schemas.monitoring import SURVEY_CALLS
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.schemas.profile_calls import UNDERVALUED
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.workflows.agreement_tables import agreement_actions, clients_with_papers
from clientbase_xl.workflows.decision_tables import decision_actions
from clientbase_xl.workflows.of_manager import of_manager
from clientbase_xl.workflows.ownership import owned
from clientbase_xl.workflows.prospect_tables import prospect_actions
from clientbase_xl.workflows.state import State
from clientbase_xl.workflows.watch_tables import watch_actions

_ASKED = (
    *(CLIENTS, CONTACTS_DUE, UNDERVALUED, PROSPECTS, SURVEY_CALLS, FALLING_PURCHASES),
    *(CLIENT_POOL, NEXT_TOUCHES),
)
"""Tables that the actions are found in and whose `manager` leads the client of the row."""
_STATED = {DISCOUNTS.key: "manager", AGREEMENTS.key: "responsible"}
"""The others, with the column that names somebody else: who decided, who answers for the document."""


def more_actions(state: State, tables: Mapping[str, pd.DataFrame], manager: str = "") -> tuple[Action, ...]:
    """Return the actions of METHOD 6, 10, 11, 13 and 14 about the rows of a workbook's tables (by sheet key)."""
    return (
        *watch_actions(state, tables),
        *agreement_actions(state, tables, manager),
        *decision_actions(state, tables),
        *prospect_actions(state, tables),
    )


def start_table(state: State, tables: Mapping[str, pd.DataFrame], manager: str = "") -> pd.DataFrame:
    """Return START of a workbook's tables; of the head's with a manager named: what concerns his clients."""
    own = {sheet.key: of_manager(tables[sheet.key], manager) for sheet in _ASKED}
    own |= {key: owned(state, tables[key], manager, stated) for key, stated in _STATED.items()}
    clients = own[CLIENTS.key]
    return today_actions(
        clients_with_papers(state, clients),
        state.reactivation[state.reactivation["client_code"].isin(clients["client_code"])],
        state.settings,
        state.today,
        due=own[CONTACTS_DUE.key],
        undervalued=own[UNDERVALUED.key],
        more=more_actions(state, own, manager),
    )
