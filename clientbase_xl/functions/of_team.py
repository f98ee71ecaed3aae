"""Cell functions of the team: FBS matrix and time photo (METHOD sections 15 and 16)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from clientbase_xl.functions.model import Argument, CellFunction, Gives, Takes
from clientbase_xl.rules.fbs_check import fbs_check, fbs_words
from clientbase_xl.rules.fbs_uncovered import Coverage, fbs_uncovered
from clientbase_xl.rules.selling_share import selling_share
from clientbase_xl.settings import Settings

_BETWEEN_NAMES = re.compile(r"[;\n]")
_ROLES_NOTE = "Ячейки ролей: строка — функция, столбец — сотрудник. Владелец, 1 бэкапер, 2 бэкапер."


def _check(values: Mapping[str, Any], settings: Settings, _today: date) -> list[str]:
    rows = zip(values["level"].tolist(), values["roles"].tolist(), values["people"].tolist(), strict=True)
    return [fbs_words(fbs_check(levels[0], cells, people, settings=settings.fbs)) for levels, cells, people in rows]


def _uncovered(values: Mapping[str, Any], _settings: Settings, _today: date) -> int:
    matrix, people = values["roles"].tolist(), values["people"].tolist()[0]
    absent = [name for cell in values["absent"].ravel().tolist() for name in _BETWEEN_NAMES.split(cell)]
    # A row without any role is a spare row of the table; CB_FBS_CHECK names a function that nobody owns.
    filled = [row for row in matrix if any(row)]
    return fbs_uncovered(filled, people, absent).count(Coverage.UNCOVERED)


def _selling(values: Mapping[str, Any], _settings: Settings, _today: date) -> float:
    return selling_share(values["minutes"].ravel(), values["is_selling"].ravel())


TEAM_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_FBS_CHECK",
        "Проверка функции матрицы FBS: владелец, бэкаперы по уровню, роли. Ответ на каждую строку диапазона ролей.",
        (
            Argument(
                "level",
                "Уровень",
                "Высший (1), Средний (2) или Обычный (3): ячейка или столбец.",
                Takes.TEXT,
                is_key=True,
            ),
            Argument("roles", "Роли", _ROLES_NOTE, Takes.TEXT, is_key=True),
            Argument(
                "people",
                "Сотрудники",
                "Строка имён над ролями. Пусто — каждый столбец другой человек.",
                Takes.TEXT,
                default="",
            ),
        ),
        fbs_check,
        _check,
        "текст",
        Gives.ROW,
    ),
    CellFunction(
        "CB_FBS_UNCOVERED",
        "Сколько функций матрицы FBS некому выполнить, если названных сотрудников нет. Строки без ролей не считаются.",
        (
            Argument("roles", "Роли", f"Весь диапазон. {_ROLES_NOTE}", Takes.TEXT, is_key=True),
            Argument("people", "Сотрудники", "Строка имён над ролями.", Takes.TEXT),
            Argument(
                "absent",
                "Кого нет",
                "Имена: ячейка через точку с запятой или диапазон. Пусто — все на месте.",
                Takes.TEXT,
                is_list=True,
                default="",
            ),
        ),
        fbs_uncovered,
        _uncovered,
        "функций",
        Gives.ONE,
    ),
    CellFunction(
        "CB_SELLING_SHARE",
        "Доля времени на продажи: минуты продаж ÷ все минуты. Дела без отметки не считаются.",
        (
            Argument("minutes", "Минуты", "Минуты по делам.", minimum=0, is_key=True),
            Argument(
                "is_selling",
                "Это продажа",
                "да — продажа, нет — обслуживание сделки, рядом с минутами.",
                Takes.FLAG,
                is_key=True,
            ),
        ),
        selling_share,
        _selling,
        "доля (1 = 100 %)",
        Gives.ONE,
    ),
)
