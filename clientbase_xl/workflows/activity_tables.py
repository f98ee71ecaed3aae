"""«Матрица мероприятий», «Нагрузка», «На телефон», «Контакты недели», «Каналы продаж» of a computed state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.ledger.channel_totals import channel_totals
from clientbase_xl.problems import Problem
from clientbase_xl.rules.activity_matrix import activity_matrix, typed_matrix
from clientbase_xl.rules.contact_load import ContactLoad, contact_load
from clientbase_xl.rules.contact_plan import contact_plan, override_problems
from clientbase_xl.rules.contacts_due import contacts_due, due_in_week
from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.periods import month_start, shift_months
from clientbase_xl.rules.sales_channels import channel_problems, sales_channels
from clientbase_xl.rules.working_days import read_calendar
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.contact_load import CONTACT_LOAD, MOVE_TO_PHONE
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.state import State
from clientbase_xl.workflows.time_notes import measured


@dataclass(frozen=True, slots=True)
class Activity:
    """What the matrix asks for: the plan of contacts, the load it makes, every next contact whatever its week."""

    matrix: pd.DataFrame
    plan: pd.DataFrame
    load: ContactLoad
    due: pd.DataFrame


def activity(state: State, clients: pd.DataFrame, manager: str = "") -> Activity:
    """Return plan, load and next contacts for CLIENTS, all or those of one manager (METHOD section 5).

    The month of the load is that of the state's date; a measured share of selling time goes before the setting. Every
    manager of «Справочники» has a row, or only the named one.
    """
    matrix = typed_matrix(state.records[ACTIVITY_MATRIX.key])
    plan = contact_plan(clients, state.statuses, matrix)
    names = [manager] if manager else listed(state.lists, "managers")
    load = contact_load(plan, names, working_days_of_month(state), state.settings.capacity, measured(state))
    due = contacts_due(plan, state.records[CONTACTS.key], clients, state.today)
    return Activity(matrix, plan, load, due)


def activity_tables(
    state: State, clients: pd.DataFrame, manager: str = ""
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the five sheets by key and what is wrong with typed frequencies and channels; of one manager: his own."""
    found = activity(state, clients, manager)
    channels = channels_table(state, clients, manager)
    tables = {
        ACTIVITY_MATRIX.key: activity_matrix(found.matrix, found.plan),
        CONTACT_LOAD.key: found.load.table,
        MOVE_TO_PHONE.key: found.load.moves,
        CONTACTS_DUE.key: due_in_week(found.due, state.today),
        SALES_CHANNELS.key: channels,
    }
    return tables, (*override_problems(clients), *channel_problems(channels))


def weekly_contacts(state: State, clients: pd.DataFrame, monday: date) -> Callable[[str], pd.DataFrame]:
    """Return a function that gives CONTACTS_DUE of one manager by the end of an ISO week, for the weekly pages."""
    due = activity(state, clients).due
    return lambda manager: due_in_week(due, monday, manager)


def channels_table(state: State, clients: pd.DataFrame, manager: str = "") -> pd.DataFrame:
    """Return «Каналы продаж»; of one manager: the sales of his clients only."""
    cards = join_clients(state.facts, state.cards, ("channel",))
    lines = state.lines
    if manager:
        lines = lines.filter(lines.client_code.isin(clients["client_code"].tolist()))
    known = cards[cards["channel"].notna()]
    channels = dict(zip(known["client_code"], known["channel"], strict=True))
    totals = channel_totals(lines, channels, state.today, state.settings)
    stored = state.records[SALES_CHANNELS.key]
    return sales_channels(listed(state.lists, "channels"), stored, clients, state.statuses, totals)


def working_days_of_month(state: State) -> int:
    """Return the working days of the whole month of the state's date by the calendar of «Справочники»."""
    first = month_start(state.today)
    calendar, _ = read_calendar(state.lists)
    return calendar.between(first, date.fromordinal(shift_months(first, 1).toordinal() - 1))
