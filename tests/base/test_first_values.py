"""What was stored first in a cell stays what was stored first, whatever comes after it."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from clientbase_xl.base.first_values import first_values
from clientbase_xl.base.journal import Change
from clientbase_xl.base.store import Base
from tests.support.governed import put

MONDAY = "2026-11-16"


def forecast(manager: str, old: str | None, new: str | None, column: str = "expected_rub") -> Change:
    return Change("week_forecast", (manager, MONDAY), column, old, new)


def at(day: int) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day:02d}T09:00")


def test_the_first_value_stands_however_often_it_is_corrected(base: Base) -> None:
    put(base, forecast("Иванова", None, "100.50"), forecast("Петров", None, "7"), at=at(13))
    put(base, forecast("Иванова", "100.5", "90"), at=at(17))
    put(base, forecast("Иванова", "90", "80"), at=at(20))
    found = first_values(base, "week_forecast", "expected_rub")
    assert found.values.tolist() == [
        ["Иванова", pd.Timestamp(MONDAY), 100.5, pd.Timestamp(at(13)), 2],
        ["Петров", pd.Timestamp(MONDAY), 7.0, pd.Timestamp(at(13)), 0],
    ]


def test_an_emptied_cell_does_not_begin_anew(base: Base) -> None:
    put(base, forecast("Иванова", None, "100"), forecast("Иванова", None, "50", "commit_rub"), at=at(13))
    put(base, forecast("Иванова", "100", None), at=at(14))
    put(base, forecast("Иванова", None, "60"), at=at(17))
    found = first_values(base, "week_forecast", "expected_rub")
    assert found[["first_value", "count_changes"]].values.tolist() == [[100.0, 1]]


def test_the_past_is_as_it_was_known_then(base: Base) -> None:
    put(base, forecast("Иванова", None, "100"), at=at(13))
    put(base, forecast("Иванова", "100", "90"), forecast("Петров", None, "7"), at=at(17))
    found = first_values(base, "week_forecast", "expected_rub", at(16))
    assert found[["manager", "count_changes"]].values.tolist() == [["Иванова", 0]]


def test_without_forecasts_there_is_an_empty_table(base: Base) -> None:
    found = first_values(base, "week_forecast", "expected_rub")
    assert found.empty
    assert list(found.columns) == ["manager", "week_start_on", "first_value", "first_at", "count_changes"]


def test_months_and_weeks_are_apart(base: Base) -> None:
    put(base, Change("plan_forecast", ("Иванова", "2026-11-01"), "expected_rub", None, "5"), at=at(2))
    assert first_values(base, "week_forecast", "expected_rub").empty
    assert len(first_values(base, "plan_forecast", "expected_rub")) == 1
