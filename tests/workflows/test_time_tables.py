"""A time photo typed into a workbook: shares, load of the matrix, the assistant, and what a manager sees of it."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from clientbase_xl.base.rows import read_rows
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office
from tests.support.own_book import OwnBook, edited

CALLS, PAPERS = "Звонки действующим клиентам", "Счета, накладные, договоры"


def type_week(office: Office, manager: str, selling: int, serving: int, user: str, days: int = 5) -> None:
    """Type the same two notes of several days into a workbook and send it."""
    with edited(office.book(f"время {manager}", user=user)) as book:
        for back in range(1, days + 1):
            for activity, minutes in ((CALLS, selling), (PAPERS, serving)):
                day = TODAY - timedelta(days=back)
                book.add_record("time_photo", noted_on=day, manager=manager, activity=activity, count_minutes=minutes)
    report = office.send(book.path, user)
    assert (report.count_applied, report.problems) == (days * 2 * 4, ())


def tables_of(office: Office, manager: str = "") -> dict[str, pd.DataFrame]:
    return workbook_tables(office.base, load_state(office.base, TODAY), manager, has_cards=False)[0]


@pytest.mark.long
def test_a_typed_week_changes_the_hours_of_the_matrix_and_names_whom_to_unload(team: Office) -> None:
    before = tables_of(team)["contact_load"].set_index("manager")
    # June 2026 has 21 working days: 168 h × 60 % by the setting.
    assert before.loc["Ветров", "hours_available"] == pytest.approx(168 * 0.6)
    type_week(team, "Ветров", 192, 288, "ветров")
    tables = tables_of(team)
    assert tables["contact_load"].set_index("manager").loc["Ветров", "hours_available"] == pytest.approx(168 * 0.4)
    shares = tables["time_shares"].set_index("manager")
    assert (shares.loc["Ветров", "state"], shares.loc["Градова", "state"]) == ("выше ориентира", "нет записей")
    assert shares.loc["Ветров", "hours_freed"] == pytest.approx(168 * 0.2)
    assert tables["time_photo"]["activity_kind"].value_counts().to_dict() == {"продажа": 5, "обслуживание": 5}
    case = tables["assistant_case"].set_index("indicator")
    assert case.loc["Освободится в месяц", "value"] == pytest.approx(33.6)
    assert case["reason"].iloc[-1] == "Нет данных: не вписан ФОТ помощника"


@pytest.mark.long
def test_a_manager_sees_his_own_time_and_no_business_case(team: Office) -> None:
    type_week(team, "Ветров", 192, 288, "ветров")
    type_week(team, "Градова", 400, 80, "градова")
    own = tables_of(team, "Градова")
    assert set(own["time_photo"]["manager"]) == {"Градова"}
    assert own["time_shares"]["manager"].tolist() == ["Градова"]
    assert own["time_shares"]["rank_unload"].tolist() == [2]
    assert own["assistant_case"].empty
    assert tables_of(team)["time_shares"]["manager"].tolist() == ["Ветров", "Градова", "Отдел"]
    assert OwnBook(team.book("её", user="градова")).rows("time_photo").keys() >= set(own["time_photo"]["row_id"])


@pytest.mark.long
def test_the_payroll_of_the_settings_and_the_dictionary_are_used_as_typed(team: Office) -> None:
    with edited(team.book(user="шеф")) as book:
        book.type("settings", "time.payroll_rub", value=70_000)
        book.type("lists", f"activities/{PAPERS}", note="Продажа")
    assert team.send(book.path, "шеф").problems == ()
    type_week(team, "Ветров", 192, 288, "ветров")
    tables = tables_of(team)
    assert set(tables["time_photo"]["activity_kind"]) == {"продажа"}
    assert tables["time_shares"].set_index("manager").loc["Ветров", "serving_share"] == 0
    case = tables["assistant_case"].set_index("indicator")
    assert case.loc["ФОТ помощника", "value"] == 70_000
    assert case.loc["Кого разгрузить", "value"] == 0


@pytest.mark.long
def test_more_than_a_day_in_a_day_and_a_strange_activity_are_said(office: Office) -> None:
    with edited(office.book()) as book:
        cells = {"noted_on": date(2026, 5, 29), "manager": "Ветров", "count_minutes": 1440}
        book.add_record("time_photo", activity="Сидел на складе", **cells)
        book.add_record("time_photo", activity=CALLS, **cells)
    office.send(book.path)
    _, problems = workbook_tables(office.base, load_state(office.base, TODAY), "", has_cards=False)
    said = [problem.message for problem in problems if problem.sheet == "Хронометраж"]
    assert any("Сидел на складе" in one and "не входят в доли" in one for one in said)
    assert any("записано 2\xa0880 минут, в сутках 1440" in one for one in said)
    assert len(read_rows(office.base, "time_photo")) == 2
