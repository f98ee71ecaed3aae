"""«План и прогноз», «Прогноз недели» of a computed state, and the lines of the weekly pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC

import pandas as pd

from clientbase_xl.base.first_values import first_values
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.client_months import client_months, ledger_first_on
from clientbase_xl.ledger.manager_totals import manager_weeks
from clientbase_xl.problems import Problem
from clientbase_xl.rules.forecast_bias import DEPARTMENT_KEY, forecast_bias
from clientbase_xl.rules.forecast_order import forecast_order
from clientbase_xl.rules.joined import join_clients
from clientbase_xl.rules.periods import month_start, shift_months, week_start
from clientbase_xl.rules.plan_lines import plan_lines
from clientbase_xl.rules.plan_periods import month_end, shown_months
from clientbase_xl.rules.plan_proposal import COUNT_MONTHS, manager_proposals, plan_proposal
from clientbase_xl.rules.plan_table import PlanInput, finish_months, finish_weeks, month_table, week_table
from clientbase_xl.rules.working_days import calendar_gaps, read_calendar
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, WEEK_FORECAST
from clientbase_xl.workflows.state import State, once

_FIRST = "expected_rub"
"""The forecast of which the first saved value counts (METHOD 19: bias is that of the expectation)."""

MOST_WEEKS = 260
"""Older weeks have no fact on the sheet."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Both sheets and the bias of all managers on one date; `problems` of the forecasts and of the calendar."""

    months: pd.DataFrame
    weeks: pd.DataFrame
    biases: pd.DataFrame
    given: PlanInput
    calendar_problems: tuple[Problem, ...]

    @property
    def managers(self) -> tuple[str, ...]:
        """Return everybody who has a row on one of the sheets, by alphabet."""
        return tuple(sorted({*self.months["manager"], *self.weeks["manager"]}))

    def lines(self, managers: Iterable[str] = ()) -> pd.DataFrame:
        """Return PLAN_LINES of the department, then of the given managers: four lines each, for the weekly pages."""
        return plan_lines(self.months, self.weeks, self.biases, self.given, managers)

    def of_manager(self, manager: str) -> dict[str, pd.DataFrame]:
        """Return the two sheets by key, of one manager when one is named."""
        tables = {PLAN_FORECAST.key: self.months, WEEK_FORECAST.key: self.weeks}
        if not manager:
            return tables
        return {key: table[table["manager"] == manager].reset_index(drop=True) for key, table in tables.items()}


def plan_tables(base: Base, state: State, manager: str = "") -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the two sheets by key and what is wrong with forecasts and calendar; of one manager: his own."""
    found = plans(base, state)
    tables = found.of_manager(manager)
    of_order = [one for sheet in (PLAN_FORECAST, WEEK_FORECAST) for one in forecast_order(tables[sheet.key], sheet)]
    return tables, (*found.calendar_problems, *of_order)


def plans(base: Base, state: State) -> Plans:
    """Return plans and forecasts of all managers on the state's date (METHOD sections 13 and 19)."""
    if "plans" not in state.memo:
        state.memo["plans"] = _plans(base, state)
    found: Plans = state.memo["plans"]
    return found


def _plans(base: Base, state: State) -> Plans:
    settings, today = state.settings.plan, state.today
    calendar, wrong_days = read_calendar(state.lists)
    months, stored = state.months(), state.records
    given = PlanInput(
        today=today,
        managers=managers_at_work(state, months),
        months=months,
        weeks=manager_weeks(state.lines, today, _weeks_needed(state), state.settings.facts),
        stored_months=stored[PLAN_FORECAST.key],
        stored_weeks=stored[WEEK_FORECAST.key],
        first_months=_first_saved(base, state, PLAN_FORECAST.key),
        first_weeks=_first_saved(base, state, WEEK_FORECAST.key),
        calendar=calendar,
        settings=settings,
    )
    by_month = month_table(given)
    by_week = week_table(given, by_month)
    names = sorted({*by_month["manager"], *by_week["manager"]} - {DEPARTMENT_KEY})
    biases = forecast_bias(by_week, today, settings.count_weeks, names)
    proposals = manager_proposals(proposal_table(state))
    days = [end for first in shown_months(today, settings) for end in (first, month_end(first))]
    gaps = calendar_gaps(calendar, days) if names else ()
    return Plans(
        finish_months(by_month, proposals, biases, given),
        finish_weeks(by_week, given),
        biases,
        given,
        (*wrong_days, *gaps),
    )


def _first_saved(base: Base, state: State, sheet_key: str) -> pd.DataFrame:
    """Return what `first_values` gives, moments by the clock on the wall: a week ends with its Sunday there."""
    found = first_values(base, sheet_key, _FIRST, state.moment)
    local = found["first_at"].dt.tz_localize(UTC).dt.tz_convert(state.zone).dt.tz_localize(None)
    return found.assign(first_at=local.astype("datetime64[us]"))


def _weeks_needed(state: State) -> int:
    """Return how many weeks of facts the sheet needs: those of bias and all that have a stored forecast."""
    first = state.records[WEEK_FORECAST.key]["week_start_on"].min()
    stored = 0 if pd.isna(first) else (week_start(state.today) - first.date()).days // 7
    return 1 + min(max(state.settings.plan.count_weeks, stored), MOST_WEEKS)


@once
def months_of_clients(state: State) -> pd.DataFrame:
    """Return the turnover of the clients in the full months that the proposal looks at (METHOD 13)."""
    return client_months(state.lines, state.today, COUNT_MONTHS, state.settings)


def proposal_table(
    state: State, count_months_ahead: int | None = None, codes: Collection[str] | None = None
) -> pd.DataFrame:
    """Return the plan proposal client by client, without reasons (PLAN_PROPOSAL).

    So far ahead when it is said, and for these clients only when they are named.
    """
    settings = state.settings.plan
    if count_months_ahead is not None:
        settings = settings.model_copy(update={"count_months_ahead": count_months_ahead})
    return plan_proposal(
        months_of_clients(state),
        state.facts,
        state.cards,
        state.statuses,
        ledger_first_on(state.lines, state.today),
        state.today,
        settings,
        codes,
    )


def managers_at_work(state: State, months: pd.DataFrame) -> tuple[str, ...]:
    """Return for whom plans are made: who leads a client of the active base, or sold this month or the last one."""
    cards = join_clients(state.facts, state.cards, ("manager",))
    active = state.statuses.loc[state.statuses["is_active_base"], "client_code"]
    leading = cards.loc[cards["client_code"].isin(active), "manager"].dropna()
    recent = months["month_start_on"] >= pd.Timestamp(shift_months(month_start(state.today), -1))
    selling = months.loc[recent & (months["turnover_rub"] != 0), "manager"].dropna()
    return tuple(sorted({*leading, *selling} - {DEPARTMENT_KEY}))
