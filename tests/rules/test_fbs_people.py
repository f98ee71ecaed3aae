"""Whose columns the FBS matrix has (METHOD section 15)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.fbs_people import NOBODY_YET, FbsPeople, employees_of, fbs_people
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.lists import LISTS


def roles(*people: str, role: str | None = "Владелец") -> pd.DataFrame:
    """Return a role of each person in a function of his own."""
    rows = [(f"f-{number}", name, role) for number, name in enumerate(people)]
    return pd.DataFrame(rows, columns=list(FBS_ROLES.keys), dtype=object)


def test_employees_come_in_the_order_of_the_list_and_those_who_left_do_not() -> None:
    rows = [
        ("Сотрудники", "Вера", "логист", None, "employees"),
        ("Сотрудники", "Аня", None, True, "employees"),
        ("Сотрудники", "Боря", None, False, "employees"),
        ("Сотрудники", None, None, None, "employees"),
        ("Менеджеры", "Глеб", None, None, "managers"),
    ]
    assert employees_of(pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)) == ("Вера", "Боря")


def test_people_with_roles_who_are_not_on_the_list_stand_behind_it() -> None:
    found = fbs_people(roles("Яков", "Аня", "Глеб"), ["Вера", "Аня"])
    assert found == FbsPeople(("Вера", "Аня", "Глеб", "Яков"), ("Глеб", "Яков"))


def test_an_emptied_role_makes_nobody_a_stranger() -> None:
    assert fbs_people(roles("Яков", role=None), ["Вера"]).names == ("Вера",)


def test_a_name_spelled_otherwise_is_the_same_person_called_as_his_roles_call_him() -> None:
    assert fbs_people(roles("алена  петрова"), ["Алёна Петрова", "Вера"]) == FbsPeople(("алена  петрова", "Вера"), ())


def test_a_matrix_without_people_has_one_empty_column() -> None:
    assert fbs_people(roles(), []) == FbsPeople((NOBODY_YET,), ())
