"""«Тип продаж», «Роли по типам продаж», «Диагностика» of a computed state (METHOD sections 17 and 18)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.ledger.line_purchases import line_totals
from clientbase_xl.rules.diagnosis import diagnosis
from clientbase_xl.rules.diagnosis_answers import DiagnosisInputs, computed_answers
from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.main_lines import main_lines
from clientbase_xl.rules.sales_roles import sales_roles
from clientbase_xl.rules.sales_types import sales_types, types_in_force
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.akb_bridge import ACTIVE, BRIDGE_PERIODS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.sales_types import SALES_LINES_TYPES, SALES_ROLES
from clientbase_xl.workflows.state import State

_YEAR = BRIDGE_PERIODS[-1]


def selling_tables(state: State, bridge: pd.DataFrame, manager: str = "") -> dict[str, pd.DataFrame]:
    """Return the three sheets by key; of one manager: the lines his clients bought, the answers of their sales.

    METHOD sections 17, 18. `bridge` is AKB_BRIDGE with the rows of the manager or of «Отдел». Decisions about lines and
    the answers of the head are the company's in every workbook.
    """
    return {**type_tables(state, manager), DIAGNOSIS.key: diagnosis_table(state, bridge, manager)}


def type_tables(state: State, manager: str = "") -> dict[str, pd.DataFrame]:
    """Return «Тип продаж» and «Роли по типам продаж»; of one manager: with the sales of his clients."""
    stored, bought = state.records[SALES_LINES_TYPES.key], state.line_purchases()
    if manager:
        bought = bought[bought["client_code"].isin(_codes_of(state, manager))]
    usual = state.settings.reactivation.sales_type
    table = sales_types(stored, line_totals(bought), main_lines(bought), usual)
    return {SALES_LINES_TYPES.key: table, SALES_ROLES.key: sales_roles(types_in_force(stored))}


def diagnosis_table(state: State, bridge: pd.DataFrame, manager: str = "") -> pd.DataFrame:
    """Return «Диагностика»; of one manager: the base answers about his clients."""
    people = join_clients(state.facts, state.cards, ("channel",))
    years = state.years()
    codes = _codes_of(state, manager) if manager else None
    row = bridge[
        (bridge["base"] == ACTIVE) & (bridge["period"] == _YEAR) & (bridge["manager"] == (manager or DEPARTMENT))
    ]
    given = DiagnosisInputs(
        facts=_of_clients(state.facts, codes),
        potentials=_of_clients(state.potentials.table, codes),
        statuses=_of_clients(state.statuses, codes),
        contacts=_of_clients(state.records[CONTACTS.key], codes),
        channels=people,
        years=_of_clients(years, codes),
        active_before=int(row["count_before"].iloc[0]) if len(row) else None,
        active_now=int(row["count_after"].iloc[0]) if len(row) else None,
        first_on=state.first_sale_on(),
        today=state.today,
    )
    return diagnosis(state.records[DIAGNOSIS.key], computed_answers(given, state.settings))


def _of_clients(table: pd.DataFrame, codes: set[str] | None) -> pd.DataFrame:
    return table if codes is None else table[table["client_code"].isin(codes)]


def _codes_of(state: State, manager: str) -> set[str]:
    """Return the clients that a manager leads, archived ones too."""
    people = join_clients(state.facts, state.cards, ("manager",))
    return set(people.loc[people["manager"] == manager, "client_code"])
