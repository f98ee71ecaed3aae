"""Fair load: who should own which function so that the greatest load is least, without teaching anybody.

METHOD section 15: «максимальная производительность (fair load)». Our reading: ownership moves among those who are able
already; of all ways to the least greatest load the one with the fewest moves. Exact, with its bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientbase_xl.rules.binary_program import Limit, Numbers, solve
from clientbase_xl.rules.fbs_load import loads, weights_of
from clientbase_xl.rules.fbs_matrix import Bools, FbsMatrix
from clientbase_xl.settings import FbsSettings

HAIR = 1e-6
"""A load as the solver gives it may lie a hair beside the sum of weights."""


@dataclass(frozen=True, slots=True)
class Move:
    """A function whose ownership moves; `owner` is "" for a function that nobody owned."""

    function: str
    owner: str
    new_owner: str


@dataclass(frozen=True, slots=True)
class FbsFairLoad:
    """The greatest load in points: now, after the moves, and the load below which no moves lead.

    `is_found` is False when the time did not suffice to find any way; `is_exact` when bound and load do not meet.
    """

    load_now: float
    load_fair: float
    bound: float
    is_exact: bool
    is_found: bool
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class _Task:
    """Pairs of a function (a row of the matrix) and a person who may own it; what each carries besides in any case."""

    rows: npt.NDArray[np.int64]
    people: npt.NDArray[np.int64]
    extra: Numbers
    base: Numbers
    is_owner: Bools

    def limits(self, load_max: float | None) -> list[Limit]:
        """Return: one owner per function; nobody above a load, or above the free number after the pairs."""
        from scipy.sparse import csr_array, hstack

        numbers = np.arange(len(self.rows))
        _, places = np.unique(self.rows, return_inverse=True)
        owners = csr_array((np.ones(len(numbers)), (places, numbers)), shape=(places.max() + 1, len(numbers)))
        points = csr_array((self.extra, (self.people, numbers)), shape=(len(self.base), len(numbers)))
        if load_max is None:
            owners = hstack([owners, csr_array((owners.shape[0], 1))])
            points = hstack([points, csr_array(-np.ones((len(self.base), 1)))])
        return [Limit(owners, 1, 1), Limit(points, -np.inf, (load_max or 0) - self.base)]


def fbs_fair_load(matrix: FbsMatrix, settings: FbsSettings, seconds_max: float = 3.0) -> FbsFairLoad:
    """Return the least greatest load and the moves of ownership that lead there.

    METHOD section 15. Every function gets one owner among those able to do it, the others able back it up. Functions
    with several owners (a warning of their own), of an unknown level or with nobody able stay as they are. In: the time
    allowed to each of two searches, in seconds. Out of time: the best way found, with its bound.
    """
    now = float(loads(matrix, settings).max(initial=0.0))
    task = _task(matrix, settings)
    if not len(task.rows):
        return FbsFairLoad(now, now, now, True, True, ())
    costs = np.append(np.zeros(len(task.rows)), 1.0)
    least = solve(costs, task.limits(None), seconds_max, count_free=1)
    if least.chosen is None:
        return FbsFairLoad(now, now, max(0.0, least.bound), False, False, ())
    moving = (~task.is_owner).astype(np.float64)
    fewest = solve(moving, task.limits(least.cost + HAIR), seconds_max)
    chosen = least.chosen if fewest.chosen is None else fewest.chosen
    moves = [
        Move(matrix.functions[row], _owner(matrix, int(row)), matrix.people[person])
        for row, person in zip(task.rows[chosen & ~task.is_owner], task.people[chosen & ~task.is_owner], strict=True)
    ]
    return FbsFairLoad(now, round(least.cost, 6), round(least.bound, 6), least.is_exact, True, tuple(moves))


def _task(matrix: FbsMatrix, settings: FbsSettings) -> _Task:
    weights = weights_of(matrix, settings)
    moves = matrix.is_able.any(axis=1) & (matrix.is_owner.sum(axis=1) <= 1) & (weights > 0)
    rows, people = np.nonzero(matrix.is_able & moves[:, np.newaxis])
    as_backups = settings.backup_part * (np.where(moves, weights, 0) @ matrix.is_able)
    fixed = np.where(moves, 0, weights)
    others = settings.owner_part * (fixed @ matrix.is_owner) + settings.backup_part * (fixed @ matrix.is_backup)
    extra = weights[rows] * (settings.owner_part - settings.backup_part)
    return _Task(rows, people, extra, as_backups + others, matrix.is_owner[rows, people])


def _owner(matrix: FbsMatrix, row: int) -> str:
    owners = np.flatnonzero(matrix.is_owner[row])
    return matrix.people[owners[0]] if len(owners) else ""
