"""The sheet of each employee: functions, who backs him up, what was typed about them (METHOD section 15)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.fbs_employees_table import fbs_employees_table
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from tests.support.fbs_sheets import EMPLOYEES, NUMBER, stored

A, B, C, D = EMPLOYEES
COLUMNS = ["employee", "function_id", "priority_tasks", "when"]


def table(*notes: tuple[str, str, str | None, str | None]) -> pd.DataFrame:
    """Return the sheet of the sample with what was typed."""
    kept = stored()
    typed = pd.DataFrame([*notes], columns=COLUMNS, dtype=object)
    return fbs_employees_table(fbs_functions_table(kept["fbs_functions"]), kept["fbs_roles"], typed, EMPLOYEES)


def test_people_stand_as_in_the_matrix_with_what_they_own_first_then_by_level() -> None:
    rows = table()
    assert rows["employee"].drop_duplicates().tolist() == [*EMPLOYEES, "Уволенный Юрий"]
    own = rows.loc[rows["employee"] == A, ["function", "role", "level"]].values.tolist()
    assert own == [
        ["Регулярные звонки", "Владелец", "Высший (1)"],
        ["Приём заявок", "Владелец", "Высший (1)"],
        ["План закупок", "Владелец", "Средний (2)"],
        ["Холодные звонки", "1 бэкапер", "Средний (2)"],
        ["Сервис", "2 бэкапер", "Высший (1)"],
    ]


def test_an_owner_reads_his_backups_and_a_backup_the_owner_too() -> None:
    rows = table().set_index(["employee", "function"])["backed_by"]
    assert rows[A, "Регулярные звонки"] == f"{B} (1 бэкапер), {C} (2 бэкапер)"
    assert rows[C, "Регулярные звонки"] == f"{A} (владелец), {B} (1 бэкапер)"
    assert rows[C, "Отчёты о продажах"] == "никто"


def test_what_was_typed_stays_with_the_function_when_it_is_taken_away() -> None:
    rows = table((A, NUMBER.format(1), "Клиенты A", "пн"), (D, NUMBER.format(1), "Передать", None))
    kept = rows[rows["priority_tasks"].notna()].set_index("employee")
    assert kept.loc[A, ["role", "when"]].tolist() == ["Владелец", "пн"]
    assert kept.loc[D, ["function", "role", "when"]].tolist() == ["Регулярные звонки", "роли больше нет", None]


def test_an_emptied_note_about_a_lost_function_is_no_row() -> None:
    assert len(table((D, NUMBER.format(1), None, None))) == len(table())
