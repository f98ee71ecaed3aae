"""Sheets of the FBS: functions, the matrix with its people, the sheet of each employee, vacations."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from clientbase_xl.problems import Problem, RecordProblem, Severity
from clientbase_xl.rules.fbs_employees_table import fbs_employees_table
from clientbase_xl.rules.fbs_functions_table import fbs_functions_table
from clientbase_xl.rules.fbs_matrix_table import fbs_matrix_table
from clientbase_xl.rules.fbs_people import FbsPeople, employees_of, fbs_people
from clientbase_xl.rules.joined import as_text
from clientbase_xl.rules.vacations_table import vacations_table
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_MATRIX, FBS_ROLES
from clientbase_xl.schemas.fbs_words import NOT_LISTED
from clientbase_xl.schemas.vacations import ENDS_BEFORE, VACATIONS
from clientbase_xl.workflows.fbs_names import ADD_EMPLOYEE
from clientbase_xl.workflows.state import State


def fbs_tables(state: State) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return the tables of METHOD section 15 by sheet key, those behind the matrix too, and the problems in them.

    They are the same in every workbook: a manager backs up his colleagues.
    """
    employees, roles = employees_of(state.lists), state.records[FBS_ROLES.key]
    people = fbs_people(roles, employees)
    functions = fbs_functions_table(state.records[FBS_FUNCTIONS.key])
    vacations = vacations_table(state.records[VACATIONS.key], employees, state.today)
    tables = {
        FBS_FUNCTIONS.key: functions,
        FBS_ROLES.key: roles,
        FBS_MATRIX.key: fbs_matrix_table(functions, roles, people, state.settings.fbs),
        FBS_EMPLOYEES.key: fbs_employees_table(functions, roles, state.records[FBS_EMPLOYEES.key], people.names),
        VACATIONS.key: vacations,
    }
    return tables, (*_strange(roles, people), *_lost(roles, functions), *_backwards(vacations))


def _strange(roles: pd.DataFrame, people: FbsPeople) -> Iterator[Problem]:
    """Yield everybody who has roles and is not in the list of employees: nothing of his is dropped."""
    for name in people.strangers:
        own = roles.loc[(roles["employee"] == name) & as_text(roles["role"]).notna(), "function_id"]
        yield RecordProblem(
            f"«{name}» {NOT_LISTED}, а роли в матрице остались: функций — {len(own)}",
            ADD_EMPLOYEE,
            sheet=FBS_MATRIX.title,
            column=name,
            record=(str(own.iloc[0]),),
        )


def _lost(roles: pd.DataFrame, functions: pd.DataFrame) -> Iterator[Problem]:
    """Yield the roles in functions whose record was emptied."""
    filled = roles[as_text(roles["role"]).notna()]
    lost = filled.loc[~filled["function_id"].isin(functions["row_id"]), "function_id"]
    if len(lost):
        yield RecordProblem(
            f"На листе «{FBS_FUNCTIONS.title}» нет функции, а роли в ней остались",
            "Уберите роли из строки матрицы без названия.",
            Severity.WARNING,
            sheet=FBS_MATRIX.title,
            value=str(lost.iloc[0]),
            count=int(lost.nunique()),
            record=(str(lost.iloc[0]),),
        )


def _backwards(vacations: pd.DataFrame) -> Iterator[Problem]:
    """Yield the absences that end before they begin."""
    for row in vacations[vacations["check"] == ENDS_BEFORE].itertuples():
        yield RecordProblem(
            f"Отпуск сотрудника «{row.employee}» {ENDS_BEFORE}",
            "Исправьте даты.",
            sheet=VACATIONS.title,
            column=VACATIONS["away_to"].title,
            value=f"{row.away_from:%d.%m.%Y} – {row.away_to:%d.%m.%Y}",
            record=(str(row.row_id),),
        )
