"""«FBS сотрудники»: the functions of each employee, who backs them up, and what was typed about them.

METHOD section 15: Сотрудник, Функции, Кто делает back up, Приоритетные задачи, День, неделя исполнения.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from clientbase_xl.rules.fbs_roles import level_of, name_key
from clientbase_xl.rules.joined import as_text
from clientbase_xl.schemas.fbs_employees import FBS_EMPLOYEES, NO_ROLE
from clientbase_xl.schemas.fbs_words import FBS_ROLE_WORDS

NOBODY = "никто"
_TYPED = ("priority_tasks", "when")
_PLACES = {word: place for place, word in enumerate((*FBS_ROLE_WORDS, NO_ROLE))}


def fbs_employees_table(
    functions: pd.DataFrame, roles: pd.DataFrame, typed: pd.DataFrame, people: Sequence[str]
) -> pd.DataFrame:
    """Return FBS_EMPLOYEES: a row per employee and function in which he has a role, with what was typed about it.

    METHOD section 15. In: FBS_FUNCTIONS in their order, stored FBS_ROLES and FBS_EMPLOYEES, the people of the matrix.
    People come in the order of the matrix, each with functions owned first, then by level, then as the functions
    stand. What was typed about a function that the employee no longer has stays in a row «роли больше нет». Who backs
    up: everybody else with a role in the function; «никто» where there is nobody.
    """
    facts = functions.set_index(functions["row_id"].astype(str))
    order = {number: place for place, number in enumerate(facts.index)}
    filled = roles[as_text(roles["role"]).notna()]
    held: dict[tuple[str, str], str] = {}
    doers: dict[str, list[tuple[str, str]]] = {}
    for number, name, role in filled[["function_id", "employee", "role"]].astype(str).itertuples(index=False):
        held[name, number] = role
        doers.setdefault(number, []).append((name, role))
    notes = {
        (str(row.employee), str(row.function_id)): (row.priority_tasks, row.when)
        for row in typed.reindex(columns=["employee", "function_id", *_TYPED]).itertuples()
    }
    kept = [key for key, cells in notes.items() if key not in held and any(isinstance(one, str) for one in cells)]
    places = {name_key(name): place for place, name in enumerate(people)}
    records = [
        _record(name, number, held.get((name, number), NO_ROLE), facts, doers) | _cells(notes.get((name, number)))
        for name, number in (*held, *kept)
    ]
    records.sort(
        key=lambda one: (
            places.get(name_key(str(one["employee"])), len(places)),
            str(one["employee"]),
            _PLACES.get(str(one["role"]), len(_PLACES)),
            level_of(str(one["level"] or "")) or len(_PLACES),
            order.get(str(one["function_id"]), len(order)),
        )
    )
    return pd.DataFrame(records, columns=list(FBS_EMPLOYEES.keys), dtype=object)


def _record(
    name: str, number: str, role: str, facts: pd.DataFrame, doers: dict[str, list[tuple[str, str]]]
) -> dict[str, object]:
    known = facts.loc[number] if number in facts.index else None
    others = [f"{one} ({word.lower()})" for one, word in sorted(doers.get(number, ()), key=_rank) if one != name]
    return {
        "employee": name,
        "function_id": number,
        "role": role,
        **{key: None if known is None else known[key] for key in ("function", "level")},
        "backed_by": ", ".join(others) or NOBODY,
    }


def _rank(doer: tuple[str, str]) -> tuple[int, str]:
    return _PLACES.get(doer[1], len(_PLACES)), doer[0]


def _cells(notes: tuple[object, object] | None) -> dict[str, object]:
    return dict(zip(_TYPED, notes or (None, None), strict=True))
