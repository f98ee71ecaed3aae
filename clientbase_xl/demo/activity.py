"""Typed cells around the matrix of actions: a dozen clients with a frequency of their own, strategies of channels."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.plans import ClientPlan
from clientbase_xl.demo.stories import Story
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.lists import DEFAULT_VALUES
from clientbase_xl.schemas.sales_channels import SALES_CHANNELS

# Visits, calls, reason; None leaves the number to the matrix. The last one was typed without a reason.
_FREQUENCIES: tuple[tuple[float | None, float | None, str | None], ...] = (
    (0.5, None, "Склад в 300 км: визит раз в два месяца, остальное по телефону"),
    (1, None, "По анкете 12 заказов в год: чаще ездить незачем"),
    (None, 12, "Заказывает мелко и часто, просит звонить три раза в неделю"),
    (0, 8, "Закупщик работает из дома, встречи не нужны"),
    (6, None, "Открывают две точки: до весны визит каждую неделю и чаще"),
    (2, 4, "Потенциал втрое больше оборота: ведём как B"),
    (0, None, "Закупки через их портал, визиты запрещены регламентом"),
    (1, 2, "Сезонный ассортимент, до марта реже"),
    (4, None, "Идёт тендер на год, решает комиссия"),
    (None, 1, "Заказывают по графику поставок, лишние звонки раздражают"),
    (0.25, 1, "Берут у нас почти всё, удерживаем"),
    (3, None, None),
)
_YEARLY_FROM_RUB = 300_000.0


def with_frequencies(cards: pd.DataFrame, plans: Sequence[ClientPlan], seed: int) -> pd.DataFrame:
    """Return the cards (titles of «Клиенты») with frequencies of contacts typed for a dozen larger clients."""
    draws = Draws(seed, "frequencies")
    held = set(cards[CLIENTS["client_code"].title])
    able = [
        plan
        for plan in plans
        if plan.story in (Story.STEADY, Story.GROWING) and plan.yearly_rub >= _YEARLY_FROM_RUB and plan.code in held
    ]
    chosen = draws.several(able, [1.0] * len(able), len(_FREQUENCIES))
    typed = {plan.code: cells for plan, cells in zip(chosen, _FREQUENCIES, strict=False)}
    filled = cards.copy()
    for place, key in enumerate(("visits_per_month", "calls_per_month", "frequency_reason")):
        filled[CLIENTS[key].title] = pd.Series(
            [typed[code][place] if code in typed else None for code in cards[CLIENTS["client_code"].title]],
            index=cards.index,
            dtype=object,
        )
    return filled


def matrix_records() -> pd.DataFrame:
    """Return the stored columns of «Матрица мероприятий»: the head drives to C clients seldom and says so."""
    keys = [*ACTIVITY_MATRIX.key_columns, *(column.key for column in ACTIVITY_MATRIX.typed)]
    row = {
        "category": "C",
        "actions": "Звонок с предложением раз в две недели, визит раз в четыре месяца попутно",
        "visits_per_month": 0.25,
    }
    return pd.DataFrame([row], columns=keys, dtype=object)


def channel_records() -> pd.DataFrame:
    """Return the stored columns of «Каналы продаж»: two channels have a strategy, one waits for it."""
    wholesale, retail, _ = (name for name, _ in DEFAULT_VALUES["channels"])
    keys = [*SALES_CHANNELS.key_columns, *(column.key for column in SALES_CHANNELS.typed)]
    rows = [
        (wholesale, "Дилерский склад в каждом районе, доля в закупках крупных баз от 40 %", "высокий", None),
        (retail, "Держим полку: обязательный ассортимент и визиты по маршруту", "средний", "РОП"),
    ]
    return pd.DataFrame(rows, columns=keys, dtype=object)
