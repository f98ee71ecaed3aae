"""«План и прогноз» and «Прогноз недели», worked out by hand. Today is Friday 20.11.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, WEEK_FORECAST
from tests.support.plan_sample import NAN, empty_input, given, made, table


def row(frame: pd.DataFrame, manager: str, day: str) -> pd.Series[Any]:
    found = frame[(frame["manager"] == manager) & (frame.iloc[:, 1] == pd.Timestamp(day))]
    assert len(found) == 1
    return found.iloc[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_managers_at_work_have_every_month_and_one_who_left_those_in_which_he_sold() -> None:
    months, weeks, _ = made(given())
    assert tuple(months.columns) == PLAN_FORECAST.keys
    assert tuple(weeks.columns) == WEEK_FORECAST.keys
    shown = months.groupby("manager")["month_on"].apply(lambda days: [f"{day:%m}" for day in days]).to_dict()
    assert shown == {"Иванова": ["10", "11", "12"], "Петров": ["10", "11", "12"], "Ушедшая": ["10"]}
    assert months["period"].tolist() == ["прошёл", "идёт", "впереди"] * 2 + ["прошёл"]


def test_the_month_has_its_fact_and_the_run_rate_of_13_of_20_working_days() -> None:
    found = row(made(given())[0], "Иванова", "2026-11-01")
    assert (found["fact_rub"], found["plan_share"], found["proposal_rub"]) == (1300.0, 0.65, 1900.0)
    assert found["run_rate_rub"] == 2000.0  # 1 300 ÷ 13 × 20
    assert plain(found["reason"]) == (
        "Предложение: 3 клиента, 1 моложе года, новых не вошло: 2; в том числе 10 ₽ от уснувших и ушедших; "
        "прошло 13 из 20 рабочих дней; первое ожидание внесено 02.11.2026; "
        "смещение прогноза: +20 %, первые ожидания 600 ₽ против факта 500 ₽ за 1 из 2 недель"
    )


def test_the_first_expectation_counts_and_the_last_one_stands_beside_it() -> None:
    _, weeks, biases = made(given())
    found = row(weeks, "Иванова", "2026-11-09")
    assert (found["expected_rub"], found["first_expected_rub"], found["count_corrections"]) == (550.0, 600.0, 1)
    assert found["first_error_rub"] == 100.0
    late = row(weeks, "Иванова", "2026-11-02")
    assert pd.isna(late["first_expected_rub"])
    assert biases.set_index("manager").loc["Иванова", "bias"] == pytest.approx(0.2)


def test_a_forecast_saved_after_its_week_is_said_not_to_count() -> None:
    stored = table(
        [("Иванова", "2026-11-02", NAN, 390.0, NAN)], "week_start_on", "commit_rub", "expected_rub", "best_rub"
    )
    _, weeks, _ = made(given(stored_weeks=stored))
    assert "не в счёт" in row(weeks, "Иванова", "2026-11-02")["reason"]
    assert "прогноза нет" in row(weeks, "Петров", "2026-11-02")["reason"]
    assert "прогноз" not in row(weeks, "Петров", "2026-11-23")["reason"]


def test_a_week_has_its_part_of_the_plans_by_working_days() -> None:
    _, weeks, _ = made(given())
    # November has 20 working days and a plan of 2 000: 500 for five days, 400 for the week of the holiday.
    assert row(weeks, "Иванова", "2026-11-16")["plan_rub"] == 500.0
    assert row(weeks, "Иванова", "2026-11-02")["plan_rub"] == 400.0
    assert pd.isna(row(weeks, "Петров", "2026-11-16")["plan_rub"])
    assert plain(row(weeks, "Иванова", "2026-11-02")["reason"]) == (
        "4 рабочих дня; план: 4 из 20 рабочих дней месяца; прогноза нет"
    )


def test_a_week_over_the_turn_of_a_month_takes_its_days_from_both_plans() -> None:
    _, weeks, _ = made(given(date(2026, 12, 1)))
    found = row(weeks, "Иванова", "2026-11-30")
    # One of 20 days of 2 000 and four of 22 days of 2 200.
    assert found["plan_rub"] == 500.0
    assert "1 из 20 + 4 из 22" in plain(found["reason"])


def test_a_week_of_holidays_has_a_plan_of_nothing() -> None:
    stored = table(
        [("Иванова", "2026-01-01", 100.0, NAN, NAN, NAN)],
        "month_on",
        "plan_rub",
        "commit_rub",
        "expected_rub",
        "best_rub",
    )
    _, weeks, _ = made(given(date(2026, 1, 12), stored_months=stored))
    assert row(weeks, "Иванова", "2026-01-05")["plan_rub"] == 0.0


def test_on_the_first_day_there_is_no_run_rate() -> None:
    months = table([("Иванова", "2026-12-01", 0.0)], "month_start_on", "turnover_rub")
    found = row(made(given(date(2026, 12, 1), months=months))[0], "Иванова", "2026-12-01")
    assert pd.isna(found["run_rate_rub"])
    assert "темп: нет данных" in found["reason"]


def test_in_january_the_shown_months_reach_into_both_years() -> None:
    months, weeks, _ = made(given(date(2027, 1, 1)))
    own = months[months["manager"] == "Петров"]
    assert [f"{day:%Y-%m}" for day in own["month_on"]] == ["2026-12", "2027-01", "2027-02"]
    assert row(months, "Петров", "2027-01-01")["period"] == "идёт"
    assert row(weeks, "Петров", "2026-12-28")["period"] == "идёт"


def test_an_unknown_fact_is_not_zero_and_a_month_of_nothing_is() -> None:
    months, weeks, _ = made(given())
    assert row(months, "Петров", "2026-10-01")["fact_rub"] == 0.0
    assert pd.isna(row(months, "Петров", "2026-12-01")["fact_rub"])
    assert row(weeks, "Петров", "2026-11-09")["fact_rub"] == 0.0  # others sold: he sold nothing


def test_an_empty_base_has_no_rows() -> None:
    months, weeks, _ = made(empty_input())
    assert months.empty
    assert weeks.empty
