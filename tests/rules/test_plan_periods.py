"""Months and weeks of the plan sheets: which are shown, for whom, and where they stand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.plan_periods import (
    facts_of,
    month_end,
    period_of,
    plan_rows,
    shown_months,
    shown_weeks,
    week_end,
)
from clientbase_xl.settings import PlanSettings

DEFAULTS = PlanSettings()


def days(frame: pd.DataFrame) -> list[tuple[str, str]]:
    return [(manager, f"{day:%Y-%m-%d}") for manager, day in frame[["manager", "month_on"]].values.tolist()]


def table(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["manager", "month_on", "turnover_rub"])
    return frame.assign(month_on=pd.to_datetime(frame["month_on"]).astype("datetime64[us]"))


def test_three_months_back_and_three_ahead_over_the_turn_of_the_year() -> None:
    assert [f"{day:%Y-%m}" for day in shown_months(date(2026, 12, 31), DEFAULTS)] == [
        *("2026-09", "2026-10", "2026-11", "2026-12"),
        *("2027-01", "2027-02", "2027-03"),
    ]


@pytest.mark.parametrize("today", [date(2026, 11, 16), date(2026, 11, 22)])
def test_eight_weeks_back_the_current_and_the_next_one(today: date) -> None:
    weeks = shown_weeks(today, DEFAULTS)
    assert (len(weeks), weeks[0], weeks[-1]) == (10, date(2026, 9, 21), date(2026, 11, 23))


def test_ends_of_leap_february_of_december_and_of_a_week() -> None:
    assert month_end(date(2028, 2, 1)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 1)) == date(2026, 12, 31)
    assert week_end(date(2026, 12, 28)) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("today", "period"),
    [("2026-10-31", "впереди"), ("2026-11-01", "идёт"), ("2026-11-30", "идёт"), ("2026-12-01", "прошёл")],
)
def test_a_period_goes_on_from_its_first_to_its_last_day(today: str, period: str) -> None:
    assert period_of(date(2026, 11, 1), date(2026, 11, 30), date.fromisoformat(today)) == period


def test_rows_are_those_at_work_those_who_sold_and_what_is_stored() -> None:
    shown = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]
    sold = table(
        [
            ("Ушедший", "2026-09-01", 5.0),  # before what is shown
            ("Ушедший", "2026-10-01", 5.0),
            ("Ушедший", "2026-11-01", 0.0),
            ("Возврат", "2026-11-01", -5.0),
            ("", "2026-11-01", 5.0),  # nobody plans for nobody
        ]
    )
    stored = table([("Прежний", "2025-01-01", 0.0), ("Иванова", "2026-10-01", 0.0)])
    rows = plan_rows("month_on", shown, date(2026, 11, 20), ["Иванова"], sold, stored)
    assert days(rows) == [
        ("Возврат", "2026-11-01"),
        ("Иванова", "2026-10-01"),
        ("Иванова", "2026-11-01"),
        ("Иванова", "2026-12-01"),
        ("Прежний", "2025-01-01"),
        ("Ушедший", "2026-10-01"),
    ]


def test_a_fact_is_unknown_before_the_ledger_and_0_where_others_sold() -> None:
    rows = table([("Иванова", "2026-09-01", 0), ("Иванова", "2026-10-01", 0), ("Петров", "2026-10-01", 0)])
    totals = table([("Иванова", "2026-10-01", 7.0)])
    found = facts_of(rows[["manager", "month_on"]], "month_on", totals, date(2026, 11, 20))
    assert found.tolist() == pytest.approx([float("nan"), 7.0, 0.0], nan_ok=True)
