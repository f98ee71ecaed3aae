"""Checks of one function of the FBS matrix: owner, backups, words, people.

METHOD section 15 [P]. How bad each finding is, stands in the settings; by default only «несколько владельцев» and two
first backups warn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from clientbase_xl.problems import Severity
from clientbase_xl.rules.fbs_roles import Role, level_of, name_key, roles_of
from clientbase_xl.schemas.fbs_words import FBS_ERROR, FBS_FINDINGS, FBS_SOUND, FBS_WARNING, NO_LEVEL
from clientbase_xl.settings import FbsSettings
from clientbase_xl.settings.team import SWITCHED_OFF

_DEFAULTS = FbsSettings()


@dataclass(frozen=True, slots=True)
class FbsFinding:
    """What is wrong with a function, and how bad it is.

    `fault` is the name of the check in `FbsSettings`; `place` is the cell of roles that it concerns, counted from 0,
    None where it concerns the function as a whole or its level.
    """

    severity: Severity
    message: str
    fault: str = ""
    place: int | None = None


@dataclass(slots=True)
class _Row:
    """Who is what in one function, by the key of a name; for each person the first cell that names him."""

    owners: set[str] = field(default_factory=set)
    firsts: set[str] = field(default_factory=set)
    seconds: set[str] = field(default_factory=set)
    places: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[str, int]] = field(default_factory=list)


def fbs_check(
    level: str,
    cells: Sequence[str],
    people: Sequence[str] = (),
    staff: Collection[str] | None = None,
    settings: FbsSettings = _DEFAULTS,
    *,
    is_level_needed: bool = True,
) -> tuple[FbsFinding, ...]:
    """Return the findings of one function, errors first; none where it is sound.

    METHOD section 15. In: the level's cell, a cell of roles per employee, the employees in the same order (empty: each
    column is another person; a name in two columns is one person), the list of employees (None: not checked), the
    settings of the checks; `is_level_needed` is False for a matrix without a column of levels.
    Boundaries: exactly as many distinct backups as the level demands pass (1: two, 2: one, 3: none); an owner is no
    backup of his own function; of an unknown level no number of backups is demanded.
    """
    names = [people[place] if place < len(people) else "" for place in range(len(cells))]
    names = [name or f"столбец {place}" for place, name in enumerate(names, 1)]
    row = _read(cells, names)
    number = level_of(level)
    backups = (row.firsts | row.seconds) - row.owners
    needed = settings.backups_needed(number)
    both = sorted(row.owners & (row.firsts | row.seconds))
    known = None if staff is None else {name_key(name) for name in staff}
    strangers = [] if known is None else [person for person in row.places if person not in known]
    found: list[tuple[str, str, int | None]] = []

    def add(fault: str, place: int | None = None, **values: object) -> None:
        found.append((fault, FBS_FINDINGS[fault].format(**values), place))

    if number is None and level:
        add("unknown_level", level=level)
    elif number is None and is_level_needed:
        found.append(("unknown_level", NO_LEVEL, None))
    for word, place in row.unknown:
        add("unknown_role", place, word=word)
    if not row.owners:
        add("no_owner")
    if len(backups) < needed:
        add("few_backups", count=len(backups), needed=needed)
    if row.seconds and not row.firsts:
        add("second_without_first")
    for fault, persons in (("owner_backs_up", both), ("stranger", strangers)):
        for place in (row.places[person] for person in persons):
            add(fault, place, name=names[place])
    if len(row.owners) > 1:
        add("several_owners", count=len(row.owners))
    if len(row.firsts) > 1:
        add("several_firsts", count=len(row.firsts))
    return _ranked(found, settings)


def fbs_words(findings: Sequence[FbsFinding]) -> str:
    """Return findings as one line for a cell: «ошибка: …; предупреждение: …», «в порядке» without any."""
    if not findings:
        return FBS_SOUND
    groups = ((FBS_ERROR, Severity.ERROR), (FBS_WARNING, Severity.WARNING))
    parts = [
        (word, dict.fromkeys(one.message for one in findings if one.severity is severity)) for word, severity in groups
    ]
    return "; ".join(f"{word}: {', '.join(found)}" for word, found in parts if found)


def _read(cells: Sequence[str], names: Sequence[str]) -> _Row:
    row = _Row()
    for place, cell in enumerate(cells):
        roles, odd = roles_of(cell)
        row.unknown += [(word, place) for word in odd]
        if not roles:
            continue
        person = name_key(names[place])
        row.places.setdefault(person, place)
        for role, group in ((Role.OWNER, row.owners), (Role.FIRST, row.firsts), (Role.SECOND, row.seconds)):
            if role in roles:
                group.add(person)
    return row


def _ranked(found: Sequence[tuple[str, str, int | None]], settings: FbsSettings) -> tuple[FbsFinding, ...]:
    """Return findings with the severity of the settings, errors first, without checks that are switched off."""
    words = {fault: getattr(settings, fault) for fault, _, _ in found}
    listed = [
        FbsFinding(Severity(words[fault]), message, fault, place)
        for fault, message, place in found
        if words[fault] != SWITCHED_OFF
    ]
    return tuple(sorted(listed, key=lambda one: one.severity is not Severity.ERROR))
