"""The tables of «Карточка»: what the card needs for every client, and the card shown first."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.ledger.client_months import client_months, ledger_first_on
from clientbase_xl.rules.card_index import card_index
from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.client_card import chosen_client, client_card
from clientbase_xl.rules.contacts_due import due_in_week
from clientbase_xl.rules.falling_baseline import BASELINES_KEY
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS, CLIENT_CARD, CLIENT_CARD_INDEX, COUNT_MONTHS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS
from clientbase_xl.schemas.profile_calls import UNDERVALUED
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.workflows.activity_tables import activity
from clientbase_xl.workflows.agreement_tables import agreement_tables, clients_with_papers
from clientbase_xl.workflows.decision_tables import decision_tables
from clientbase_xl.workflows.governed_tables import record_tables
from clientbase_xl.workflows.manager_task_tables import tasks_of_base
from clientbase_xl.workflows.profile_tables import potential_lists
from clientbase_xl.workflows.prospect_tables import prospect_tables
from clientbase_xl.workflows.start_table import more_actions
from clientbase_xl.workflows.state import State
from clientbase_xl.workflows.watch_tables import baselines_of, watch_tables


def card_tables(state: State, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return CLIENT_ACTIONS, CLIENT_CARD_INDEX and the CLIENT_CARD of the client with most roubles at stake.

    `tables` are those of the workbook (of one manager: his clients and records): CLIENTS, REACTIVATION, CONTACTS,
    TASKS, CONTACT_PERSONS, CONTACTS_DUE, UNDERVALUED, and what `card_work` and `more_actions` take. Without clients all
    three are empty.
    """
    clients = tables["clients"]
    actions = _actions(state, tables)
    index = card_index(
        {**tables, BASELINES_KEY: baselines_of(state)},
        actions,
        client_months(state.lines, state.today, COUNT_MONTHS, state.settings),
        state.today,
        ledger_first_on=ledger_first_on(state.lines, state.today),
        potentials=state.potentials.table,
    )
    code = chosen_client(clients, actions)
    card = pd.DataFrame(columns=list(CLIENT_CARD.keys), dtype=object)
    if code is not None:
        card = client_card(code, index, tables, state.today)
    return {CLIENT_ACTIONS.key: actions, CLIENT_CARD_INDEX.key: index, CLIENT_CARD.key: card}


def source_tables(state: State) -> dict[str, pd.DataFrame]:
    """Return the tables of the whole base that cards are made of, by sheet key."""
    records = record_tables(state.records, state.cards, state.today)
    clients = state.clients()
    return {
        CLIENTS.key: clients,
        REACTIVATION.key: state.call_list(),
        **records,
        CONTACTS_DUE.key: due_in_week(activity(state, clients).due, state.today),
        UNDERVALUED.key: potential_lists(state)[UNDERVALUED.key],
        MANAGER_TASKS.key: tasks_of_base(state),
        **prospect_tables(state)[0],
        **agreement_tables(state)[0],
        **decision_tables(state)[0],
        **watch_tables(state)[0],
    }


def actions_table(state: State) -> pd.DataFrame:
    """Return what to do next with every client of the base: CLIENT_ACTIONS."""
    return _actions(state, source_tables(state))


def _actions(state: State, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    calls = tables[REACTIVATION.key]
    return client_actions(
        clients_with_papers(state, tables[CLIENTS.key]),
        # Seasonal clients stand apart below the call list: «Начало» asks to call nobody of them.
        calls[calls["client_code"].isin(state.reactivation["client_code"])],
        tables[CONTACTS.key],
        state.today,
        due=tables[CONTACTS_DUE.key],
        undervalued=tables[UNDERVALUED.key],
        more=more_actions(state, tables),
    )
