"""The FBS matrix as arrays: who owns and who backs up which function, and what is left while people are absent.

METHOD section 15: able = has any role in the function; uncovered = no able person left; weak = able but no owner.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.fbs_roles import Role, level_of, name_key, roles_of

Bools = npt.NDArray[np.bool_]
LEVEL_KEYS = {1: "high", 2: "mid", 3: "low", 0: "unknown"}
"""Ends of the names of columns that count functions by level."""
LEVELS_COUNTED = tuple(LEVEL_KEYS)


@dataclass(frozen=True)
class FbsMatrix:
    """Functions × people: `levels` holds 1, 2, 3 or 0 for an unknown one; an owner is no backup of his function.

    `is_second` tells which backups come after the others; without it they come in the order of people.
    """

    functions: tuple[str, ...]
    people: tuple[str, ...]
    levels: npt.NDArray[np.int64]
    is_owner: Bools
    is_backup: Bools
    is_second: Bools | None = None

    @cached_property
    def is_able(self) -> Bools:
        """Tell who has any role in which function."""
        able: Bools = self.is_owner | self.is_backup
        return able

    @cached_property
    def is_key(self) -> Bools:
        """Tell who is the only able person of which function."""
        key: Bools = self.is_able & (self.is_able.sum(axis=1) == 1)[:, np.newaxis]
        return key

    def in_turn(self, function: int) -> tuple[int, ...]:
        """Return the places of those able to do a function (by its place) in the order in which they take it over.

        Owners, then first backups, then second ones; equals in the order of people.
        """
        is_late = np.zeros(len(self.people), dtype=bool) if self.is_second is None else self.is_second[function]
        rank = np.where(self.is_owner[function], 0, np.where(is_late, 2, 1))
        able = np.flatnonzero(self.is_able[function])
        return tuple(able[np.argsort(rank[able], kind="stable")].tolist())

    def place_of(self, name: str) -> int:
        """Return the place of a person; BadUse for one without a column."""
        keys = [name_key(person) for person in self.people]
        if name_key(name) not in keys:
            raise BadUse(f"В матрице нет сотрудника «{name}»")
        return keys.index(name_key(name))

    def without(self, absent: Collection[int]) -> tuple[Bools, Bools]:
        """Return per function whether it is uncovered and whether it is weak while people (by place) are absent."""
        here = np.ones(len(self.people), dtype=bool)
        here[list(absent)] = False
        is_able: Bools = np.any(self.is_able[:, here], axis=1)
        is_owned: Bools = np.any(self.is_owner[:, here], axis=1)
        return ~is_able, is_able & ~is_owned

    def named(self, chosen: Bools) -> tuple[str, ...]:
        """Return the names of chosen functions: the higher levels first, those of an unknown level last."""
        rows = np.flatnonzero(chosen)
        levels = np.where(self.levels[rows] > 0, self.levels[rows], len(LEVEL_KEYS))
        return tuple(self.functions[row] for row in rows[np.argsort(levels, kind="stable")])

    def counts(self, chosen: Bools) -> npt.NDArray[np.int64]:
        """Return chosen functions by level, the last axis of `chosen` being functions: high, mid, low, unknown."""
        return np.stack([(chosen & (self.levels == level)).sum(axis=-1) for level in LEVELS_COUNTED], axis=-1)


def fbs_matrix(
    functions: Sequence[str], levels: Sequence[str], people: Sequence[str], cells: Sequence[Sequence[str]]
) -> FbsMatrix:
    """Return texts of a matrix as arrays.

    METHOD section 15. In: names and levels of the functions as typed; a name over each column, "" for a column that is
    nobody's; per function a cell of roles per column. A name in two columns is one person, whose roles add up; a word
    that is no role makes nobody able; who owns a function and backs it up too, owns it.
    """
    persons: dict[str, str] = {}
    for name in people:
        if key := name_key(name):
            persons.setdefault(key, " ".join(name.split()))
    places = {key: place for place, key in enumerate(persons)}
    shape = (len(functions), len(persons))
    is_owner, is_backup, is_first = (np.zeros(shape, dtype=bool) for _ in range(3))
    columns = [places.get(name_key(name)) for name in people]
    for row, texts in enumerate(cells):
        for column, text in zip(columns, texts, strict=True):
            if column is None or not text:
                continue
            roles, _ = roles_of(text)
            if Role.OWNER in roles:
                is_owner[row, column] = True
            elif roles:
                is_backup[row, column] = True
                is_first[row, column] |= Role.FIRST in roles
    numbers = np.array([level_of(level) or 0 for level in levels], dtype=np.int64)
    is_backup &= ~is_owner
    return FbsMatrix(tuple(functions), tuple(persons.values()), numbers, is_owner, is_backup, is_backup & ~is_first)
