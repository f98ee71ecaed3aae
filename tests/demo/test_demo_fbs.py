"""The FBS of the demo is the method's, and its checks find what was planted (METHOD section 15)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.demo.fbs import EMPLOYEES, INTERNET, LEFT, employees_list, fbs_records
from clientbase_xl.rules.fbs_employees_table import fbs_employees_table
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from clientbase_xl.rules.fbs_matrix_table import fbs_matrix_table
from clientbase_xl.rules.fbs_people import fbs_people
from clientbase_xl.rules.fbs_team_matrix import team_matrix, team_vacations
from clientbase_xl.rules.fbs_week import fbs_week, gap_words
from clientbase_xl.rules.vacations_table import vacations_table
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.fbs_words import FBS_LEVELS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import FbsSettings

TODAY = date(2026, 11, 20)
AT_WORK = [name for name, _, is_closed in employees_list() if not is_closed]


@pytest.fixture(scope="module")
def records() -> dict[str, pd.DataFrame]:
    """Return the records of the demo's day."""
    return fbs_records(TODAY)


def test_the_functions_are_those_of_the_method_by_department_with_its_eight_levels(
    records: dict[str, pd.DataFrame],
) -> None:
    functions = records["fbs_functions"]
    assert functions.groupby("department", sort=False).size().tolist() == [11, 6, 2]
    assert [FBS_LEVELS.index(level) + 1 for level in functions["level"][:8]] == [2, 2, 2, 1, 1, 1, 2, 2]
    assert set(functions["level"]) == set(FBS_LEVELS)


def test_the_matrix_has_a_finding_of_most_kinds_and_is_sound_elsewhere(records: dict[str, pd.DataFrame]) -> None:
    people = fbs_people(records["fbs_roles"], AT_WORK)
    assert people.names == tuple(name for name, _ in EMPLOYEES)
    assert people.strangers == (LEFT,)
    functions = fbs_functions_table(records["fbs_functions"])
    table = fbs_matrix_table(functions, records["fbs_roles"], people, FbsSettings())
    checks = table["check"].tolist()
    assert checks.count("в порядке") == 12
    for words in (
        "нет владельца",
        "бэкаперов 1 из 2",
        "есть 2 бэкапер, а первого нет",
        "нет в списке сотрудников",
        "предупреждение: владельцев 2",
    ):
        assert any(words in check for check in checks), words
    sheet = fbs_employees_table(functions, records["fbs_roles"], records["fbs_employees"], people.names)
    assert check_table(sheet, BY_KEY["fbs_employees"]) == ()
    assert "роли больше нет" in set(sheet["role"])


def test_in_the_coming_week_one_function_has_nobody_and_another_its_second_backup(
    records: dict[str, pd.DataFrame],
) -> None:
    lists = pd.DataFrame(
        [("employees", name, closed) for name, _, closed in employees_list()],
        columns=["list_key", "value", "is_closed"],
    ).assign(is_closed=lambda table: table["is_closed"] == "да")
    matrix = team_matrix(records["fbs_functions"], records["fbs_roles"], lists)
    week = fbs_week(matrix, team_vacations(records["vacations"]), TODAY)
    assert week is not None
    assert week.uncovered == ((2, "Формирование базы лидов"),)
    assert gap_words(week.gaps[0]).endswith(f"замещает {INTERNET}: «Холодные звонки» (Высший)")
    assert {name for _, name in week.of_nobody} == {"Сервис и решение проблем", "Отчёты о продажах"}


def test_vacations_lie_around_today_and_one_ends_before_it_begins(records: dict[str, pd.DataFrame]) -> None:
    table = vacations_table(records["vacations"], AT_WORK, TODAY)
    assert set(table["period"].dropna()) == {"прошёл", "впереди"}
    assert sorted(table["check"].dropna()) == ["кончается раньше, чем начался", "нет в списке сотрудников"]
