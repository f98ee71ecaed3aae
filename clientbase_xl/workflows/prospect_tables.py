"""«Потенциальные клиенты», «Итоги по ПК» of a computed state, and what «Начало» says of them (METHOD section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.prospect_actions import prospect_actions as actions_about
from clientbase_xl.rules.prospect_contacts import prospect_contacts
from clientbase_xl.rules.prospect_kpis import prospect_kpis
from clientbase_xl.rules.prospect_problems import Known, prospect_problems
from clientbase_xl.rules.prospects_table import prospects_table
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.prospects import PROSPECT_KPIS, PROSPECTS
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.of_manager import of_manager
from clientbase_xl.workflows.state import State, once

_MANAGERS_LIST = "managers"


@dataclass(frozen=True, slots=True)
class Prospects:
    """Both sheets of the whole base on one date, and what is wrong with the typed rows."""

    table: pd.DataFrame
    kpis: pd.DataFrame
    problems: tuple[Problem, ...]


@once
def prospects(state: State) -> Prospects:
    """Return the prospects of a state, their KPIs and their problems (METHOD section 6)."""
    stored, contacts = state.records[PROSPECTS.key], state.records[CONTACTS.key]
    table = prospects_table(
        stored, contacts, state.facts, state.cards, state.categories.cuts, state.today, state.settings.prospects
    )
    words = {str(key): listed(state.lists, str(key)) for key in state.lists["list_key"].unique()}
    managers = words.get(_MANAGERS_LIST, [])
    known = Known(
        cards=state.cards,
        facts=state.facts,
        managers={*managers, *as_text(state.cards["manager"]).dropna()},
        lists=words,
        today=state.today,
        contradiction_share=state.settings.profiles.contradiction_share,
    )
    talks = prospect_contacts(contacts, stored, state.facts)
    kpis = prospect_kpis(table, talks, state.facts, managers, state.today)
    return Prospects(table, kpis, prospect_problems(stored, known))


def prospect_tables(state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return both sheets by key and the problems; of one manager: his prospects and his KPIs.

    METHOD section 6. Words that no list has are told in the workbook of the whole base only: they are of no one row.
    """
    found = prospects(state)
    if not manager:
        return {PROSPECTS.key: found.table, PROSPECT_KPIS.key: found.kpis}, found.problems
    tables = {
        key: of_manager(table, manager)
        for key, table in ((PROSPECTS.key, found.table), (PROSPECT_KPIS.key, found.kpis))
    }
    own = {(number,) for number in tables[PROSPECTS.key]["row_id"]}
    shown = tuple(one for one in found.problems if getattr(one, "record", ()) in own)
    return tables, shown


def prospect_actions(state: State, tables: Mapping[str, pd.DataFrame]) -> tuple[Action, ...]:
    """Return what «Начало» says of the prospects that a workbook shows; `tables` hold those of its manager already."""
    return actions_about(tables[PROSPECTS.key], state.today, state.settings.prospects)
