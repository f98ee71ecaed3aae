"""Whose columns the FBS matrix has: the employees of the list, then those who have roles though not on it.

METHOD section 15: a person not in the list of employees is an error, so his roles stay in sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.fbs_words import EMPLOYEES_LIST

NOBODY_YET = "Сотрудник"
"""The heading of the one column of a matrix without people."""


@dataclass(frozen=True, slots=True)
class FbsPeople:
    """The headings of the matrix from left to right, and those of them that are not in the list of employees."""

    names: tuple[str, ...]
    strangers: tuple[str, ...]


def employees_of(lists: pd.DataFrame) -> tuple[str, ...]:
    """Return the employees of «Справочники» in the order of the list, without those who no longer work.

    METHOD section 15. In: LISTS (`list_key`, `value`, `is_closed`).
    """
    own = lists[(lists["list_key"] == EMPLOYEES_LIST) & as_text(lists["value"]).notna()]
    is_closed = own["is_closed"].astype("boolean").fillna(value=False).astype(bool)
    return tuple(own.loc[~is_closed, "value"].astype(str))


def fbs_people(roles: pd.DataFrame, employees: Sequence[str]) -> FbsPeople:
    """Return the people of the matrix: METHOD section 15.

    In: stored FBS_ROLES and the list of employees. A name in another case or with ё for е is the same person; he is
    called as his roles call him. Strangers follow by alphabet. Without anybody there is one empty column: it shows
    what the matrix will look like, and columns of people are dressed like it.
    """
    stored: dict[str, str] = {}
    filled = roles[as_text(roles["role"]).notna()]
    for name in sorted(filled["employee"].astype(str).unique()):
        stored.setdefault(name_key(name), name)
    listed = dict.fromkeys(name_key(name) for name in employees)
    spelled = {name_key(name): name for name in reversed(employees)} | stored
    strangers = tuple(name for key, name in stored.items() if key not in listed)
    return FbsPeople((*(spelled[key] for key in listed), *strangers) or (NOBODY_YET,), strangers)
