"""Random draws that are the same on every machine, Python and library version.

Only `random.Random.random()` is used: Python promises its sequence for a given seed, which it does not for
`choices` or `shuffle`, nor NumPy for the methods of `Generator`. Everything else here is + − × ÷ and comparison,
because `exp` and `pow` differ in the last digit between C libraries; floats are added with `fsum`, because `sum`
adds them otherwise since Python 3.12.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """One independent stream of draws, named by its key: adding a stream never moves another."""

    def __init__(self, *key: object) -> None:
        self.unit = Random("/".join(str(part) for part in key)).random

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both inclusive."""
        return low + int(self.unit() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """Return a number in [low; high), every value equally likely."""
        return low + (high - low) * self.unit()

    def around(self, low: float, high: float) -> float:
        """Return a number in [low; high), values near the middle more likely."""
        return low + (high - low) * (self.unit() + self.unit()) / 2

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.unit() < probability

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items; IndexError when there are none."""
        return items[int(self.unit() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """Return one of the items, likely in proportion to its weight (not negative, not all zero)."""
        rest = self.unit() * fsum(weights)
        for item, weight in zip(items, weights, strict=True):
            rest -= weight
            if rest < 0:
                return item
        return items[max(place for place, weight in enumerate(weights) if weight > 0)]

    def several(self, items: Sequence[T], weights: Sequence[float], count: int) -> list[T]:
        """Return up to `count` different items, drawn one after another by weight."""
        left, left_weights = list(items), list(weights)
        drawn: list[T] = []
        while left and len(drawn) < count and fsum(left_weights) > 0:
            place = self.weighted(range(len(left)), left_weights)
            drawn.append(left.pop(place))
            left_weights.pop(place)
        return drawn


def on_curve(points: Sequence[tuple[float, float]], at: float) -> float:
    """Return the value at `at` on the broken line through `points` (ascending); flat outside its ends."""
    if at <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if at <= right:
            return low + (high - low) * (at - left) / (right - left)
    return points[-1][1]
