"""The cheapest trainings: by hand and against trying every set of trainings (METHOD section 15)."""

from __future__ import annotations

import time
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from clientbase_xl.rules.fbs_core import fbs_core
from clientbase_xl.rules.fbs_fair_load import fbs_fair_load
from clientbase_xl.rules.fbs_load import fbs_load
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_no_plan import fbs_no_plan
from clientbase_xl.rules.fbs_stress import fbs_stress
from clientbase_xl.rules.fbs_trainings import FbsTrainings, fbs_trainings
from clientbase_xl.settings import FbsSettings
from tests.support.fbs import large, matrices, of_words

NEEDED = {0: 0, 1: 2, 2: 1, 3: 0}
WEIGHTS = {0: 0, 1: 3, 2: 2, 3: 1}


def taught(plan: FbsTrainings) -> list[tuple[str, str]]:
    """Return the pairs of a plan."""
    return [(one.employee, one.function) for one in plan.trainings]


def test_a_sound_matrix_needs_no_training() -> None:
    plan = fbs_trainings(of_words("1: o12", "2: o1.", "3: ..o"), FbsSettings())
    assert (plan.trainings, plan.cost, plan.bound, plan.is_exact, plan.is_possible) == ((), 0, 0, True, True)


def test_each_missing_backup_is_one_training_and_the_owner_is_not_taught() -> None:
    plan = fbs_trainings(of_words("1: o1.", "2: .o."), FbsSettings(new_functions_max=1))
    assert taught(plan) == [("Аня", "ф2"), ("Вера", "ф1")]
    assert (plan.cost, plan.bound, plan.gap, plan.count_missing) == (2, 2, 0, 2)


def test_the_dearer_person_learns_only_when_he_must() -> None:
    matrix = of_words("2: o..", "2: o..")
    costs = np.array([[1.0, 1, 5], [1, 1, 7]])
    assert taught(fbs_trainings(matrix, FbsSettings(), costs)) == [("Боря", "ф1"), ("Боря", "ф2")]
    plan = fbs_trainings(matrix, FbsSettings(new_functions_max=1), costs)
    assert (taught(plan), plan.cost) == ([("Боря", "ф2"), ("Вера", "ф1")], 6)
    costs[:, 1] = np.inf
    assert taught(fbs_trainings(matrix, FbsSettings(), costs)) == [("Вера", "ф1"), ("Вера", "ф2")]


def test_of_equal_plans_those_with_less_load_learn() -> None:
    assert taught(fbs_trainings(of_words("2: o..", "1: 1o1"), FbsSettings())) == [("Вера", "ф1")]


def test_the_load_limit_is_inclusive_and_who_is_above_it_learns_nothing() -> None:
    matrix = of_words("2: o..", "1: 1o1", "3: ..o")
    assert taught(fbs_trainings(matrix, FbsSettings(load_max=3.5))) == [("Вера", "ф1")]
    assert fbs_trainings(matrix, FbsSettings(load_max=3.4)).is_possible is False
    assert taught(fbs_trainings(matrix, FbsSettings(load_max=4))) == [("Вера", "ф1")]


def test_backups_per_level_are_those_of_the_settings() -> None:
    assert fbs_trainings(of_words("3: o.", "1: o."), FbsSettings(backups_high=1, backups_low=1)).cost == 2


@trying(deadline=None)
@given(
    matrix=matrices(3, 4, levels="1223", signs="...oob"),
    new_max=st.integers(0, 3),
    load_max=st.none() | st.sampled_from([1.5, 3, 4, 5.5]),
    prices=st.lists(st.sampled_from([0, 1, 1, 2, 3, 5]), min_size=12, max_size=12) | st.just([2] * 12),
)
def test_no_set_of_trainings_is_cheaper(
    matrix: FbsMatrix, new_max: int, load_max: float | None, prices: list[int]
) -> None:
    costs = np.array(prices, dtype=float).reshape(3, 4)[: len(matrix.functions), : len(matrix.people)]
    costs[costs == 0] = np.inf
    settings = FbsSettings(new_functions_max=new_max, load_max=load_max)
    plan = fbs_trainings(matrix, settings, costs)
    best = cheapest_by_trying(matrix, costs, new_max, load_max)
    assert plan.is_possible is (best is not None)
    assert (fbs_no_plan(matrix, settings, costs) == ()) is plan.is_possible
    if best is not None:
        assert plan.cost == plan.bound == best
        pairs = [(matrix.functions.index(one.function), matrix.people.index(one.employee)) for one in plan.trainings]
        assert keeps_limits(matrix, pairs, new_max, load_max)
        assert sum(costs[pair] for pair in pairs) == best


def cheapest_by_trying(
    matrix: FbsMatrix, costs: npt.NDArray[np.float64], new_max: int, load_max: float | None
) -> float | None:
    """Return the least cost over every set of trainings that keeps the limits, None when none does."""
    pairs = [
        (function, person)
        for function in range(len(matrix.functions))
        for person in range(len(matrix.people))
        if not matrix.is_able[function, person] and np.isfinite(costs[function, person])
    ]
    sets = (chosen for size in range(len(pairs) + 1) for chosen in combinations(pairs, size))
    found = [
        sum(float(costs[pair]) for pair in chosen)
        for chosen in sets
        if keeps_limits(matrix, list(chosen), new_max, load_max)
    ]
    return min(found, default=None)


def keeps_limits(matrix: FbsMatrix, pairs: list[tuple[int, int]], new_max: int, load_max: float | None) -> bool:
    """Tell whether every function has its backups after some trainings, and nobody more than allowed."""
    for function, level in enumerate(matrix.levels.tolist()):
        backups = {one for one in range(len(matrix.people)) if matrix.is_backup[function, one]}
        if len(backups | {person for row, person in pairs if row == function}) < NEEDED[level]:
            return False
    for person in range(len(matrix.people)):
        learnt = [matrix.levels[row] for row, one in pairs if one == person]
        levels = matrix.levels.tolist()
        load = sum(
            WEIGHTS[level] * (1 if matrix.is_owner[row, person] else 0.5 if matrix.is_backup[row, person] else 0)
            for row, level in enumerate(levels)
        )
        if len(learnt) > new_max:
            return False
        if learnt and load_max is not None and load + sum(WEIGHTS[int(one)] * 0.5 for one in learnt) > load_max:
            return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("room", [None, 5.0, 3.5, 2.5])
def test_sixty_people_and_two_hundred_functions_take_ten_seconds_at_most_all_together(
    seed: int, room: float | None
) -> None:
    matrix = large(60, 200, seed, backups=0.004)
    load_max = None if room is None else float(fbs_load(matrix, FbsSettings())["load_fair"][0]) + room
    settings = FbsSettings(load_max=load_max)
    begun = time.perf_counter()
    fbs_stress(matrix)
    fbs_stress(matrix, 2)
    assert fbs_core(matrix).is_exact
    assert fbs_fair_load(matrix, settings).is_exact
    plan = fbs_trainings(matrix, settings)
    why = fbs_no_plan(matrix, settings) if plan.is_possible is not True else ()
    assert time.perf_counter() - begun < 10
    assert plan.is_exact or why
    assert plan.is_possible is not None
    assert not plan.is_exact or plan.cost == plan.bound == plan.count_missing
