"""«FBS матрица» as a table: a row per function, a column per person, the check of each row (METHOD section 15)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from clientbase_xl.rules.fbs_matrix_table import fbs_matrix_table
from clientbase_xl.rules.fbs_people import FbsPeople
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.schemas.wide import as_shown
from clientbase_xl.settings import FbsSettings
from tests.support.fbs_sheets import EMPLOYEES, STRANGER, fbs_sheets, stored

MATRIX = fbs_sheets(date(2026, 11, 20))["fbs_matrix"].set_index("function", drop=False)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        ("Регулярные звонки", "в порядке"),
        ("Холодные звонки", "в порядке"),
        ("Отчёты о продажах", "в порядке"),
        ("Приём заявок", "ошибка: бэкаперов 1 из 2"),
        ("Исполнение заявок", "ошибка: нет владельца, бэкаперов 0 из 1"),
        ("План закупок", "предупреждение: владельцев 2, первых бэкаперов 2"),
        ("Сервис", "ошибка: бэкаперов 1 из 2, есть 2 бэкапер, а первого нет"),
        ("Рекламации", "ошибка: не указан уровень"),
        ("Паллеты «на '=1+1' [x]»", f"ошибка: нет в списке сотрудников: {STRANGER}"),
        (
            "Без отдела",
            f"ошибка: есть 2 бэкапер, а первого нет, нет в списке сотрудников: {STRANGER}; "
            "предупреждение: владельцев 2",
        ),
    ],
)
def test_each_row_says_what_is_wrong(function: str, words: str) -> None:
    assert MATRIX.loc[function, "check"] == words


def test_the_columns_of_people_stand_between_the_demand_and_the_number() -> None:
    sheet = as_shown(FBS_MATRIX, MATRIX)
    assert list(MATRIX) == list(sheet.keys)
    titles = [column.title for column in sheet]
    assert titles[4:-2] == ["Нужно бэкаперов", *EMPLOYEES, STRANGER, "№ функции"]
    assert check_table(MATRIX.reset_index(drop=True), sheet) == ()


def test_the_demand_follows_the_level_and_the_settings() -> None:
    assert MATRIX["count_needed"].astype(object).where(MATRIX["count_needed"].notna(), None).tolist() == [
        *(2, 1, 0, 2, 1, 1, 2, None, 0, 1)
    ]
    strict = fbs_sheets(date(2026, 11, 20), settings=FbsSettings(backups_low=1))["fbs_matrix"]
    assert strict.loc[2, ["count_needed", "check"]].tolist() == [1, "ошибка: бэкаперов 0 из 1"]


def test_roles_of_a_function_whose_record_is_gone_keep_a_row() -> None:
    kept = stored()
    roles = pd.concat(
        [kept["fbs_roles"], pd.DataFrame([("x-7", EMPLOYEES[0], "Владелец")], columns=list(kept["fbs_roles"]))]
    )
    people = FbsPeople((*EMPLOYEES, STRANGER), (STRANGER,))
    last = fbs_matrix_table(kept["fbs_functions"], roles, people, FbsSettings()).iloc[-1]
    assert (last["row_id"], last["function"], last[f"employee:{EMPLOYEES[0]}"]) == ("x-7", None, "Владелец")
    assert last["check"] == "ошибка: не указан уровень"


def test_a_record_without_name_level_and_roles_is_not_checked() -> None:
    functions = pd.DataFrame([{"row_id": "a-1", "comment": "подумать"}])
    roles = stored()["fbs_roles"].head(0)
    table = fbs_matrix_table(functions, roles, FbsPeople(EMPLOYEES, ()), FbsSettings())
    assert table[["check", "errors", "warnings"]].iloc[0].isna().all()
