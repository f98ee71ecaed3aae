"""The team of the stress test from the typed tables (METHOD section 15)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_team_matrix import team_matrix, team_vacations
from clientbase_xl.rules.fbs_vacations import Vacation

FUNCTIONS = pd.DataFrame(
    [("1", "Заявки", "Высший (1)"), ("2", None, "Средний (2)"), ("3", "Отчёты", None)],
    columns=["row_id", "function", "level"],
)


def matrix(roles: list[tuple[str, str, str | None]], *employees: tuple[str, bool]) -> FbsMatrix:
    """Return the matrix of roles (function, employee, role) and employees (name, no longer works)."""
    lists = pd.DataFrame(
        [("employees", name, is_closed) for name, is_closed in employees], columns=["list_key", "value", "is_closed"]
    )
    return team_matrix(FUNCTIONS, pd.DataFrame(roles, columns=["function_id", "employee", "role"]), lists)


def test_functions_without_a_name_are_no_functions_and_names_are_compared_as_people_do() -> None:
    found = matrix([("1", "АЛЁНА", "Владелец"), ("2", "Боря", "Владелец")], ("Алена", False), ("Боря", False))
    assert (found.functions, found.people, found.levels.tolist()) == (("Заявки", "Отчёты"), ("АЛЁНА", "Боря"), [1, 0])
    assert found.is_owner.tolist() == [[True, False], [False, False]]


def test_who_no_longer_works_can_do_nothing_and_a_stranger_can() -> None:
    roles = [("1", "Ушёл", "Владелец"), ("1", "Чужой", "2 бэкапер"), ("3", "Аня", "1 бэкапер"), ("3", "Чужой", None)]
    found = matrix(roles, ("Аня", False), ("ушел", True))
    assert found.people == ("Аня", "Чужой")
    assert found.is_backup.tolist() == [[False, True], [True, False]]
    assert found.is_second is not None
    assert found.is_second.tolist() == [[False, True], [False, False]]


def test_without_people_there_is_no_column() -> None:
    assert matrix([]).people == ()
    assert matrix([], ("Ушёл", True)).people == ()
    assert matrix([]).is_able.shape == (2, 0)


def test_functions_of_one_name_are_told_apart() -> None:
    functions = pd.DataFrame(
        [("1", "Отчёты", "Продажи"), ("2", "Отчёты", None), ("3", "Отчёты ", "Склад"), ("4", "Отчёты", "Склад")],
        columns=["row_id", "function", "department"],
    ).assign(level=None)
    lists = pd.DataFrame([("employees", "Аня", False)], columns=["list_key", "value", "is_closed"])
    roles = pd.DataFrame(columns=["function_id", "employee", "role"])
    names = team_matrix(functions, roles, lists).functions
    assert names == ("Отчёты (Продажи)", "Отчёты", "Отчёты (Склад)", "Отчёты (Склад) № 2")


def test_absences_need_a_name_and_both_days() -> None:
    day = date(2026, 8, 3)
    rows = [("Аня", day, day), (None, day, day), ("Боря", None, day), ("Боря", "2026-08-04", "2026-08-02")]
    found = team_vacations(pd.DataFrame(rows, columns=["employee", "away_from", "away_to"], dtype=object))
    assert found == (Vacation("Аня", day, day), Vacation("Боря", date(2026, 8, 4), date(2026, 8, 2)))
