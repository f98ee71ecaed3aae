"""Functions of the FBS matrix that nobody can do, or nobody owns, in each week of vacations.

METHOD section 15: those on vacation per week → uncovered and weak functions by level. Our reading: people are absent
together only on the same working day, so a week counts what is uncovered on at least one of its working days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from clientbase_xl.problems import Problem
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_roles import name_key
from clientbase_xl.rules.fbs_stress import COUNTS
from clientbase_xl.rules.periods import week_start
from clientbase_xl.rules.words import day as day_words
from clientbase_xl.rules.working_days import WorkingCalendar

_EVERY_WEEKDAY = WorkingCalendar()
DAYS = 7


@dataclass(frozen=True, slots=True)
class Vacation:
    """Days on which an employee is not there, both ends inclusive."""

    employee: str
    from_on: date
    to_on: date


def fbs_vacations(
    matrix: FbsMatrix,
    vacations: Sequence[Vacation],
    first_on: date,
    count_weeks: int,
    calendar: WorkingCalendar = _EVERY_WEEKDAY,
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return a row per ISO week from that of `first_on`, and the vacations that could not be used.

    METHOD section 15. Out: week_on (Monday), absent (tuple of names), uncovered_*, weak_* (functions by level), days
    (working days with an uncovered function that somebody can do otherwise), functions (their names, higher levels
    first, tuple). A week without absences has a row too. A vacation that ends before it begins, or of somebody without
    a column, is a problem and counts for nothing.
    """
    places, problems = known_absences(matrix, vacations)
    rows = []
    for number in range(count_weeks):
        monday = week_start(first_on) + timedelta(days=DAYS * number)
        rows.append(_week(matrix, places, monday, calendar))
    table = pd.DataFrame(rows, columns=["week_on", "absent", *COUNTS, "days", "functions"])
    return table, tuple(problems)


def known_absences(
    matrix: FbsMatrix, vacations: Sequence[Vacation]
) -> tuple[list[tuple[int, Vacation]], list[Problem]]:
    """Return the vacations with the places of people in the matrix, and those that count for nothing as problems."""
    keys = [name_key(person) for person in matrix.people]
    found, problems = list[tuple[int, Vacation]](), list[Problem]()
    for one in vacations:
        dates = f"{day_words(one.from_on)} – {day_words(one.to_on)}"
        if one.to_on < one.from_on:
            problems.append(
                Problem(
                    f"Отпуск сотрудника «{one.employee}» кончается раньше, чем начался",
                    "Исправьте даты отпуска.",
                    value=dates,
                )
            )
        elif name_key(one.employee) not in keys:
            problems.append(
                Problem(
                    f"В матрице нет сотрудника «{one.employee}»: его отпуск не учтён",
                    "Исправьте имя или добавьте сотрудника в матрицу.",
                    value=dates,
                )
            )
        else:
            found.append((keys.index(name_key(one.employee)), one))
    return found, problems


def _week(
    matrix: FbsMatrix, places: list[tuple[int, Vacation]], monday: date, calendar: WorkingCalendar
) -> list[object]:
    is_uncovered = is_weak = np.zeros(len(matrix.functions), dtype=bool)
    absent: set[int] = set()
    count_days = 0
    can_be_done = matrix.is_able.any(axis=1)
    for _, gone in absences(places, monday, calendar):
        absent |= gone
        uncovered, weak = matrix.without(gone)
        is_uncovered, is_weak = is_uncovered | uncovered, is_weak | weak
        count_days += bool((uncovered & can_be_done).any())
    counts = np.hstack([matrix.counts(is_uncovered), matrix.counts(is_weak & ~is_uncovered)])
    names = tuple(matrix.people[place] for place in sorted(absent))
    return [monday, names, *counts.tolist(), count_days, matrix.named(is_uncovered & can_be_done)]


def absences(
    places: Sequence[tuple[int, Vacation]], monday: date, calendar: WorkingCalendar
) -> Iterator[tuple[date, set[int]]]:
    """Yield the working days of a week with the places of those who are absent."""
    for number in range(DAYS):
        day = monday + timedelta(days=number)
        if calendar.is_working(day):
            yield day, {place for place, one in places if one.from_on <= day <= one.to_on}
