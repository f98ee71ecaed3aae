"""Checks of one function of the FBS matrix: owner, backups, words, people.

METHOD section 15 [P]. Severity as METHOD gives it by default; only «несколько владельцев» and two first backups warn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clientbase_xl.problems import Severity
from clientbase_xl.rules.fbs_roles import BACKUPS_NEEDED, Role, level_of, name_key, roles_of

SOUND = "в порядке"
NO_OWNER, NO_LEVEL = "нет владельца", "не указан уровень"
SECOND_WITHOUT_FIRST = "есть 2 бэкапер, а первого нет"


@dataclass(frozen=True, slots=True)
class FbsFinding:
    """What is wrong with a function, and how bad it is."""

    severity: Severity
    message: str


def fbs_check(
    level: str, cells: Sequence[str], people: Sequence[str] = (), staff: Collection[str] | None = None
) -> tuple[FbsFinding, ...]:
    """Return the findings of one function, errors first; none where it is sound.

    METHOD section 15. In: the level's cell, a cell of roles per employee, the employees in the same order (empty: each
    column is another person; a name in two columns is one person), the list of employees (None: not checked).
    Boundaries: exactly as many distinct backups as the level demands pass (1: two, 2: one, 3: none); an owner is no
    backup of his own function; of an unknown level no number of backups is demanded.
    """
    owners: set[str] = set()
    firsts: set[str] = set()
    seconds: set[str] = set()
    unknown: list[str] = []
    strangers: list[str] = []
    staff_keys = None if staff is None else {name_key(name) for name in staff}
    names: dict[str, str] = {}
    for place, cell in enumerate(cells):
        roles, odd = roles_of(cell)
        unknown += odd
        if not roles:
            continue
        shown = people[place] if place < len(people) and people[place] else f"столбец {place + 1}"
        person = name_key(shown)
        names.setdefault(person, shown)
        if staff_keys is not None and person not in staff_keys and shown not in strangers:
            strangers.append(shown)
        for role, group in ((Role.OWNER, owners), (Role.FIRST, firsts), (Role.SECOND, seconds)):
            if role in roles:
                group.add(person)
    number = level_of(level)
    backups = (firsts | seconds) - owners
    needed = BACKUPS_NEEDED[number] if number is not None else 0
    both = [names[person] for person in sorted(owners & (firsts | seconds))]
    errors = [
        *([] if number is not None else [f"уровень не распознан: {level}" if level else NO_LEVEL]),
        *(f"роль не распознана: {word}" for word in dict.fromkeys(unknown)),
        *([] if owners else [NO_OWNER]),
        *([f"бэкаперов {len(backups)} из {needed}"] if len(backups) < needed else []),
        *([SECOND_WITHOUT_FIRST] if seconds and not firsts else []),
        *(f"владелец сам себе бэкапер: {name}" for name in both),
        *(f"нет в списке сотрудников: {name}" for name in strangers),
    ]
    warnings = [
        *([f"владельцев {len(owners)}"] if len(owners) > 1 else []),
        *([f"первых бэкаперов {len(firsts)}"] if len(firsts) > 1 else []),
    ]
    return (
        *(FbsFinding(Severity.ERROR, text) for text in errors),
        *(FbsFinding(Severity.WARNING, text) for text in warnings),
    )


def fbs_words(findings: Sequence[FbsFinding]) -> str:
    """Return findings as one line for a cell: «ошибка: …; предупреждение: …», «в порядке» without any."""
    if not findings:
        return SOUND
    groups = (("ошибка", Severity.ERROR), ("предупреждение", Severity.WARNING))
    parts = [(word, [one.message for one in findings if one.severity is severity]) for word, severity in groups]
    return "; ".join(f"{word}: {', '.join(found)}" for word, found in parts if found)
