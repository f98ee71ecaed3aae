"""Plans and forecasts of two managers on Friday 20.11.2026, for tests of their tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.forecast_bias import forecast_bias
from clientbase_xl.rules.plan_table import PlanInput, finish_months, finish_weeks, month_table, week_table
from clientbase_xl.rules.working_days import read_calendar
from clientbase_xl.settings import PlanSettings
from tests.support.lists import default_lists

TODAY = date(2026, 11, 20)
CALENDAR = read_calendar(default_lists())[0]
NAN = float("nan")
SETTINGS = PlanSettings(count_months_back=1, count_months_ahead=1, count_weeks=2)
MONTHS = [
    ("Иванова", "2026-10-01", 2200.0),
    ("Иванова", "2026-11-01", 1300.0),
    ("Петров", "2026-10-01", 0.0),
    ("Петров", "2026-11-01", 500.0),
    ("", "2026-11-01", 7.0),
    ("Ушедшая", "2026-10-01", 90.0),
    ("Ушедшая", "2026-11-01", 0.0),
]
WEEKS = [
    ("Иванова", "2026-11-02", 400.0),
    ("Иванова", "2026-11-09", 500.0),
    ("Иванова", "2026-11-16", 300.0),
    ("Петров", "2026-11-16", 80.0),
    ("", "2026-11-16", 7.0),
]
PLANS = [("Иванова", "2026-11-01", 2000.0, 1500.0, 1800.0, 2500.0), ("Иванова", "2026-12-01", 2200.0, NAN, NAN, NAN)]
FORECASTS = [("Иванова", "2026-11-09", 300.0, 550.0, 700.0), ("Иванова", "2026-11-16", NAN, 450.0, NAN)]
FIRST_WEEKS = [
    ("Иванова", "2026-11-09", 600.0, "2026-11-09T07:00", 1),
    ("Иванова", "2026-11-02", 390.0, "2026-11-09T07:00", 0),  # saved when the week was over
    ("Иванова", "2026-11-16", 450.0, "2026-11-13T07:00", 0),
]
FIRST_MONTHS = [("Иванова", "2026-11-01", 1700.0, "2026-11-02T07:00", 2)]


def table(rows: list[tuple[Any, ...]], *keys: str) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["manager", *keys])
    return frame.assign(**{keys[0]: pd.to_datetime(frame[keys[0]]).astype("datetime64[us]")})


def first(rows: list[tuple[Any, ...]], key: str) -> pd.DataFrame:
    frame = table(rows, key, "first_value", "first_at", "count_changes")
    return frame.assign(first_at=pd.to_datetime(frame["first_at"]))


def given(today: date = TODAY, managers: tuple[str, ...] = ("Иванова", "Петров"), **changed: Any) -> PlanInput:
    values: dict[str, Any] = {
        "months": table(MONTHS, "month_start_on", "turnover_rub"),
        "weeks": table(WEEKS, "week_start_on", "turnover_rub"),
        "stored_months": table(PLANS, "month_on", "plan_rub", "commit_rub", "expected_rub", "best_rub"),
        "stored_weeks": table(FORECASTS, "week_start_on", "commit_rub", "expected_rub", "best_rub"),
        "first_months": first(FIRST_MONTHS, "month_on"),
        "first_weeks": first(FIRST_WEEKS, "week_start_on"),
        "calendar": CALENDAR,
        "settings": SETTINGS,
    }
    return PlanInput(today=today, managers=managers, **(values | changed))


def empty_input(today: date = TODAY) -> PlanInput:
    return given(
        today,
        (),
        months=table([], "month_start_on", "turnover_rub"),
        weeks=table([], "week_start_on", "turnover_rub"),
        stored_months=table([], "month_on", "plan_rub", "commit_rub", "expected_rub", "best_rub"),
        stored_weeks=table([], "week_start_on", "commit_rub", "expected_rub", "best_rub"),
        first_months=first([], "month_on"),
        first_weeks=first([], "week_start_on"),
    )


def made(one: PlanInput) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    months = month_table(one)
    weeks = week_table(one, months)
    biases = forecast_bias(weeks, one.today, one.settings.count_weeks, sorted(set(months["manager"])))
    proposals = table(
        [("Иванова", "2026-11-01", 1900.0, 3, 1, 2, 10.0)],
        *("month_on", "proposal_rub", "count_clients", "count_young", "count_left", "lapsed_rub"),
    )
    return finish_months(months, proposals, biases, one), finish_weeks(weeks, one), biases
