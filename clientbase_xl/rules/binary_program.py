"""The cheapest set of yes/no choices under linear limits, exact, with the bound that proves it.

METHOD section 15 asks for exact answers (core of the team, trainings); DESIGN 5: scipy's `milp` (HiGHS), imported late.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_OPTIMAL, _INFEASIBLE = 0, 2
_HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Solved:
    """Choices (None when none were found), their cost, the cost below which nothing exists, and the distance.

    `is_exact` tells that cost and bound meet; `is_infeasible` that no set of choices keeps the limits.
    """

    chosen: npt.NDArray[np.bool_] | None
    cost: float
    bound: float
    gap: float
    is_exact: bool
    is_infeasible: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """Rows of linear limits on the choices: low ≤ matrix · choices ≤ high."""

    matrix: Any
    low: Numbers | float
    high: Numbers | float


def solve(costs: Numbers, limits: Sequence[Limit], seconds_max: float, *, count_free: int = 0) -> Solved:
    """Return the cheapest choices that keep all limits.

    In: a finite cost per choice; limits as matrices with a column per choice; the time allowed to the solver, in
    seconds; how many of the last columns are no choices but free numbers from 0 on, such as the greatest load.
    Whole costs give a whole bound. Without choices the limits decide alone: they hold for zeros or do not.
    Out of time: the best found so far with its bound, `is_exact` False.
    """
    count = len(costs) - count_free
    if not len(costs):
        holds = all(np.all(np.asarray(one.low) <= 0) and np.all(np.asarray(one.high) >= 0) for one in limits)
        none = np.zeros(0, dtype=bool)
        return Solved(none if holds else None, 0.0, 0.0, 0.0, holds, not holds)
    from scipy.optimize import Bounds, LinearConstraint, milp

    is_choice = np.arange(len(costs)) < count
    found = milp(
        costs,
        integrality=is_choice.astype(np.int64),
        bounds=Bounds(0, np.where(is_choice, 1, np.inf)),
        constraints=[LinearConstraint(one.matrix, one.low, one.high) for one in limits],
        options={"time_limit": seconds_max, "mip_rel_gap": 0},
    )
    if found.x is None:
        bound = found.mip_dual_bound
        known = -math.inf if bound is None else float(bound)
        return Solved(None, math.inf, known, math.inf, False, found.status == _INFEASIBLE)
    chosen = np.asarray(found.x)[:count] > 1 / 2
    cost = float(found.fun) if count_free else float(costs @ chosen)
    bound = cost if found.status == _OPTIMAL else float(found.mip_dual_bound)
    if not count_free and found.status != _OPTIMAL:
        bound = _lifted(bound, costs)
    return Solved(chosen, cost, bound, max(0.0, cost - bound), cost - bound <= _HAIR, False)


def _lifted(bound: float, costs: Numbers) -> float:
    """Return a bound as whole as the costs are: of whole costs no sum lies between two whole numbers."""
    return math.ceil(bound - _HAIR) if np.all(costs == np.floor(costs)) else bound
