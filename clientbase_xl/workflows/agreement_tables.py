"""«Программы», «Соглашения», «Пул клиентов», «План по клиентам», «Следующее касание» of a computed state.

METHOD section 13. All of them are worked out once for the whole base; a manager's workbook shows his clients.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from clientbase_xl.ledger.window_turnovers import WINDOW_KEYS, window_turnovers
from clientbase_xl.problems import Problem
from clientbase_xl.rules.agreement_actions import agreement_actions as actions_of
from clientbase_xl.rules.agreement_problems import agreement_problems
from clientbase_xl.rules.agreements_table import agreement_windows, agreements_table
from clientbase_xl.rules.client_plan_line import client_plan_line
from clientbase_xl.rules.client_plan_problems import client_plan_problems
from clientbase_xl.rules.client_plans import (
    AgreedMonth,
    agreed_months,
    archived_codes,
    client_plans,
    plan_rows,
    planned_months,
    pool_proposals,
)
from clientbase_xl.rules.client_pool import client_pool, with_proposals
from clientbase_xl.rules.document_state import document_states
from clientbase_xl.rules.joined import as_dates, join_clients
from clientbase_xl.rules.next_touches import left_clients, next_touches, talks_with_clients
from clientbase_xl.rules.paper_ends import paper_contradictions, with_paper_ends
from clientbase_xl.rules.papers_ready import papers_ready
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months
from clientbase_xl.rules.plan_proposal import with_reasons
from clientbase_xl.rules.talk_stage import talk_stages
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.client_plans import CLIENT_PLANS, CLIENT_POOL
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST
from clientbase_xl.schemas.programmes import PROGRAMMES
from clientbase_xl.schemas.reactivation import REACTIVATION
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.workflows.listed import listed
from clientbase_xl.workflows.of_manager import of_manager, ranked
from clientbase_xl.workflows.ownership import owned
from clientbase_xl.workflows.plan_tables import months_of_clients, proposal_table
from clientbase_xl.workflows.programme_tables import programme_tables
from clientbase_xl.workflows.state import State, once

_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Agreements:
    """The tables of all clients on one date."""

    agreements: pd.DataFrame
    pool: pd.DataFrame
    plans: pd.DataFrame
    touches: pd.DataFrame


def agreement_tables(state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the six sheets of METHOD 13 by key and what is wrong with what was typed; of one manager: his clients.

    A document of a client whom the base does not know is in the workbook of who answers for it.
    """
    found = _all_agreements(state)
    tables, problems = programme_tables(state, manager)
    agreements = owned(state, found.agreements, manager, "responsible")
    tables |= {
        AGREEMENTS.key: agreements,
        CLIENT_POOL.key: ranked(found.pool, manager),
        CLIENT_PLANS.key: of_manager(found.plans, manager),
        NEXT_TOUCHES.key: ranked(found.touches, manager),
    }
    return tables, (*problems, *_problems(state, tables))


def agreement_actions(state: State, tables: Mapping[str, pd.DataFrame], manager: str = "") -> tuple[Action, ...]:
    """Return what «Начало» says of METHOD 13 about the clients of a workbook's tables.

    `tables` hold CLIENTS, REACTIVATION and the sheets of `agreement_tables`; of one manager they are his already.
    """
    agreements = tables[AGREEMENTS.key]
    return actions_of(
        agreements,
        document_states(agreements, state.today)["is_latest"],
        tables[CLIENT_POOL.key],
        tables[NEXT_TOUCHES.key],
        of_manager(tables[CLIENTS.key], manager),
        state.reactivation["client_code"].tolist(),
        state.today,
        state.settings,
    )


def clients_with_papers(state: State, clients: pd.DataFrame) -> pd.DataFrame:
    """Return CLIENTS with the last days of contracts that count: of documents, else of cards (METHOD 13).

    For «Начало» and the next actions on «Карточка» only: the sheet «Клиенты» shows what its card says.
    """
    documents = state.records[AGREEMENTS.key]
    own = documents[documents["client_code"].isin(clients["client_code"])]  # the weekly pages ask manager by manager
    return with_paper_ends(clients, own, state.today)[list(clients.columns)]


def with_plan_line(state: State, tables: Mapping[str, pd.DataFrame], manager: str = "") -> pd.DataFrame:
    """Return SHEET_LINES with the line above «План по клиентам»; `tables` are those of the workbook."""
    managers = of_manager(state.records[PLAN_FORECAST.key], manager)
    months = planned_months(state.today, state.settings.agreements)
    line = client_plan_line(tables[CLIENT_PLANS.key], managers, months)
    more = pd.DataFrame([(CLIENT_PLANS.key, line)], columns=list(SHEET_LINES.keys), dtype=object)
    return pd.concat([tables[SHEET_LINES.key], more], ignore_index=True)


