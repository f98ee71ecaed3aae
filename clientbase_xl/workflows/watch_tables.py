"""«Мониторинг», «Кого опросить», «Сокращают закупки», «Платёжеспособность» of a computed state (METHOD 10 and 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.ledger.falling_windows import falling_windows, months_covered
from clientbase_xl.ledger.period_amounts import period_amounts
from clientbase_xl.problems import Problem
from clientbase_xl.rules.client_status import active_codes
from clientbase_xl.rules.crisis_periods import crisis_periods, with_typed_month
from clientbase_xl.rules.falling_actions import falling_actions
from clientbase_xl.rules.falling_baseline import falling_baseline
from clientbase_xl.rules.falling_problems import falling_problems
from clientbase_xl.rules.falling_purchases import falling_purchases
from clientbase_xl.rules.joined import as_text, join_clients
from clientbase_xl.rules.monitoring import monitoring_table
from clientbase_xl.rules.monitoring_actions import monitoring_actions
from clientbase_xl.rules.monitoring_problems import monitoring_problems
from clientbase_xl.rules.purchase_change import purchase_change, survey_periods, with_ledger
from clientbase_xl.rules.solvency import solvency
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.rules.survey_answers_now import last_forecasts, solvency_answers
from clientbase_xl.rules.survey_calls import survey_calls
from clientbase_xl.rules.surveys import settled_surveys
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, SOLVENCY
from clientbase_xl.schemas.monitoring import MONITORING, SURVEY_CALLS
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.workflows.of_manager import ranked
from clientbase_xl.workflows.state import State, once

_LEFT = "ушедший"
_OF_CARDS = ("client_name", "manager", "overdue_rub", "credit_limit_rub", "turnover_12m_rub", "is_archived")


@dataclass(frozen=True, slots=True)
class Watch:
    """The four sheets of the whole base on one date by key, and what is wrong with the typed rows."""

    tables: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]


@once
def surveys_of(state: State) -> pd.DataFrame:
    """Return the surveys of a state with what stands beside them (`settled_surveys`) and what the ledger says."""
    settings = state.settings
    records, old_days = state.records, settings.monitoring.old_days
    surveys = settled_surveys(records[MONITORING.key], records[PROFILES.key], state.today, old_days)
    asked = surveys[surveys["asks_ledger"]]
    amounts = period_amounts(state.lines, survey_periods(asked))
    return with_ledger(surveys, purchase_change(asked, amounts, state.first_sale_on()), settings.falling.cut_share)


@once
def watch(state: State) -> Watch:
    """Return surveys, whom to ask, who buys less and whose payments to watch (METHOD sections 10 and 11)."""
    surveys, records, settings = surveys_of(state), state.records, state.settings
    first_on = state.first_sale_on()
    cards = join_clients(state.facts, state.cards, _OF_CARDS)
    falling = _falling(state, surveys, cards)
    clients = state.clients()
    active = clients[clients["client_code"].isin(active_codes(state.statuses))]
    in_work = cards[~cards["is_archived"]]
    tables = {
        MONITORING.key: monitoring_table(surveys, cards, records[TASKS.key], state.lists),
        SURVEY_CALLS.key: survey_calls(active, surveys, state.today, settings.monitoring),
        FALLING_PURCHASES.key: falling,
        SOLVENCY.key: solvency(in_work, falling, solvency_answers(surveys), state.today, settings.monitoring),
    }
    problems = (
        *monitoring_problems(surveys, state.cards, state.facts, state.today),
        *falling_problems(falling, first_on, state.today),
    )
    return Watch(tables, problems)


def watch_tables(state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the four sheets by key and the problems; of one manager: of his clients, ranked among themselves."""
    found = watch(state)
    if not manager:
        return {**found.tables}, found.problems
    tables = {key: ranked(table, manager) for key, table in found.tables.items()}
    own = set(state.cards.loc[state.cards["manager"] == manager, "client_code"])
    return tables, tuple(one for one in found.problems if getattr(one, "client_code", "") in own)


def watch_actions(state: State, tables: Mapping[str, pd.DataFrame]) -> list[Action]:
    """Return what «Начало» says of surveys and of clients that buy less; `tables` are those of the workbook.

    METHOD sections 1, 10, 11. The tables of a manager's workbook hold his clients only.
    """
    return [
        *monitoring_actions(tables[SURVEY_CALLS.key], _alarms_now(state), _undone_tasks(state)),
        *falling_actions(tables[FALLING_PURCHASES.key]),
    ]


@once
def _alarms_now(state: State) -> pd.DataFrame:
    return alarms_in_force(surveys_of(state), state.today, state.settings.monitoring.old_days)


@once
def _undone_tasks(state: State) -> frozenset[str]:
    tasks = state.records[TASKS.key]
    return frozenset(tasks.loc[tasks["done_on"].isna(), "row_id"])


@once
def baselines_of(state: State) -> pd.DataFrame:
    """Return baseline and purchases of now of every client with sales in 15 months, whether he cuts or not."""
    first_on = state.first_sale_on()
    periods = crisis_periods(state.records[FALLING_PURCHASES.key], first_on, state.today)
    amounts = period_amounts(state.lines, periods)
    windows = with_typed_month(falling_windows(state.lines, state.today), periods, amounts)
    return falling_baseline(windows, months_covered(first_on, state.today), state.settings.falling)


def _falling(state: State, surveys: pd.DataFrame, cards: pd.DataFrame) -> pd.DataFrame:
    typed, settings = state.records[FALLING_PURCHASES.key], state.settings
    left = set(state.statuses.loc[state.statuses["status"] == _LEFT, "client_code"])
    clients = cards.drop(columns=["turnover_12m_rub", "is_archived"])
    clients["forecast"] = as_text(
        clients["client_code"].map(last_forecasts(surveys, state.today, settings.monitoring.old_days)).astype(object)
    )
    clients["is_followed"] = clients["client_code"].isin(active_codes(state.statuses) - left)
    return falling_purchases(baselines_of(state), typed, clients, settings.falling)
