"""Cell functions of reactivation and retention (METHOD sections 8 and 9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from clientbase_xl.functions.model import OMITTED, Argument, CellFunction, Gives, Takes
from clientbase_xl.rules.reactivation_status import reactivation_ranks, reactivation_status
from clientbase_xl.rules.retention import share_second
from clientbase_xl.settings import Settings

_AMOUNT = Argument("amount_rub", "Отгрузки за окно", "Отгрузки за 9 месяцев за вычетом возвратов, ₽.", is_key=True)
_LAST = Argument("last_on", "Последняя покупка", "День последней покупки.", Takes.DATE, is_key=True)
_RHYTHM = Argument(
    "rhythm_days", "Обычный промежуток", "Обычно дней между покупками. Пусто — ритма нет.", default=OMITTED, minimum=0
)


def _silence(values: Mapping[str, Any], today: date) -> Any:
    """Return days since the last purchase; a purchase of today or later is not seen yet (METHOD section 0)."""
    silence = today.toordinal() - values["last_on"]
    return np.where(silence > 0, silence, np.nan)


def _status(values: Mapping[str, Any], settings: Settings, today: date) -> list[str | float]:
    rules = settings.reactivation
    found = reactivation_status(values["amount_rub"], _silence(values, today), values["rhythm_days"], rules)
    return [word or float("nan") for word in found]


def _ranks(values: Mapping[str, Any], settings: Settings, today: date) -> list[int | None]:
    amount, rhythm = values["amount_rub"], values["rhythm_days"]
    return reactivation_ranks(amount, _silence(values, today), rhythm, values["codes"].tolist(), settings.reactivation)


def _retention(values: Mapping[str, Any], settings: Settings, today: date) -> float:
    first, second = values["first_on"], values["second_on"]
    last_day = today.toordinal() - (settings.retention.mature_days if values["is_mature"] else 1)
    is_counted = first <= last_day
    is_again = is_counted & (second < today.toordinal())
    return share_second(int(is_counted.sum()), int(is_again.sum()))


CALL_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_REACTIVATION_STATUS",
        "Звонить ли клиенту по списку реактивации: отпал недавно, ещё рано, отпал давно или отгрузок не было.",
        (_AMOUNT, _LAST, _RHYTHM),
        reactivation_status,
        _status,
        "текст",
    ),
    CellFunction(
        "CB_REACTIVATION_RANK",
        "Место в списке реактивации среди клиентов диапазона: отгрузки по убыванию. Пусто — звонить не нужно.",
        (
            _AMOUNT,
            _LAST,
            _RHYTHM,
            Argument("codes", "Код клиента", "При равных отгрузках порядок по коду.", Takes.TEXT, default=""),
        ),
        reactivation_ranks,
        _ranks,
        "место",
    ),
    CellFunction(
        "CB_RETENTION",
        "Удержание: вторые покупки ÷ первые по диапазонам дат. Ниже 67 % — «дыра в кармане».",
        (
            Argument("first_on", "Первая покупка", "Дни первых покупок клиентов.", Takes.DATE, is_key=True),
            Argument(
                "second_on",
                "Вторая покупка",
                "Дни вторых покупок тех же клиентов; пусто — второй не было.",
                Takes.DATE,
                default=OMITTED,
            ),
            Argument(
                "is_mature",
                "Только созревшие",
                "да — только клиенты, у которых с первой покупки прошло 90 дней; обычно нет.",
                Takes.FLAG,
                is_range=False,
                default=0.0,
            ),
        ),
        share_second,
        _retention,
        "доля (1 = 100 %)",
        Gives.ONE,
    ),
)
