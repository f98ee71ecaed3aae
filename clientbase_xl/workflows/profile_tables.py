"""Sheets of the profile: surveys with potential, whom to ask, the undervalued, the large without profit."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from clientbase_xl.rules.large_unprofitable import large_unprofitable
from clientbase_xl.rules.profile_calls import profile_calls
from clientbase_xl.rules.profiles_table import profiles_table
from clientbase_xl.rules.undervalued import undervalued
from clientbase_xl.schemas.profile_calls import LARGE_UNPROFITABLE, PROFILE_CALLS, UNDERVALUED
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.workflows.of_manager import ranked
from clientbase_xl.workflows.state import State


def profile_tables(state: State, clients: pd.DataFrame, manager: str = "") -> dict[str, pd.DataFrame]:
    """Return the tables of METHOD sections 3 and 4 by sheet key; of one manager: of the clients he has.

    `clients` is «Клиенты» as the workbook shows it: the formulas of «Профиль клиента» look there.
    """
    surveys = profiles_table(
        state.records[PROFILES.key],
        clients,
        state.potentials.ratios,
        state.today,
        state.settings.profiles,
        names=state.cards,
    )
    if manager:
        surveys = surveys[surveys["client_code"].isin(clients["client_code"])].reset_index(drop=True)
    lists = potential_lists(state)
    if manager:
        lists = {key: ranked(table, manager) for key, table in lists.items()}
    return {PROFILES.key: surveys, **lists}


def potential_lists(state: State) -> Mapping[str, pd.DataFrame]:
    """Return «Кого спросить», «Недооценённые клиенты» and «Крупные, но невыгодные» of the whole base by sheet key."""
    facts, cards, letters = state.facts, state.cards, state.categories.table
    table, settings = state.potentials.table, state.settings.profiles
    return {
        PROFILE_CALLS.key: profile_calls(facts, cards, letters, table),
        UNDERVALUED.key: undervalued(facts, cards, letters, table, settings),
        LARGE_UNPROFITABLE.key: large_unprofitable(facts, cards, letters, settings),
    }
