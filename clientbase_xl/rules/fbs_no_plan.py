"""Why no plan of trainings exists: which limit is in the way, and from which value of it there is one.

METHOD section 15: «infeasible team said so».
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import comb, inf
from typing import TypeVar

import numpy as np

from clientbase_xl.rules.binary_program import Numbers
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_trainings import TrainingTask, is_feasible, training_task
from clientbase_xl.rules.words import counted, grouped
from clientbase_xl.settings import FbsSettings

MOST_VALUES = 20_000
"""So many values of the load limit are tried at most: beyond, the sentence names the limit without a value."""
MOST_NAMED = 3
Value = TypeVar("Value")


def fbs_no_plan(
    matrix: FbsMatrix, settings: FbsSettings, costs: Numbers | None = None, seconds_max: float = 1.0
) -> tuple[str, ...]:
    """Return Russian sentences about what makes the trainings impossible; none when a plan exists.

    METHOD section 15. In order: functions that too few people are left to learn (no limit matters then); the limit of
    new functions per person; the load limit; both together. Each limit comes with the least value that is enough while
    the other stays, as far as that is found in time (`seconds_max` per search, in seconds).
    """
    task = training_task(matrix, settings, costs)
    if short := _too_few_people(matrix, task):
        return short
    new_max, load_max = settings.new_functions_max, settings.load_max

    def can(new: float, load: float | None) -> bool:
        return is_feasible(task, new, load, seconds_max) is True

    if is_feasible(task, new_max, load_max, seconds_max) is not False:
        return ()
    with_new = can(inf, load_max)
    with_load = load_max is not None and can(new_max, None)
    sentences = []
    if with_new:
        enough = _least(list(range(new_max + 1, len(task.rows) + 1)), lambda value: can(value, load_max))
        room = new_max * len(matrix.people)
        need = int(task.need.sum())
        why = f": нужно обучений {grouped(need)}, а возможно не больше {grouped(room)}" if need > room else ""
        sentences.append(
            f"Мешает предел новых функций на человека ({new_max}){why}."
            + (f" Если разрешить {enough}, план есть." if enough is not None else "")
        )
    if with_load and load_max is not None:
        values = _load_values(task, load_max, new_max)
        limit = _least(values, lambda value: can(new_max, value))
        sentences.append(
            f"Мешает предел нагрузки ({_points(load_max)} балл.)."
            + (f" При пределе {_up(limit)} балл. план есть." if limit is not None else "")
        )
    if not sentences and load_max is not None:
        sentences.append(
            f"Мешают два предела сразу: новых функций на человека ({new_max}) и нагрузки ({_points(load_max)} балл.); "
            "поднять один из них мало."
        )
    return tuple(sentences)


def _too_few_people(matrix: FbsMatrix, task: TrainingTask) -> tuple[str, ...]:
    left = task.may_learn.sum(axis=1)
    short = np.flatnonzero(left < task.need)
    sentences = [
        f"Функции «{matrix.functions[task.rows[row]]}» не хватает: "
        f"{counted(int(task.need[row]), 'бэкапер', 'бэкапера', 'бэкаперов')}, а учить можно только: {int(left[row])}."
        for row in short[:MOST_NAMED]
    ]
    if len(short) > MOST_NAMED:
        more = len(short) - MOST_NAMED
        sentences.append(f"И ещё {counted(more, 'функция', 'функции', 'функций')}, где некого учить.")
    return tuple(sentences)


def _least(values: Sequence[Value], is_enough: Callable[[Value], bool]) -> Value | None:
    """Return the first of ascending values that is enough; None when none is."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(values[middle]) else (middle + 1, high)
    return values[low] if low < len(values) else None


def _load_values(task: TrainingTask, load_max: float, new_max: int) -> list[float]:
    """Return the loads above the limit that people can reach by new functions: the limit that is enough is one."""
    sizes = sorted({float(value) for value in task.points if value > 0})
    most = min(new_max, len(task.rows))
    if not sizes or comb(most + len(sizes), len(sizes)) * len(set(task.loads)) > MOST_VALUES:
        return []
    sums = {
        sum(size * count for size, count in zip(sizes, counts, strict=True))
        for counts in product(range(most + 1), repeat=len(sizes))
        if 0 < sum(counts) <= most
    }
    return sorted({float(load) + extra for load in task.loads for extra in sums if load + extra > load_max})


def _points(value: float) -> str:
    return f"{value:.6g}".replace(".", ",")


def _up(value: float) -> str:
    """Return a limit in words, rounded up to a tenth, so that typing it is enough."""
    return _points(float(np.ceil(round(value * 10, 6))) / 10)
