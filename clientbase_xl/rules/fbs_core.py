"""Core of the team: the smallest set of employees that is able to do every function of the highest level.

METHOD section 15: «понимание ключевого ядра команды». Exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientbase_xl.rules.binary_program import Limit, solve
from clientbase_xl.rules.fbs_matrix import FbsMatrix


@dataclass(frozen=True, slots=True)
class FbsCore:
    """The core: who, for how many functions, which of them nobody can do, and how many people are needed at least."""

    people: tuple[str, ...]
    count_functions: int
    impossible: tuple[str, ...]
    bound: int
    is_exact: bool
    is_of_level_one: bool


def fbs_core(matrix: FbsMatrix, seconds_max: float = 5.0) -> FbsCore:
    """Return the smallest set of employees able to do all functions of level 1.

    METHOD section 15. Of several smallest sets the one that owns most of these functions. Functions that nobody can do
    are named and left out. A matrix without any level has the core of all its functions (`is_of_level_one` False); one
    with levels but without level 1 an empty one. Out of time: the best set found, `bound` people at least.
    """
    is_of_level_one = bool((matrix.levels > 0).any())
    chosen = matrix.levels == 1 if is_of_level_one else np.ones(len(matrix.functions), dtype=bool)
    can_be_done = matrix.is_able.any(axis=1)
    impossible = tuple(matrix.functions[row] for row in np.flatnonzero(chosen & ~can_be_done))
    rows = chosen & can_be_done
    if not rows.any():
        return FbsCore((), int(chosen.sum()), impossible, 0, True, is_of_level_one)
    cover = Limit(matrix.is_able[rows].astype(np.float64), 1, np.inf)
    ones = np.ones(len(matrix.people))
    smallest = solve(ones, [cover], seconds_max)
    if smallest.chosen is None:  # everybody together covers all: only the clock can have stopped the search
        return FbsCore(matrix.people, int(chosen.sum()), impossible, 1, False, is_of_level_one)
    size = smallest.cost
    owned = matrix.is_owner[rows].sum(axis=0).astype(np.float64)
    best = solve(-owned, [cover, Limit(ones[np.newaxis, :], size, size)], seconds_max)
    members = smallest.chosen if best.chosen is None else best.chosen
    people = tuple(matrix.people[place] for place in np.flatnonzero(members))
    return FbsCore(people, int(chosen.sum()), impossible, round(smallest.bound), smallest.is_exact, is_of_level_one)
