"""«До следующей категории»: what separates a client from the next better letter, in roubles a year.

METHOD section 0 (every class with thresholds carries it) and section 3. The cut-offs are today's (`LevelCuts`): the
nearest improvement of profit alone, of potential alone, or of both when neither suffices alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from clientbase_xl.rules import words
from clientbase_xl.rules.grid import Grid
from clientbase_xl.rules.level_cuts import (
    LOW_POTENTIAL,
    LOW_PROFIT,
    NEGATIVE_PROFIT,
    POTENTIAL_LEVELS,
    UNKNOWN_COLUMN,
    Cuts,
)
from clientbase_xl.schemas.clients import LETTERS

HIGHEST = "высшая категория"
NOTHING_BETTER = "выше по сетке этой компании категории нет"
_MORE_PROFIT, _MORE_POTENTIAL = "{profit}", "{potential}"


@dataclass(frozen=True, slots=True)
class _Step:
    """One way up: the letter it reaches and the totals a year it takes.

    `profit_rub` None: profit may stay. `potential_rank` None: potential may stay; `potential_rub` None: the level of
    potential it takes has no cut-off in roubles yet.
    """

    letter: str
    profit_rub: float | None
    potential_rank: int | None
    potential_rub: float | None


@dataclass(frozen=True, slots=True)
class _Template:
    """A sentence with places for what one client lacks; a step up asks for one cut-off of each kind at most."""

    text: str
    profit_rub: float | None
    potential_rub: float | None

    def filled(self, basis: float, potential: float) -> str:
        """Return the sentence of one client."""
        text = self.text
        if self.profit_rub is not None:
            # Equal profits on a cut-off: the later purchase stands higher, so any rouble more is enough.
            text = text.replace(_MORE_PROFIT, words.rub_more(max(self.profit_rub - basis, 1.0)))
        if self.potential_rub is not None and _MORE_POTENTIAL in text:
            text = text.replace(_MORE_POTENTIAL, words.rub_more(self.potential_rub - potential))
        return text


def distances(
    grid: Grid,
    cuts_by_basis: dict[bool, Cuts],
    potential_cuts: Cuts,
    rows: Iterable[tuple[int, int, float, float, bool]],
) -> list[str]:
    """Return the sentence of each row (profit_rank, potential_rank, basis_rub, potential_rub, is_profit_known).

    `cuts_by_basis` gives the profit cut-offs for known profit (True) and for turnover (False). Roubles are rounded
    up, so that adding them is enough. For an unknown potential the sentence also names what an answer would change.
    """

    @cache
    def template(profit_rank: int, potential_rank: int, is_known: bool, is_asked: bool) -> _Template:
        return _template(
            grid.letter(profit_rank, potential_rank),
            _steps(grid, cuts_by_basis[is_known], potential_cuts, profit_rank, potential_rank),
            _answers(grid, potential_cuts, profit_rank) if potential_rank < 0 else "",
            "прибыль" if is_known else "оборот",
            is_asked,
        )

    return [
        template(profit_rank, potential_rank, is_known, potential == potential).filled(basis, potential)
        for profit_rank, potential_rank, basis, potential, is_known in rows
    ]


def _steps(grid: Grid, cuts: Cuts, potential_cuts: Cuts, profit_rank: int, potential_rank: int) -> list[_Step]:
    """Return the nearest better letters by profit alone, by potential alone, else by both.

    A potential that is not known cannot rise: it takes part only where no profit alone leads anywhere.
    """
    column = potential_rank if potential_rank >= 0 else UNKNOWN_COLUMN
    now = LETTERS.index(grid.letters[profit_rank][column])
    profits = [(rank, cut) for rank, cut in _better(cuts, profit_rank) if cut is not None]
    potentials = _better(potential_cuts, column)
    by_profit = [_Step(grid.letters[rank][column], cut, None, None) for rank, cut in profits]
    by_potential = [
        _Step(grid.letters[profit_rank][rank], None, rank, cut) for rank, cut in potentials if potential_rank >= 0
    ]
    nearest = [
        next((step for step in way if LETTERS.index(step.letter) < now), None) for way in (by_profit, by_potential)
    ]
    steps = [step for step in nearest if step is not None]
    if steps:
        return steps
    both = [
        (place + other, _Step(grid.letters[row][col], profit, col, potential))
        for place, (row, profit) in enumerate(profits)
        for other, (col, potential) in enumerate(potentials)
        if LETTERS.index(grid.letters[row][col]) < now
    ]
    return [min(both, key=lambda pair: pair[0])[1]] if both else []


def _better(cuts: Cuts, rank: int) -> list[tuple[int, float | None]]:
    """Return the better levels, nearest first, each with its cut-off; equal cut-offs lead to the best of them."""
    ways: list[tuple[int, float | None]] = []
    if rank == NEGATIVE_PROFIT and len(cuts) == LOW_PROFIT:
        ways.append((LOW_PROFIT, 0.0))
    for better in range(min(rank, len(cuts)) - 1, -1, -1):
        cut = cuts[better]
        if ways and ways[-1][1] == cut:
            ways.pop()
        ways.append((better, cut))
    return ways


def _answers(grid: Grid, potential_cuts: Cuts, profit_rank: int) -> str:
    """Return what each possible answer about potential would make of the client."""
    row = grid.letters[profit_rank]
    parts = []
    if row[0] != row[UNKNOWN_COLUMN]:
        bound = f" от {words.rub(potential_cuts[0])}" if potential_cuts[0] is not None else " Максимальный"
        parts.append(f"если потенциал{bound} — {row[0]}")
    if row[LOW_POTENTIAL] != row[UNKNOWN_COLUMN]:
        bound = f" меньше {words.rub(potential_cuts[1])}" if potential_cuts[1] is not None else " Низкий"
        parts.append(f"если потенциал{bound} — {row[LOW_POTENTIAL]}")
    return "; ".join(parts)


def _template(letter: str, steps: list[_Step], answers: str, basis_name: str, is_asked: bool) -> _Template:
    """Return the sentence that all clients of one cell of the grid share; `is_asked`: their potential is known."""
    if letter == LETTERS[0]:
        text = HIGHEST
    elif not steps:
        text = "" if answers else NOTHING_BETTER
    else:
        ways: dict[str, list[str]] = {}
        for step in steps:
            ways.setdefault(step.letter, []).append(_way(step, basis_name, is_asked))
        text = "; ".join(f"до {reached}: {' или '.join(parts)}" for reached, parts in ways.items())
    text = "; ".join(part for part in (text, answers) if part)
    profits = [step.profit_rub for step in steps if step.profit_rub is not None]
    potentials = [step.potential_rub for step in steps if step.potential_rub is not None]
    return _Template(text[:1].upper() + text[1:], next(iter(profits), None), next(iter(potentials), None))


def _way(step: _Step, basis_name: str, is_asked: bool) -> str:
    parts = []
    if step.profit_rub is not None:
        parts.append(f"{basis_name} {_MORE_PROFIT} в год")
    if step.potential_rank is not None and step.potential_rub is None:
        parts.append(f"{POTENTIAL_LEVELS[step.potential_rank]} потенциал")
    elif step.potential_rub is not None and not is_asked:
        parts.append(f"потенциал от {words.rub(step.potential_rub)} в год")
    elif step.potential_rub is not None:
        parts.append(f"потенциал {_MORE_POTENTIAL} в год")
    return " и ".join(parts)
