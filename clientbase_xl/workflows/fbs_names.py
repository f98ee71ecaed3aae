"""Names in the FBS matrix: whom a heading means, which function a number means, who is not on the list.

METHOD section 15: columns come from the list of employees; a person not in it is an error, never a loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.fbs_matrix import FBS_ROLES
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST, NOT_LISTED
from clientbase_xl.schemas.lists import LIST_TITLES, LISTS
from clientbase_xl.schemas.model import YES
from clientbase_xl.workflows.workbook_edits import Edits, Known, RowKey

ADD_EMPLOYEE = f"Впишите его в список «{LIST_TITLES[EMPLOYEES_LIST]}» листа «{LISTS.title}» или передайте его функции."


def function_names(functions: Known) -> dict[str, str]:
    """Return the names of functions by the numbers of their records; `functions` are the cells of FBS_FUNCTIONS."""
    return {key[0]: cells["function"] for key, cells in functions.items() if cells.get("function")}


def with_function(sheet_key: str, row_key: RowKey, names: Mapping[str, str]) -> RowKey:
    """Return the key of a row with the name of the function in place of its number, where it means one."""
    sheet = BY_KEY.get(sheet_key)
    if sheet is None:
        return row_key
    means = [sheet[key].refers_to == FBS_FUNCTIONS.key for key in sheet.key_columns]
    return tuple(
        names.get(part, part) if is_function else part for part, is_function in zip(row_key, means, strict=True)
    )


def as_known(tables: Mapping[str, pd.DataFrame], current: Mapping[str, Known]) -> dict[str, pd.DataFrame]:
    """Return typed tables in which every person of the matrix is spelled as the base spells him.

    A name in another case, with other spaces or with ё for е is the same person: roles already stored say how he is
    called, else the list of employees.
    """
    whole = dict(tables)
    if (roles := whole.get(FBS_ROLES.key)) is None:
        return whole
    spelled: dict[str, str] = {}
    for key, cells in current[FBS_ROLES.key].items():
        if cells.get("role"):
            spelled.setdefault(name_key(key[1]), key[1])
    for name in _listed(current[LISTS.key]):
        spelled.setdefault(name_key(name), name)
    names = [spelled.get(name_key(str(name)), name) for name in roles["employee"]]
    known = roles.assign(employee=pd.Series(names, index=roles.index, dtype=object))
    # Of two columns of one person an empty cell says nothing beside a role.
    known = known.sort_values("role", key=lambda cells: cells.isna(), kind="stable")
    is_empty_again = known.duplicated(["function_id", "employee"]) & known["role"].isna()
    whole[FBS_ROLES.key] = known[~is_empty_again].reset_index(drop=True)
    return whole


def odd_roles(edits: Edits, current: Mapping[str, Known], file_name: str) -> Iterator[Problem]:
    """Yield a notice for new roles of people outside the list of employees, and of functions that are nowhere.

    The roles are accepted: the check of the matrix shows both until somebody mends them.
    """
    roles = [edit for edit in edits.rows if edit.sheet_key == FBS_ROLES.key and edit.text("role")]
    typed = [edit.row_key for edit in edits.rows if edit.text("value") or edit.text("function")]
    functions = {key[0] for key in (*current[FBS_FUNCTIONS.key], *typed)}
    nameless = [edit for edit in roles if edit.row_key[0] not in functions]
    if nameless:
        yield Problem(
            "Роли назначены в строке без функции: приняты",
            f"Впишите функцию с этим номером на лист «{FBS_FUNCTIONS.title}».",
            file=file_name,
            sheet=FBS_ROLES.title,
            value=nameless[0].row_key[0],
            count=len(nameless),
        )
    added = [key[1] for key in typed if key[0] == EMPLOYEES_LIST]
    listed = {name_key(name) for name in (*_listed(current[LISTS.key]), *added)}
    for name, count in Counter(edit.row_key[1] for edit in roles).items():
        if name_key(name) not in listed:
            yield Problem(
                f"«{name}» {NOT_LISTED}: роли приняты, проверка матрицы назовёт это",
                ADD_EMPLOYEE,
                file=file_name,
                sheet=FBS_ROLES.title,
                column=name,
                count=count,
            )


def _listed(lists: Known) -> list[str]:
    """Return the employees of the list who have not left."""
    return [key[1] for key, cells in lists.items() if key[0] == EMPLOYEES_LIST and cells.get("is_closed") != YES]
