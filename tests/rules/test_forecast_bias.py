"""Bias of forecasts, worked out by hand. Today is Friday 20.11.2026: eight full weeks are 21.09–15.11."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.forecast_bias import counted_first, forecast_bias
from clientbase_xl.schemas.plan_forecast import FORECAST_BIAS

TODAY = date(2026, 11, 20)
NAN = float("nan")


def weeks(*rows: tuple[str, str, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["manager", "week_start_on", "first_expected_rub", "fact_rub"])
    return frame.assign(
        week_start_on=pd.to_datetime(frame["week_start_on"]).astype("datetime64[us]"),
        first_expected_rub=frame["first_expected_rub"].astype("float64"),
        fact_rub=frame["fact_rub"].astype("float64"),
    )


def bias_of(table: pd.DataFrame, manager: str) -> tuple[float, int]:
    row = table.set_index("manager").loc[manager]
    return float(row["bias"]), int(row["count_weeks"])


def test_bias_is_the_sum_of_misses_over_the_sum_of_facts() -> None:
    # Иванова: (120 − 100) + (90 − 100) + (150 − 100) = 60 of 300. Петров: (80 − 100) of 100. Department: 40 of 400.
    rows = weeks(
        ("Иванова", "2026-10-26", 120, 100),
        ("Иванова", "2026-11-02", 90, 100),
        ("Иванова", "2026-11-09", 150, 100),
        ("Петров", "2026-11-09", 80, 100),
    )
    table = forecast_bias(rows, TODAY, 8, ["Иванова", "Петров"])
    assert tuple(table.columns) == FORECAST_BIAS.keys
    assert bias_of(table, "Иванова") == (pytest.approx(0.20), 3)
    assert bias_of(table, "Петров") == (pytest.approx(-0.20), 1)
    assert bias_of(table, "") == (pytest.approx(0.10), 3)
    reasons = table.set_index("manager")["reason"].str.replace("\u00a0", " ")
    assert reasons["Иванова"] == ("смещение прогноза: +20 %, первые ожидания 360 ₽ против факта 300 ₽ за 3 из 8 недель")


@pytest.mark.parametrize(
    ("monday", "counts"),
    [("2026-09-14", False), ("2026-09-21", True), ("2026-11-09", True), ("2026-11-16", False), ("2026-11-23", False)],
)
def test_the_last_eight_full_weeks_count(monday: str, counts: bool) -> None:
    table = forecast_bias(weeks(("Иванова", monday, 150, 100)), TODAY, 8, ["Иванова"])
    assert bias_of(table, "Иванова")[1] == int(counts)


def test_on_a_monday_the_week_before_is_full() -> None:
    table = forecast_bias(weeks(("Иванова", "2026-11-16", 150, 100)), date(2026, 11, 23), 8, ["Иванова"])
    assert bias_of(table, "Иванова") == (0.5, 1)


@pytest.mark.parametrize(
    "row",
    [
        ("Иванова", "2026-11-09", NAN, 100.0),  # skipped
        ("Иванова", "2026-11-09", 100.0, NAN),  # before the ledger
        ("Иванова", "2026-11-09", 100.0, 0.0),  # nothing shipped: no ratio
        ("Иванова", "2026-11-09", 100.0, -5.0),  # returns only
    ],
)
def test_without_forecasts_or_facts_there_is_no_data(row: tuple[str, str, float, float]) -> None:
    table = forecast_bias(weeks(row), TODAY, 8, ["Иванова"])
    assert pd.isna(bias_of(table, "Иванова")[0])
    assert "нет данных" in table["reason"].iloc[0]


def test_a_week_of_nothing_shipped_counts_among_others() -> None:
    rows = weeks(("Иванова", "2026-11-02", 50, 0), ("Иванова", "2026-11-09", 100, 100))
    assert bias_of(forecast_bias(rows, TODAY, 8, ["Иванова"]), "Иванова") == (0.5, 2)


def test_an_empty_base_has_a_row_for_the_department() -> None:
    table = forecast_bias(weeks(), TODAY, 8, [])
    assert table["manager"].tolist() == [""]
    assert pd.isna(table["bias"].iloc[0])


@pytest.mark.parametrize(
    ("saved", "counts"),
    [("2026-11-06T10:00", True), ("2026-11-15T23:59", True), ("2026-11-16T00:00", False), ("2026-11-20T09:00", False)],
)
def test_a_forecast_saved_after_its_week_is_none(saved: str, counts: bool) -> None:
    monday = pd.Timestamp("2026-11-09")
    history = pd.DataFrame(
        {
            "manager": ["Иванова"],
            "week_start_on": [monday],
            "first_value": [100.0],
            "first_at": [pd.Timestamp(saved)],
            "count_changes": [2],
        }
    )
    found = counted_first(history, "week_start_on", {monday: pd.Timestamp("2026-11-15")})
    assert found[["first_expected_rub", "count_corrections"]].values.tolist() == ([[100.0, 2]] if counts else [])
