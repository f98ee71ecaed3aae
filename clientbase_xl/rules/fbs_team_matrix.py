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
    Who is in the list and no longer works is left out with his roles. Without people there is no column.
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
        table["function"].astype(str).tolist(),
        levels.where(levels.notna(), "").tolist(),
        names,
        [[", ".join(cells.get((number, name_key(name)), ())) for name in names] for number in numbers],
    )


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
