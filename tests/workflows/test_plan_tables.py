"""Plans and forecasts travel home, the first one counts, and nobody forecasts for a colleague."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.base.first_values import first_values
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.store import Base
from clientbase_xl.workflows.plan_tables import plan_tables, plans
from clientbase_xl.workflows.state import load_state
from tests.support.office import NOW, TODAY, Office
from tests.support.own_book import OwnBook, edited

pytestmark = pytest.mark.long

JUNE, MONDAY = "Ветров/2026-06-01 00:00:00", "Ветров/2026-06-01 00:00:00"
OTHER = "Градова/2026-06-01 00:00:00"


def forecast(team: Office, user: str, name: str, **cells: float) -> None:
    """Type a forecast of the week and send it."""
    with edited(team.book(name, user=user)) as book:
        book.type("week_forecast", MONDAY, **cells)
    report = team.send(book.path, user)
    assert report.problems == ()
    assert report.count_applied == len(cells)


@pytest.mark.long
def test_a_forecast_is_stored_at_once_and_a_later_one_is_a_correction(team: Office) -> None:
    forecast(team, "ветров", "первая книга", commit_rub=300, expected_rub=500, best_rub=800)
    forecast(team, "ветров", "вторая книга", expected_rub=450)
    found = first_values(team.base, "week_forecast", "expected_rub")
    assert found[["manager", "first_value", "count_changes"]].values.tolist() == [["Ветров", 500.0, 1]]
    weeks = plans(team.base, load_state(team.base, TODAY)).weeks
    row = weeks[(weeks["manager"] == "Ветров") & (weeks["period"] == "идёт")].iloc[0]
    assert (row["expected_rub"], row["first_expected_rub"], row["count_corrections"]) == (450.0, 500.0, 1)
    assert team.is_whole()


@pytest.mark.long
@pytest.mark.parametrize(("hours", "counted"), [(0, None), (-9, None), (-10, 500.0)])
def test_a_week_ends_by_the_clock_on_the_wall(team: Office, hours: int, counted: float | None) -> None:
    with edited(team.book(user="ветров")) as book:
        book.type("week_forecast", "Ветров/2026-05-25 00:00:00", expected_rub=500)
    assert team.send(book.path, "ветров").count_applied == 1  # Monday, 09:02 UTC: ten hours to the west still Sunday
    zone = timezone(timedelta(hours=hours)) if hours else UTC
    weeks = plans(team.base, load_state(team.base, TODAY, zone=zone)).weeks
    row = weeks[(weeks["manager"] == "Ветров") & (weeks["week_start_on"] == "2026-05-25")].iloc[0]
    assert row["expected_rub"] == 500
    assert (row["first_expected_rub"] == 500) if counted else pd.isna(row["first_expected_rub"])


@pytest.mark.long
def test_the_past_does_not_know_what_was_forecast_later(team: Office) -> None:
    forecast(team, "ветров", "книга", expected_rub=500)
    before = plans(team.base, load_state(team.base, TODAY, NOW)).weeks
    assert before[["expected_rub", "first_expected_rub"]].isna().all().all()


@pytest.mark.long
def test_the_plan_is_the_heads_and_a_manager_is_refused(team: Office) -> None:
    with edited(team.book("книга шефа", user="шеф")) as book:
        book.type("plan_forecast", JUNE, plan_rub=9000)
    assert team.send(book.path, "шеф").count_applied == 1
    with edited(team.book("книга ветрова", user="ветров")) as book:
        book.type("plan_forecast", JUNE, plan_rub=1)
    report = team.send(book.path, "ветров")
    assert (report.count_applied, [one.column for one in report.problems]) == (0, ["План"])
    stored = read_rows(team.base, "plan_forecast")
    assert stored[["manager", "month_on", "plan_rub"]].values.tolist() == [["Ветров", pd.Timestamp(2026, 6, 1), 9000.0]]


@pytest.mark.long
def test_a_manager_does_not_forecast_for_a_colleague(team: Office) -> None:
    with edited(team.book("общая", user="шеф")) as book:
        book.type("week_forecast", OTHER, expected_rub=1)
    report = team.send(book.path, "ветров")
    assert report.count_applied == 0
    assert "это запись менеджера Градова" in report.problems[0].message


@pytest.mark.long
def test_a_managers_workbook_holds_his_own_rows_only(team: Office) -> None:
    book = OwnBook(team.book("своя", user="ветров"))
    for sheet_key in ("plan_forecast", "week_forecast"):
        assert {key.partition("/")[0] for key in book.rows(sheet_key)} == {"Ветров"}


@pytest.mark.long
@pytest.mark.parametrize("day", [date(2026, 6, 5), "июнь"])
def test_a_row_of_a_day_that_begins_no_month_is_refused(team: Office, day: object) -> None:
    with edited(team.book("книга шефа", user="шеф")) as book:
        row, (_, places) = book.rows("plan_forecast")[JUNE], book.header("plan_forecast")
        book.type("plan_forecast", JUNE, plan_rub=9000)
        book.sheet("plan_forecast").cell(row, places["month_on"]).value = day
    report = team.send(book.path, "шеф")
    assert report.count_applied == 0
    assert any("Строка не принята" in one.message or "без" in one.message for one in report.problems)
    assert read_rows(team.base, "plan_forecast").empty


@pytest.mark.long
def test_a_guarantee_above_the_expectation_is_a_problem(team: Office) -> None:
    with edited(team.book("книга", user="ветров")) as book:
        book.type("week_forecast", MONDAY, commit_rub=700, expected_rub=500)
    team.send(book.path, "ветров")
    _, problems = plan_tables(team.base, load_state(team.base, TODAY), "Ветров")
    assert [(one.sheet, one.column) for one in problems] == [("Прогноз недели", "Гарантия")]
    assert plan_tables(team.base, load_state(team.base, TODAY), "Градова")[1] == ()


def test_the_fact_of_the_department_is_the_turnover_of_the_ledger(team: Office) -> None:
    lines = plans(team.base, load_state(team.base, date(2026, 5, 20))).lines(["Ветров", "Градова"])
    month = lines[lines["starts_on"] == pd.Timestamp(2026, 5, 1)].set_index("manager")
    # Two sales of 1 000 by Ветров, one of 300 by Градова; 11 of the 19 working days have passed.
    assert month["fact_rub"].to_dict() == {"Отдел": 2300.0, "Ветров": 2000.0, "Градова": 300.0}
    assert month["run_rate_rub"].to_dict() == {"Отдел": 3972.73, "Ветров": 3454.55, "Градова": 518.18}


@pytest.mark.long
def test_a_year_that_is_not_entered_and_a_day_that_is_none_are_problems(office: Office) -> None:
    state = load_state(office.base, TODAY)
    lists = state.lists[state.lists["list_key"] != "holidays"]
    assert [one.value for one in plan_tables(office.base, replace(state, lists=lists, memo={}))[1]] == ["2026"]
    lists = state.lists.copy()
    lists.loc[lists["value"] == "12.06.2026", "value"] = "День России"
    (problem,) = plan_tables(office.base, replace(state, lists=lists, memo={}))[1]
    assert (problem.sheet, problem.value) == ("Справочники", "День России")


def test_an_empty_base_has_empty_sheets_and_no_problems(tmp_path: Path) -> None:
    base = Base.init(tmp_path / "пусто", at=NOW, by="я")
    tables, problems = plan_tables(base, load_state(base, TODAY))
    assert [len(table) for table in tables.values()] == [0, 0]
    assert problems == ()
