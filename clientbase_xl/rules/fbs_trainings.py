"""The cheapest set of trainings, person × function, after which every function has the backups of its level.

METHOD section 15: at most n new functions per person, a load limit; exact, with its bound; what cannot be done is said.
The demand is that of the levels, in distinct backups: who becomes the owner of a function without one, the head
decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from clientbase_xl.rules.binary_program import Limit, Numbers, Solved, solve
from clientbase_xl.rules.fbs_load import loads, weights_of
from clientbase_xl.rules.fbs_matrix import Bools, FbsMatrix
from clientbase_xl.settings import FbsSettings

HAIR = 1e-9
"""Loads are sums of weights: a hair must not forbid what meets the limit exactly."""


@dataclass(frozen=True, slots=True)
class Training:
    """Who learns which function, and what that costs."""

    employee: str
    function: str
    cost: float


@dataclass(frozen=True, slots=True)
class FbsTrainings:
    """The plan: trainings, their cost, the cost below which no plan exists, the distance between the two.

    `is_possible` is False when the limits forbid every plan, None when the time did not suffice to find one.
    """

    trainings: tuple[Training, ...]
    cost: float
    bound: float
    gap: float
    is_exact: bool
    is_possible: bool | None
    count_missing: int


@dataclass(frozen=True)
class TrainingTask:
    """What is to be decided: functions in need, who may learn them, room of people in points of load."""

    rows: npt.NDArray[np.int64]
    need: npt.NDArray[np.int64]
    may_learn: Bools
    points: Numbers
    loads: Numbers


def fbs_trainings(
    matrix: FbsMatrix, settings: FbsSettings, costs: Numbers | None = None, seconds_max: float = 6.0
) -> FbsTrainings:
    """Return the cheapest trainings under the settings' limits.

    METHOD section 15. In: `costs` per function × person, 1 by default, infinite for what a person cannot learn; the
    time allowed to the search, in seconds (a third more for the choice among plans of one cost). A training makes a
    person a backup: the load grows by weight × backup_part. Who is above the load limit already learns nothing more;
    exactly at the limits is allowed. Of plans that cost the same the one that teaches those with less load.
    """
    task = training_task(matrix, settings, costs)
    price = np.ones(matrix.is_able.shape) if costs is None else costs
    new_max, load_max = settings.new_functions_max, settings.load_max
    pairs = _pairs(task, load_max)
    limits = _limits(task, pairs, new_max, load_max)
    prices = price[task.rows[pairs[0]], pairs[1]]
    burdens = task.loads[pairs[1]]
    is_one_price = len(set(prices.tolist())) == 1
    search = _for_the_less_loaded if is_one_price else _cheapest
    cheapest = search(prices, burdens, limits, seconds_max)
    missing = int(task.need.sum())
    chosen = cheapest.chosen
    if chosen is None:
        possible = False if cheapest.is_infeasible else None
        return FbsTrainings((), np.inf, cheapest.bound, np.inf, False, possible, missing)
    found = [
        Training(matrix.people[person], matrix.functions[task.rows[row]], float(cost))
        for row, person, cost in zip(pairs[0][chosen], pairs[1][chosen], prices[chosen], strict=True)
    ]
    order = {person: place for place, person in enumerate(matrix.people)}
    found.sort(key=lambda one: order[one.employee])
    return FbsTrainings(tuple(found), cheapest.cost, cheapest.bound, cheapest.gap, cheapest.is_exact, True, missing)


def training_task(matrix: FbsMatrix, settings: FbsSettings, costs: Numbers | None = None) -> TrainingTask:
    """Return what has to be decided: only functions that lack backups take part."""
    demand = np.array([settings.backups_needed(int(level)) for level in matrix.levels], dtype=np.int64)
    need = np.maximum(0, demand - matrix.is_backup.sum(axis=1)).astype(np.int64)
    rows = np.flatnonzero(need)
    may_learn = ~matrix.is_able[rows]
    if costs is not None:
        may_learn &= np.isfinite(costs[rows])
    points = weights_of(matrix, settings)[rows] * settings.backup_part
    return TrainingTask(rows, need[rows], may_learn, points, loads(matrix, settings))


def is_feasible(task: TrainingTask, new_max: float, load_max: float | None, seconds_max: float) -> bool | None:
    """Tell whether any plan keeps the limits (infinite: no limit on new functions); None when time ran out."""
    pairs = _pairs(task, load_max)
    found = solve(np.ones(len(pairs[0])), _limits(task, pairs, new_max, load_max), seconds_max)
    return True if found.chosen is not None else False if found.is_infeasible else None


def _pairs(task: TrainingTask, load_max: float | None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the trainings that may be chosen: rows of the task and persons."""
    allowed = task.may_learn
    if load_max is not None:
        allowed = allowed & (task.loads + task.points[:, np.newaxis] <= load_max + HAIR)
    rows, people = np.nonzero(allowed)
    return rows, people


def _limits(
    task: TrainingTask,
    pairs: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    new_max: float,
    load_max: float | None,
) -> list[Limit]:
    rows, people = pairs
    numbers = np.arange(len(rows))
    ones = np.ones(len(rows))
    count_people = len(task.loads)
    per_function = _sparse(ones, rows, numbers, len(task.rows))
    per_person = _sparse(ones, people, numbers, count_people)
    need = task.need.astype(np.float64)
    limits = [Limit(per_function, need, need)]
    if np.isfinite(new_max):
        limits.append(Limit(per_person, -np.inf, float(new_max)))
    if load_max is not None:
        points = _sparse(task.points[rows], people, numbers, count_people)
        limits.append(Limit(points, -np.inf, np.maximum(0, load_max - task.loads) + HAIR))
    return limits


def _sparse(values: Numbers, rows: npt.NDArray[np.int64], columns: npt.NDArray[np.int64], count_rows: int) -> Any:
    """Return a matrix of single values, one to a column; one without columns needs no library to be loaded."""
    if not len(columns):
        return np.zeros((count_rows, 0))
    from scipy.sparse import csr_array

    return csr_array((values, (rows, columns)), shape=(count_rows, len(columns)))


def _cheapest(prices: Numbers, burdens: Numbers, limits: list[Limit], seconds_max: float) -> Solved:
    """Return the cheapest plan; of several the one whose learners carry least now, as far as a second search finds."""
    cheapest = solve(prices, limits, seconds_max)
    if cheapest.chosen is None or not len(prices):
        return cheapest
    same_cost = Limit(prices[np.newaxis, :], -np.inf, cheapest.cost + HAIR)
    kind = solve(burdens, [*limits, same_cost], seconds_max / 3)
    return cheapest if kind.chosen is None else replace(cheapest, chosen=kind.chosen)


def _for_the_less_loaded(prices: Numbers, burdens: Numbers, limits: list[Limit], seconds_max: float) -> Solved:
    """Return a plan where all trainings cost the same: every plan is a cheapest one, for each has as many trainings."""
    found = solve(burdens, limits, seconds_max / 3)
    if found.chosen is None and not found.is_infeasible:
        found = solve(np.zeros(len(prices)), limits, seconds_max)
    if found.chosen is None:
        return found
    cost = float(prices @ found.chosen)
    return Solved(found.chosen, cost, cost, 0.0, True, False)
