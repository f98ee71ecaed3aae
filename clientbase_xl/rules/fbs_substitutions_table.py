"""«FBS замены»: the substitutions of the coming week as a sheet to hang on the wall.

METHOD section 15: who backs up whom; what to do where nobody is left is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.rules.fbs_substitutions import coming_week, fbs_substitutions
from clientbase_xl.rules.fbs_vacations import DAYS, Vacation
from clientbase_xl.rules.words import counted, span
from clientbase_xl.rules.working_days import WorkingCalendar
from clientbase_xl.schemas.fbs_substitutions import FBS_SUBSTITUTIONS, FIRST_TAKES, NOBODY_LEFT, SECOND_TAKES
from clientbase_xl.schemas.fbs_words import FBS_LEVELS

_EVERY_WEEKDAY = WorkingCalendar()
_MUST_BE_DONE = 2
"""Up to this level a function cannot wait for its owner."""


def fbs_substitutions_table(
    matrix: FbsMatrix, vacations: Sequence[Vacation], today: date, calendar: WorkingCalendar = _EVERY_WEEKDAY
) -> tuple[pd.DataFrame, str]:
    """Return FBS_SUBSTITUTIONS of the coming week, and the line above it: which week, how many have nobody.

    METHOD section 15. The coming week is that of the next working day (`coming_week`). Without anybody away there are
    no rows; without a matrix the line is empty.
    """
    if not matrix.people or not matrix.functions:
        return pd.DataFrame(columns=list(FBS_SUBSTITUTIONS.keys), dtype=object), ""
    monday = coming_week(today, calendar)
    found = fbs_substitutions(matrix, vacations, monday, calendar).to_dict("records")
    records = []
    for rank, row in enumerate(found, 1):
        level, substitute = int(row["level"]), str(row["substitute"])
        records.append(
            {
                "rank": rank,
                "function": row["function"],
                "level": FBS_LEVELS[level - 1] if level else None,
                "absent": ", ".join(row["owners"] or row["also_away"]),
                "from_on": row["from_on"],
                "to_on": row["to_on"],
                "count_days": row["count_days"],
                "substitute": substitute or None,
                "state": _state(row["is_second"], substitute),
                "action": _action(level, substitute, row["owners"], row["also_away"]),
            }
        )
    table = pd.DataFrame(records, columns=list(FBS_SUBSTITUTIONS.keys), dtype=object)
    week = span(monday, monday + timedelta(days=DAYS - 1), today.year)
    nobody = len({str(row["function"]) for row in found if not row["substitute"]})
    said = f" Некому подменить: {counted(nobody, 'функция', 'функции', 'функций')}." if nobody else ""
    return table, f"Неделя {week}.{said}"


def _state(is_second: bool, substitute: str) -> str:
    if not substitute:
        return NOBODY_LEFT
    return SECOND_TAKES if is_second else FIRST_TAKES


def _action(level: int, substitute: str, owners: tuple[str, ...], also_away: tuple[str, ...]) -> str:
    """Return what to do before the first day."""
    if substitute:
        why = f" Не на месте и {', '.join(also_away)}." if also_away else ""
        return f"Передать дела: принимает {substitute}.{why}"
    why = f" Бэкаперы тоже не на месте: {', '.join(also_away)}." if owners and also_away else ""
    if 0 < level <= _MUST_BE_DONE:
        return f"Сдвинуть отпуск или обучить замену до начала.{why}"
    return f"Сделать заранее или отложить до возвращения.{why}"
