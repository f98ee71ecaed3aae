"""Rows that people deleted from a workbook: nothing is deleted in the base, and the answer says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from clientbase_xl.base.rows import read_rows
from tests.support.office import TODAY, Office
from tests.support.own_book import edited


@pytest.fixture
def team(office_of_a_team: Office, tmp_path: Path) -> Office:
    team = office_of_a_team.copy(tmp_path)
    with edited(team.book("день первый", "ветров", manager="Ветров")) as typed:
        typed.add_record("tasks", task="Съездить", manager="Ветров", client_code="1", due_on=TODAY)
        typed.add_record("contacts", contacted_on=TODAY, manager="Ветров", client_code="1", contact_kind="звонок")
    team.send(typed.path, "ветров")
    return team


@pytest.mark.long
@pytest.mark.parametrize("is_emptied", [False, True], ids=["deleted", "emptied"])
def test_a_manager_hears_that_a_deleted_task_stays(team: Office, is_emptied: bool) -> None:
    with edited(team.book("день второй", "ветров", manager="Ветров")) as typed:
        (number,) = read_rows(team.base, "tasks")["row_id"]
        sheet, row = typed.sheet("tasks"), typed.rows("tasks")[number]
        if is_emptied:
            for cell in sheet[row]:
                cell.value = None
        else:
            sheet.delete_rows(row)
    report = team.send(typed.path, "ветров")
    assert [(one.sheet, one.count) for one in report.problems] == [("Задачи", 1)]
    (problem,) = report.problems
    assert number in problem.message
    assert "в базе они остались" in problem.message
    assert problem.remedy == "Задачу закрывают днём в столбце «Выполнена»."
    assert len(read_rows(team.base, "tasks")) == 1


@pytest.mark.long
def test_a_workbook_that_shows_all_its_rows_says_nothing_of_those_of_others(team: Office) -> None:
    assert team.send(team.book("второй", "ветров", manager="Ветров"), "ветров").is_empty
    assert team.send(team.book("чужой", "градова", manager="Градова"), "градова").is_empty
