"""«План и прогноз» and «Прогноз недели», worked out by hand. Today is Friday 20.11.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.forecast_bias import forecast_bias
from clientbase_xl.rules.plan_lines import plan_lines
from clientbase_xl.rules.plan_table import PlanInput, finish_months, finish_weeks, month_table, week_table
from clientbase_xl.rules.working_days import read_calendar
from clientbase_xl.schemas.plan_forecast import PLAN_FORECAST, PLAN_LINES, WEEK_FORECAST
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
        "Предложение: 3 клиента, 1 моложе года, 2 новых не вошли; уснувшие и ушедшие в нём 10 ₽; "
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


def test_the_department_is_the_sum_and_its_fact_is_that_of_the_ledger() -> None:
    months, weeks, biases = made(given())
    lines = plan_lines(months, weeks, biases, given(), ["Иванова"])
    assert tuple(lines.columns) == PLAN_LINES.keys
    assert lines["manager"].tolist() == ["Отдел"] * 4 + ["Иванова"] * 4
    assert [plain(one) for one in lines["period"].head(4)] == [
        "ноябрь 2026",
        "прошлая неделя",
        "эта неделя",
        "следующая неделя",
    ]
    month = lines.iloc[0]
    assert (month["plan_rub"], month["expected_rub"], month["fact_rub"]) == (2000.0, 1800.0, 1807.0)
    assert month["run_rate_rub"] == 2780.0  # 1 807 ÷ 13 × 20
    assert plain(month["reason"]) == "прошло 13 из 20 рабочих дней; план у 1 из 2; прогноз у 1 из 2"
    week = lines.iloc[2]
    assert (week["fact_rub"], week["expected_rub"], week["run_rate_rub"]) == (387.0, 450.0, 483.75)
    assert lines.iloc[1]["bias"] == pytest.approx(0.2)
    assert lines["bias"].notna().sum() == 2
    assert lines.iloc[4:]["fact_rub"].tolist()[:3] == [1300.0, 500.0, 300.0]


def test_forty_managers_add_up() -> None:
    names = tuple(f"Менеджер {number:02d}" for number in range(40))
    months = table([(name, "2026-11-01", 10.01) for name in names], "month_start_on", "turnover_rub")
    weeks = table([(name, "2026-11-16", 1.0) for name in names], "week_start_on", "turnover_rub")
    one = given(managers=names, months=months, weeks=weeks)
    by_month, by_week, biases = made(one)
    lines = plan_lines(by_month, by_week, biases, one, names)
    assert len(lines) == 41 * 4
    assert lines.iloc[0]["fact_rub"] == 400.4


def test_an_empty_base_has_no_rows_and_a_department_without_data() -> None:
    months, weeks, biases = made(empty_input())
    assert months.empty
    assert weeks.empty
    lines = plan_lines(months, weeks, biases, empty_input(), [])
    assert len(lines) == 4
    assert lines[["plan_rub", "fact_rub", "run_rate_rub", "bias"]].isna().all().all()
