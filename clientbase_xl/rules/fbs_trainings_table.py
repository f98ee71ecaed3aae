"""«FBS обучение»: the cheapest trainings row by row, what they cost, the bound that proves it, or why there is no plan.

METHOD section 15: the cheapest set of trainings person × function, exact; an infeasible team said so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_trainings import FbsTrainings, Training
from clientbase_xl.rules.words import counted, grouped, number
from clientbase_xl.schemas.fbs_trainings import FBS_TRAININGS, NOT_FOUND, NOT_POSSIBLE, TEACH
from clientbase_xl.schemas.fbs_words import FBS_LEVELS
from clientbase_xl.settings import FbsSettings

NOBODY_KNOWS = "никто не умеет"
_LIMITS_FORBID = "Пределы обучения не дают обучить эту команду."
_TIME_OUT = "За отведённое время план не найден: ослабьте пределы обучения на листе «Настройки»."
_LEVELS = 4


def fbs_trainings_table(
    matrix: FbsMatrix, plan: FbsTrainings, why_not: Sequence[str], settings: FbsSettings
) -> tuple[pd.DataFrame, str]:
    """Return FBS_TRAININGS, functions of the higher levels first, and the line above it: cost and proof.

    METHOD section 15. `why_not` are the sentences of `fbs_no_plan`: the rows of a team that cannot be trained. Where no
    backups are missing there are no rows; without people or functions no line either.
    """
    if not matrix.people or not matrix.functions:
        return pd.DataFrame(columns=list(FBS_TRAININGS.keys), dtype=object), ""
    records: list[dict[str, object]]
    if plan.is_possible is None:
        records = [{"state": NOT_FOUND, "reason": _TIME_OUT}]
    elif not plan.is_possible:
        records = [{"state": NOT_POSSIBLE, "reason": sentence} for sentence in why_not or (_LIMITS_FORBID,)]
    else:
        records = _trainings(matrix, plan.trainings, settings)
    numbered = [{"rank": rank, **record} for rank, record in enumerate(records, 1)]
    return pd.DataFrame(numbered, columns=list(FBS_TRAININGS.keys), dtype=object), _line(plan)


def _trainings(matrix: FbsMatrix, trainings: Sequence[Training], settings: FbsSettings) -> list[dict[str, object]]:
    rows = {name: row for row, name in enumerate(matrix.functions)}
    places = {name: place for place, name in enumerate(matrix.people)}

    def order(one: Training) -> tuple[int, int, int]:
        row = rows[one.function]
        return int(matrix.levels[row]) or _LEVELS, row, places[one.employee]

    records: list[dict[str, object]] = []
    for one in sorted(trainings, key=order):
        row = rows[one.function]
        level = int(matrix.levels[row])
        count, needed = int(matrix.is_backup[row].sum()), settings.backups_needed(level)
        records.append(
            {
                "function": one.function,
                "level": FBS_LEVELS[level - 1] if level else None,
                "state": TEACH,
                "employee": one.employee,
                "teachers": ", ".join(matrix.people[place] for place in matrix.in_turn(row)) or NOBODY_KNOWS,
                "cost": one.cost,
                "reason": f"Бэкаперов {count}, нужно {needed}.",
            }
        )
    return records


def _line(plan: FbsTrainings) -> str:
    if not plan.count_missing:
        return "Обучать никого не надо: бэкаперов столько, сколько требуют уровни."
    missing = f"Не хватает бэкаперов — {grouped(plan.count_missing)}."
    if plan.is_possible is None:
        return f"{missing} План за отведённое время не найден."
    if not plan.is_possible:
        return f"{missing} Обучить эту команду нельзя: почему — в строках ниже."
    proof = (
        "дешевле нельзя, доказано"
        if plan.is_exact
        else f"дешевле {_up(plan.bound)} нельзя, найдено за отведённое время"
    )
    trainings = counted(len(plan.trainings), "обучения", "обучений", "обучений")
    return f"{missing} Хватит {trainings}, общая стоимость — {number(plan.cost)} ({proof})."


def _up(bound: float) -> str:
    return number(bound) if np.isfinite(bound) else "0"
