"""Who takes over whose functions in a week of vacations, day by day.

METHOD section 15: backups are there for the owner's absence, the first before the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_vacations import Vacation, absences, known_absences
from clientbase_xl.rules.periods import week_start
from clientbase_xl.rules.working_days import WorkingCalendar

SUBSTITUTIONS = (
    "function",
    "level",
    "owners",
    "also_away",
    "substitute",
    "is_second",
    "from_on",
    "to_on",
    "count_days",
)
"""Columns of the result."""
_EVERY_WEEKDAY = WorkingCalendar()
_LEVELS = 4


class _Day(NamedTuple):
    """Who of a function is away on a day, who takes it over ("" for nobody), whether as a second backup."""

    owners: tuple[str, ...]
    also_away: tuple[str, ...]
    substitute: str
    is_second: bool


def coming_week(today: date, calendar: WorkingCalendar = _EVERY_WEEKDAY) -> date:
    """Return the Monday of the coming week: that of the first working day after a day.

    Our reading of METHOD section 19: from Monday to Thursday it is the current week, on a Friday already the next one.
    """
    day = today + timedelta(days=1)
    while not calendar.is_working(day):
        day += timedelta(days=1)
    return week_start(day)


def fbs_substitutions(
    matrix: FbsMatrix, vacations: Sequence[Vacation], week_on: date, calendar: WorkingCalendar = _EVERY_WEEKDAY
) -> pd.DataFrame:
    """Return a row per function and run of working days on which its owners are away and the same person takes it over.

    METHOD section 15. In: any day of the week. Out: function, level (1, 2, 3; 0 unknown), owners (tuple of names, all
    away; empty for a function without an owner), also_away (tuple: backups before the substitute who are away too),
    substitute (a first backup, else a second one, in the order of people; "" for nobody), is_second (whether he is a
    second backup), from_on, to_on (working days, both inclusive), count_days (working days between them). Functions
    without a substitute come first, then the higher level, the earlier day, the order of the matrix. A function without
    an owner is listed when all its backups are away. One of several owners who is there needs no substitute. Vacations
    that end before they begin, or of somebody without a column, count for nothing: `fbs_vacations` tells them.
    """
    places, _ = known_absences(matrix, vacations)
    days = list(absences(places, week_start(week_on), calendar))
    rows = []
    for function in range(len(matrix.functions)):
        turn = matrix.in_turn(function)
        runs: list[tuple[_Day, list[date]]] = []
        before: _Day | None = None
        for day, gone in days:
            state = _day(matrix, function, turn, gone)
            if state is not None and state == before:
                runs[-1][1].append(day)
            elif state is not None:
                runs.append((state, [day]))
            before = state
        level = int(matrix.levels[function])
        rows += [(matrix.functions[function], level, *state, on[0], on[-1], len(on)) for state, on in runs]
    rows.sort(key=lambda row: (bool(row[4]), row[1] or _LEVELS, row[6]))
    return pd.DataFrame(rows, columns=list(SUBSTITUTIONS))


def _day(matrix: FbsMatrix, function: int, turn: tuple[int, ...], gone: set[int]) -> _Day | None:
    """Return what a day asks of a function; None where nobody has to step in."""
    owners = [place for place in turn if matrix.is_owner[function, place]]
    here = [place for place in turn if place not in gone]
    is_left_alone = all(place in gone for place in owners) if owners else not here
    if not turn or not is_left_alone:
        return None
    ahead = turn[len(owners) : turn.index(here[0])] if here else turn[len(owners) :]
    return _Day(
        tuple(matrix.people[place] for place in owners),
        tuple(matrix.people[place] for place in ahead),
        matrix.people[here[0]] if here else "",
        bool(here) and matrix.is_second is not None and bool(matrix.is_second[function, here[0]]),
    )
