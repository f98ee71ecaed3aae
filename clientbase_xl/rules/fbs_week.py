"""Gaps of the FBS in the coming week: who is away, what nobody can do then, who takes over the rest.

METHOD section 19 (FBS gaps of the coming week on the head's page) and 15 (those on vacation per week, by level).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from clientbase_xl.rules import words
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_substitutions import coming_week, fbs_substitutions
from clientbase_xl.rules.fbs_vacations import Vacation
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.schemas.fbs_words import FBS_LEVELS

_EVERY_WEEKDAY = WorkingCalendar()
_LAST = len(FBS_LEVELS) + 1
_MOST_NAMED, _MOST_TAKEN = 4, 2

Function = tuple[int, str]
"""Level (1, 2, 3; 0 unknown) and name."""


@dataclass(frozen=True, slots=True)
class FbsGap:
    """Days on which the same people are away: functions without cover, and who takes over which others."""

    absent: tuple[str, ...]
    from_on: date
    to_on: date
    uncovered: tuple[Function, ...]
    taken_over: tuple[tuple[str, tuple[Function, ...]], ...]


@dataclass(frozen=True, slots=True)
class FbsWeek:
    """The coming week: its Monday, its gaps, and the functions that nobody can do in any week; by level."""

    monday: date
    gaps: tuple[FbsGap, ...]
    of_nobody: tuple[Function, ...]
    count_functions: int

    @property
    def uncovered(self) -> tuple[Function, ...]:
        """Return each function that lacks cover on a day of the week because people are away, once, by level."""
        return tuple(sorted({one for gap in self.gaps for one in gap.uncovered}, key=_rank))


def fbs_week(
    matrix: FbsMatrix, vacations: Sequence[Vacation], today: date, calendar: WorkingCalendar = _EVERY_WEEKDAY
) -> FbsWeek | None:
    """Return the gaps of the coming week (`coming_week`), those with uncovered functions first; None without a matrix.

    METHOD sections 15, 19. A gap is a run of working days with the same absent people (`fbs_substitutions`: owners, and
    backups before the one who takes over); gaps with uncovered functions come first, of them those with the highest
    level, then the earlier day. A function without any role is of nobody, whoever is there. A matrix in which
    nobody has a role yet is none.
    """
    if not matrix.is_able.any():
        return None
    monday = coming_week(today, calendar)
    found: dict[tuple[tuple[str, ...], date, date], dict[str, list[Function]]] = {}
    for row in fbs_substitutions(matrix, vacations, monday, calendar).to_dict("records"):
        key = ((*row["owners"], *row["also_away"]), row["from_on"], row["to_on"])
        found.setdefault(key, {}).setdefault(row["substitute"], []).append((row["level"], row["function"]))
    gaps = [
        FbsGap(
            absent,
            from_on,
            to_on,
            tuple(sorted(functions.get("", ()), key=_rank)),
            tuple((person, tuple(sorted(own, key=_rank))) for person, own in functions.items() if person),
        )
        for (absent, from_on, to_on), functions in found.items()
    ]
    nobody = np.flatnonzero(~matrix.is_able.any(axis=1))
    return FbsWeek(
        monday,
        tuple(sorted(gaps, key=_urgency)),
        tuple(sorted(((int(matrix.levels[at]), matrix.functions[at]) for at in nobody), key=_rank)),
        len(matrix.functions),
    )


def gap_words(gap: FbsGap, most_uncovered: int = _MOST_NAMED, most_taken: int = _MOST_TAKEN) -> str:
    """Return what becomes of the functions: «без прикрытия: «…» (Высший); замещает Петров: «…» (Средний)».

    METHOD section 15. So many uncovered functions, and functions of each substitute, are named at most, then how many
    more; of the substitutes four.
    """
    parts = [f"без прикрытия: {functions_words(gap.uncovered, most_uncovered)}"] if gap.uncovered else []
    named = gap.taken_over[:_MOST_NAMED]
    parts += [f"замещает {person}: {functions_words(own, most_taken)}" for person, own in named]
    more = sum(len(own) for _, own in gap.taken_over[_MOST_NAMED:])
    return "; ".join([*parts, f"ещё {_counted(more)} — другие" if more else ""]).removesuffix("; ")


def functions_words(functions: Sequence[Function], most: int = _MOST_NAMED) -> str:
    """Return functions by name with their levels, so many at most, the others as a number («5 функций» with 0)."""
    named = ", ".join(f"«{name}»{_level(level)}" for level, name in functions[:most])
    more = len(functions) - most
    if not most:
        return _counted(more)
    return f"{named} и ещё {more}" if more > 0 else named


def _counted(count: int) -> str:
    return words.counted(count, "функция", "функции", "функций")


def _level(level: int) -> str:
    """Return the level in brackets without its number: «Высший (1)» is « (Высший)»."""
    return f" ({FBS_LEVELS[level - 1].partition(' (')[0]})" if level else ""


def _rank(function: Function) -> tuple[int, str]:
    return function[0] or _LAST, function[1]


def _urgency(gap: FbsGap) -> tuple[int, date, date, tuple[str, ...]]:
    highest = min((level or _LAST for level, _ in gap.uncovered), default=_LAST + 1)
    return highest, gap.from_on, gap.to_on, gap.absent
