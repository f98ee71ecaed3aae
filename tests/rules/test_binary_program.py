"""The solver's answers as ours: choices, cost, bound, and what no choices or no answer means (METHOD section 15)."""

from __future__ import annotations

import numpy as np

from clientbase_xl.rules.binary_program import Limit, solve


def test_the_cheapest_choices_come_with_a_bound_that_meets_them() -> None:
    found = solve(np.array([3.0, 1, 1]), [Limit(np.array([[1.0, 1, 1]]), 2, np.inf)], 5)
    assert found.chosen is not None
    assert found.chosen.tolist() == [False, True, True]
    assert (found.cost, found.bound, found.gap, found.is_exact, found.is_infeasible) == (2, 2, 0, True, False)


def test_limits_that_contradict_each_other_are_infeasible() -> None:
    found = solve(np.ones(2), [Limit(np.array([[1.0, 1]]), 3, np.inf)], 5)
    assert (found.chosen, found.is_infeasible) == (None, True)


def test_without_choices_the_limits_alone_decide() -> None:
    assert solve(np.ones(0), [Limit(None, 0, np.inf)], 5).is_exact
    assert solve(np.ones(0), [Limit(None, np.array([1.0]), np.inf)], 5).is_infeasible


def test_out_of_time_nothing_is_called_exact_or_infeasible() -> None:
    random = np.random.default_rng(1)
    covers = (random.random((400, 200)) < 0.05).astype(float)
    found = solve(random.integers(5, 9, 200).astype(float), [Limit(covers, 1, np.inf)], 1e-3)
    assert not found.is_infeasible
    assert not found.is_exact or found.cost == found.bound
    assert found.bound <= found.cost


def test_the_last_numbers_may_be_free() -> None:
    # One of two choices of 3 and 5 points is taken; the free number is the greatest of 4 and what was chosen.
    limits = [
        Limit(np.array([[1.0, 1, 0]]), 1, 1),
        Limit(np.array([[3.0, 5, -1], [0, 0, -1]]), -np.inf, np.array([0.0, -4])),
    ]
    found = solve(np.array([0.0, 0, 1]), limits, 5, count_free=1)
    assert found.chosen is not None
    assert (found.chosen.tolist(), found.cost, found.bound) == ([True, False], 4, 4)
