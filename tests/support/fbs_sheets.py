"""A small department with its functions, roles and vacations: tables of the FBS as the rules make them.

Every check of the matrix is broken in one of the rows: what the sheet's formulas give is compared with it.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.fbs_employees_table import fbs_employees_table
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from clientbase_xl.rules.fbs_matrix_table import fbs_matrix_table
from clientbase_xl.rules.fbs_people import fbs_people
from clientbase_xl.rules.vacations_table import vacations_table
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX, FBS_ROLES
from clientbase_xl.schemas.fbs_words import (
    EMPLOYEES_LIST,
    FIRST_BACKUP,
    HIGH,
    LOW,
    MID,
    OWNER,
    SECOND_BACKUP,
)
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.vacations import VACATIONS
from clientbase_xl.settings import FbsSettings

EMPLOYEES = ("Белова Ирина", "Громов Пётр", "Ильин Олег", "Котова Анна")
STRANGER = "Уволенный Юрий"
SALES, SUPPLY = "Группа продаж", "Группа сервиса и обеспечения (логистики)"
Row = tuple[str | None, str | None, str | None, dict[str, str]]
A, B, C, D = EMPLOYEES
ROWS: tuple[Row, ...] = (
    (SALES, "Регулярные звонки", HIGH, {A: OWNER, B: FIRST_BACKUP, C: SECOND_BACKUP}),
    (SALES, "Холодные звонки", MID, {B: OWNER, A: FIRST_BACKUP}),
    (SALES, "Отчёты о продажах", LOW, {C: OWNER}),
    (SUPPLY, "Приём заявок", HIGH, {A: OWNER, D: FIRST_BACKUP}),
    (SUPPLY, "Исполнение заявок", MID, {}),
    (SUPPLY, "План закупок", MID, {A: OWNER, B: OWNER, C: FIRST_BACKUP, D: FIRST_BACKUP}),
    (SUPPLY, "Сервис", HIGH, {D: OWNER, A: SECOND_BACKUP}),
    (SUPPLY, "Рекламации", None, {D: OWNER}),
    (SUPPLY, "Паллеты «на '=1+1' [x]»", LOW, {STRANGER: OWNER}),
    (None, "Без отдела", MID, {STRANGER: OWNER, B: SECOND_BACKUP, C: OWNER}),
)
NUMBER = "00000000-{}"


def employees_list(names: tuple[str, ...] = EMPLOYEES) -> pd.DataFrame:
    """Return the rows of LISTS for the employees."""
    rows = [(LIST_TITLES[EMPLOYEES_LIST], name, None, None, EMPLOYEES_LIST) for name in names]
    return pd.DataFrame(rows, columns=list(LISTS.keys), dtype=object)


def stored(rows: tuple[Row, ...] = ROWS) -> dict[str, pd.DataFrame]:
    """Return what the base would keep of the rows: functions and roles, by sheet key."""
    functions = [
        {"row_id": NUMBER.format(number), "department": department, "function": function, "level": level}
        for number, (department, function, level, _) in enumerate(rows, 1)
    ]
    roles = [
        {"function_id": NUMBER.format(number), "employee": name, "role": role}
        for number, (*_, cells) in enumerate(rows, 1)
        for name, role in cells.items()
    ]
    return {
        FBS_FUNCTIONS.key: pd.DataFrame(functions, columns=list(FBS_FUNCTIONS.keys), dtype=object),
        FBS_ROLES.key: pd.DataFrame(roles, columns=list(FBS_ROLES.keys), dtype=object),
    }


def fbs_sheets(
    today: date, rows: tuple[Row, ...] = ROWS, names: tuple[str, ...] = EMPLOYEES, settings: FbsSettings | None = None
) -> dict[str, pd.DataFrame]:
    """Return the tables of the four sheets, and that behind the matrix, by sheet key."""
    kept = stored(rows)
    functions, roles = fbs_functions_table(kept[FBS_FUNCTIONS.key]), kept[FBS_ROLES.key]
    people = fbs_people(roles, names)
    notes = pd.DataFrame(
        [(A, NUMBER.format(1), "Клиенты A и B", "пн, чт"), (D, NUMBER.format(1), "Передать дела", None)],
        columns=["employee", "function_id", "priority_tasks", "when"],
        dtype=object,
    )
    absences = pd.DataFrame(
        [
            ("00000000-1", A, date(2026, 8, 3), date(2026, 8, 16), None),
            ("00000000-2", B, date(2026, 11, 16), date(2026, 11, 29), "учёба"),
            ("00000000-3", C, date(2026, 12, 20), date(2026, 12, 10), None),
            ("00000000-4", STRANGER, date(2026, 12, 1), date(2026, 12, 1), None),
            ("00000000-5", D, date(2026, 12, 21), None, None),
        ],
        columns=["row_id", "employee", "away_from", "away_to", "comment"],
    )
    return {
        **kept,
        FBS_FUNCTIONS.key: functions,
        FBS_MATRIX.key: fbs_matrix_table(functions, roles, people, settings or FbsSettings()),
        FBS_EMPLOYEES.key: fbs_employees_table(functions, roles, notes, people.names),
        VACATIONS.key: vacations_table(absences, names, today),
    }
