"""The team that the stress test is about: its matrix from the typed tables, and its absences.

METHOD section 15. Who no longer works («Не выбирать» in the list of employees) can do nothing, whatever roles are left.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_people import employees_of, fbs_people
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.joined import as_dates, as_text
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST


def team_matrix(functions: pd.DataFrame, roles: pd.DataFrame, lists: pd.DataFrame) -> FbsMatrix:
    """Return the matrix of the stress test: functions with a name, people who work.

    METHOD section 15. In: FBS_FUNCTIONS in their order, stored FBS_ROLES, LISTS. People stand in the order of «FBS
    матрица»: the list of employees, then strangers to it who have roles (a name may be misspelt, the person is there).
    Who is in the list and no longer works is left out with his roles. Without people there is no column. Functions of
    one name get their department in brackets, else a number, so that results can name them.
    """
    employees = employees_of(lists)
    people = fbs_people(roles, employees)
    listed = as_text(lists.loc[lists["list_key"] == EMPLOYEES_LIST, "value"]).dropna()
    gone = {name_key(str(name)) for name in listed} - {name_key(name) for name in employees}
    known = {name_key(name) for name in (*employees, *people.strangers)} - gone
    names = [name for name in people.names if name_key(name) in known]
    table = functions[as_text(functions["function"]).notna()]
    filled = roles[as_text(roles["role"]).notna()]
    cells: dict[tuple[str, str], list[str]] = {}
    for number, name, role in filled[["function_id", "employee", "role"]].astype(str).itertuples(index=False):
        cells.setdefault((number, name_key(name)), []).append(role)
    numbers = table["row_id"].astype(str).tolist()
    levels = as_text(table["level"])
    return fbs_matrix(
        _told_apart(table),
        levels.where(levels.notna(), "").tolist(),
        names,
        [[", ".join(cells.get((number, name_key(name)), ())) for name in names] for number in numbers],
    )


def _told_apart(table: pd.DataFrame) -> list[str]:
    """Return the names of functions, no two of them the same."""
    names = [" ".join(str(name).split()) for name in table["function"]]
    departments = as_text(table["department"]).tolist() if "department" in table else [None] * len(names)
    several = {name for name in names if names.count(name) > 1}
    named = [
        f"{name} ({department})" if name in several and department else name
        for name, department in zip(names, departments, strict=True)
    ]
    counts: dict[str, int] = {}
    for place, name in enumerate(named):
        counts[name] = counts.get(name, 0) + 1
        if counts[name] > 1:
            named[place] = f"{name} № {counts[name]}"
    return named


def team_vacations(vacations: pd.DataFrame) -> tuple[Vacation, ...]:
    """Return the absences of «Отпуска» that have a name and both days, past ones too.

    METHOD section 15. In: the stored columns. Whether the days are in order and the name is known `fbs_vacations` says.
    """
    first, last = as_dates(vacations["away_from"]), as_dates(vacations["away_to"])
    whole = as_text(vacations["employee"]).notna() & first.notna() & last.notna()
    return tuple(
        Vacation(str(name), away_from.date(), away_to.date())
        for name, away_from, away_to in zip(vacations.loc[whole, "employee"], first[whole], last[whole], strict=True)
    )
