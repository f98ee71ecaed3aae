"""Cut-offs in roubles that stand for the levels of profit and potential."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

PROFIT_LEVELS = ("Максимальная", "Высокая", "Средняя", "Низкая", "Отрицательная")
POTENTIAL_LEVELS = ("Максимальный", "Высокий", "Низкий")
LOW_PROFIT, NEGATIVE_PROFIT = 3, 4
UNKNOWN_COLUMN = 1  # METHOD section 3: unknown potential takes the letter of the column «Высокий»
LOW_POTENTIAL = 2
OUT_OF_REACH = 1e15  # roubles: for a cut-off that does not exist, where a cell needs a number
# A share such as 0.95 × 1000 must meet 950 exactly, whatever binary fractions say.
_HAIR = 1e-12

Floats = npt.NDArray[np.float64]
Ranks = npt.NDArray[np.int64]
Cuts = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class LevelCuts:
    """The smallest roubles a year that reach at least each level; None: no value reaches it.

    `is_profit_known` is False when levels of the whole base come from turnover, because cost is unknown: then
    nobody is «Отрицательная». Clients with equal profit on a cut may stand a level below it (METHOD section 0
    breaks ties by the later purchase); every other client of the active base gets its own level back.
    """

    profit_max_rub: float | None
    profit_high_rub: float | None
    profit_mid_rub: float | None
    potential_max_rub: float | None
    potential_high_rub: float | None
    is_profit_known: bool

    @classmethod
    def of(cls, profit: Cuts, potential: Cuts, *, is_profit_known: bool) -> LevelCuts:
        """Return the cut-offs from three of profit and two of potential, each highest first."""
        return cls(profit[0], profit[1], profit[2], potential[0], potential[1], is_profit_known)

    @property
    def profit(self) -> Cuts:
        """Return the three cut-offs of profit, highest first."""
        return (self.profit_max_rub, self.profit_high_rub, self.profit_mid_rub)

    @property
    def potential(self) -> Cuts:
        """Return the two cut-offs of potential, highest first."""
        return (self.potential_max_rub, self.potential_high_rub)

    def profit_ranks(self, profit_rub: Floats) -> Ranks:
        """Return the place of each value in `PROFIT_LEVELS`; below zero is «Отрицательная» where profit is known."""
        ranks = ranks_by_cuts(profit_rub, self.profit)
        return np.where((profit_rub < 0) & self.is_profit_known, NEGATIVE_PROFIT, ranks)

    def potential_ranks(self, potential_rub: Floats) -> Ranks:
        """Return the place of each value in `POTENTIAL_LEVELS`; −1 where the value or the cut-offs are unknown."""
        is_unknown = np.isnan(potential_rub) | (None in self.potential)
        return np.where(is_unknown, -1, ranks_by_cuts(potential_rub, self.potential))

    def named_values(self) -> dict[str, float]:
        """Return the numbers for the named cells of the workbook's what-if formula.

        A level that nothing reaches gets a cut-off out of reach. Without cut-offs of potential every potential
        falls into the column «Высокий», as an unknown one does.
        """
        has_potential = None not in self.potential
        return {
            "cut_profit_max": _reachable(self.profit_max_rub),
            "cut_profit_high": _reachable(self.profit_high_rub),
            "cut_profit_mid": _reachable(self.profit_mid_rub),
            "cut_potential_max": _reachable(self.potential_max_rub) if has_potential else OUT_OF_REACH,
            "cut_potential_high": _reachable(self.potential_high_rub) if has_potential else 0.0,
            "is_profit_known": float(self.is_profit_known),
        }


def _reachable(cut: float | None) -> float:
    return OUT_OF_REACH if cut is None else cut


def ranks_by_cuts(values_rub: Floats, cuts: Cuts) -> Ranks:
    """Return for each value how many cut-offs (highest first, inclusive, None: out of reach) it stays below."""
    ranks = np.zeros(len(values_rub), dtype=np.int64)
    for cut in cuts:
        ranks += ~(values_rub >= (np.inf if cut is None else cut))
    return ranks


def shares_before(sorted_rub: Floats) -> Floats:
    """Return the share of the total accumulated before each value; values positive, highest first.

    Added in whole kopecks, so that the share does not depend on the order of float additions.
    """
    kopecks = np.round(sorted_rub * 100).astype(np.int64)
    total = max(int(kopecks.sum()), 1)
    shares: Floats = (np.cumsum(kopecks) - kopecks) / total
    return shares


def ranks_by_share(before: Floats, limits: tuple[float, ...]) -> Ranks:
    """Return for each accumulated share how many limits it has reached; a share equal to a limit has reached it."""
    ranks = np.zeros(len(before), dtype=np.int64)
    for limit in limits:
        ranks += before >= limit - _HAIR
    return ranks


def cuts_of(values_rub: Floats, ranks: Ranks, count_levels: int) -> Cuts:
    """Return the smallest value that has at least each of the first `count_levels` levels; None where none has."""
    cuts: list[float | None] = []
    for rank in range(count_levels):
        reached: Any = values_rub[ranks <= rank]
        cuts.append(float(reached.min()) if len(reached) else None)
    return tuple(cuts)