@once
def _all_agreements(state: State) -> _Agreements:
    documents, today, rules = state.records[AGREEMENTS.key], state.today, state.settings.agreements
    cards, first_on = _cards(state), state.first_sale_on()
    windows = agreement_windows(documents, today)
    agreements = agreements_table(documents, cards, _with_sums(state, windows), first_on, today)
    months = planned_months(today, rules, MONTHS_IN_YEAR)
    ahead = (months[-1].year - today.year) * MONTHS_IN_YEAR + months[-1].month - today.month
    pool = client_pool(
        state.clients(),
        months_of_clients(state),
        first_on,
        talk_stages(documents, months[0], rules.year_end_month),
        today,
        state.settings,
    )
    agreed = agreed_months(documents, today)
    rows = plan_rows(pool["client_code"].tolist(), state.records[CLIENT_PLANS.key], agreed, today, rules)
    proposals = proposal_table(state, ahead, {*pool["client_code"], *rows["client_code"]})
    pool = with_proposals(pool, pool_proposals(proposals, today, rules))
    return _Agreements(agreements, pool, _plans(state, rows, proposals, agreed, cards), _touches(state))


def _plans(
    state: State,
    rows: pd.DataFrame,
    proposals: pd.DataFrame,
    agreed: Mapping[tuple[str, date], AgreedMonth],
    cards: pd.DataFrame,
) -> pd.DataFrame:
    stored, today = state.records[CLIENT_PLANS.key], state.today
    shown = rows.assign(month_on=rows["month_on"].astype("datetime64[us]"))
    own = with_reasons(proposals.merge(shown, on=["client_code", "month_on"]))
    return client_plans(rows, stored, cards, own, agreed, _month_facts(state, rows), today)


def _month_facts(state: State, rows: pd.DataFrame) -> pd.DataFrame:
    """Return `fact_rub` of the months that have begun and that the ledger covers from its first month on."""
    first_on, today = state.first_sale_on(), state.today
    begun = rows[rows["month_on"] < pd.Timestamp(today)]
    if first_on is None or begun.empty:
        return pd.DataFrame({"client_code": [], "month_on": as_dates(pd.Series([], dtype=object)), "fact_rub": []})
    begun = begun[begun["month_on"] >= pd.Timestamp(month_start(first_on))]
    ends = [min(shift_months(day.date(), 1), today) for day in begun["month_on"]]
    windows = begun.assign(start_on=begun["month_on"], end_on=as_dates(pd.Series(ends, index=begun.index)))
    sums = _with_sums(state, windows)
    return sums.rename(columns={"turnover_rub": "fact_rub"})[["client_code", "month_on", "fact_rub"]]


def _touches(state: State) -> pd.DataFrame:
    records, today = state.records, state.today
    talks = talks_with_clients(records[REACTIVATION.key], records[CONTACTS.key], today)
    left = left_clients(state.clients(), talks)
    last_on = as_dates(left["last_purchase_on"]) + _DAY
    starts = [shift_months(day.date(), -MONTHS_IN_YEAR) for day in last_on]
    windows = pd.DataFrame(
        {
            "client_code": left["client_code"],
            "start_on": as_dates(pd.Series(starts, index=left.index)),
            "end_on": last_on,
        }
    )
    sums = window_turnovers(state.lines, windows)
    papers = papers_ready(with_paper_ends(left, records[AGREEMENTS.key], today), today)
    return next_touches(
        left,
        talks,
        dict(zip(sums["client_code"], sums["turnover_rub"], strict=True)),
        dict(zip(papers["client_code"], papers["papers"], strict=True)),
        records[PROGRAMMES.key],
        today,
        state.settings,
    )


def _problems(state: State, tables: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
    agreements, cards = tables[AGREEMENTS.key], _cards(state)
    documents = state.records[AGREEMENTS.key]
    own = documents[documents["row_id"].isin(agreements["row_id"])]
    return (
        *agreement_problems(agreements, cards, listed(state.lists, "managers")),
        *paper_contradictions(cards, own, state.today),
        *client_plan_problems(
            tables[CLIENT_PLANS.key],
            agreements,
            state.records[PLAN_FORECAST.key],
            set(cards["client_code"]),
            archived_codes(cards),
        ),
    )


def _cards(state: State) -> pd.DataFrame:
    """Return every client of cards and ledger, archived ones too, as the rules of this section ask for them."""
    keys = ("client_name", "manager", "contract_until", "is_archived", "is_stopped")
    return join_clients(state.facts, state.cards, keys)


def _with_sums(state: State, windows: pd.DataFrame) -> pd.DataFrame:
    """Return the windows with turnover and purchases of their clients."""
    table = windows.assign(**{key: windows[key].astype("datetime64[us]") for key in WINDOW_KEYS[1:]})
    sums = window_turnovers(state.lines, table)
    return table.astype({"client_code": object}).merge(
        sums.astype({"client_code": object}), on=list(WINDOW_KEYS), how="left"
    )
