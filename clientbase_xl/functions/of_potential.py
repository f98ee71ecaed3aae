"""Cell functions of the internal profile: potential with its ends, the question to ask next (METHOD section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from clientbase_xl.functions.model import OMITTED, Argument, CellFunction, Takes
from clientbase_xl.rules.next_question import answered_numbers, next_places, next_question
from clientbase_xl.rules.potential import ANSWERED_WAYS, RATIO_KEYS, Floats, potential, routes
from clientbase_xl.schemas.profiles import QUESTIONS, ordered_questions
from clientbase_xl.settings import Settings


def _number(key: str, title: str, note: str, **more: Any) -> Argument:
    return Argument(key, title, note, default=OMITTED, minimum=0, **more)


_ANSWERS = (
    _number(
        "count_orders_per_year", "Заказов в год", "Заказов в год у всех поставщиков. Пусто — не спросили.", is_key=True
    ),
    _number("average_order_rub", "Средний заказ", "Средний заказ у всех поставщиков, ₽.", is_key=True),
    _number("share_ours", "Доля у нас", "Доля закупок у нас: 0,4 или 40 %; от 1 до 100 %.", maximum=1, is_key=True),
    _number("count_suppliers", "Поставщиков", "Сколько поставщиков; один — значит 100 % у нас.", is_key=True),
)
_TURNOVER = replace(
    _number("turnover_12m_rub", "Оборот", "Наш оборот с клиентом за 12 месяцев, ₽.", is_key=True), minimum=None
)
_OWN = (
    _TURNOVER,
    _number(
        "average_purchase_rub",
        "Наша средняя покупка",
        "Оборот ÷ покупки у нас, ₽: на случай, если известно только число заказов.",
    ),
)
_RATIOS = (
    _number("ratio_median", "Медиана у ответивших", "Во сколько раз закупки больше оборота у ответивших: медиана."),
    _number("ratio_high", "90 % у ответивших", "То же отношение: процентиль 90 %."),
)
_ARGUMENTS = (*_ANSWERS, *_OWN, *_RATIOS)
_TEXT_QUESTIONS = tuple(question for question in QUESTIONS if not question.is_number)
_TALK = (
    # Whoever answered nothing is asked the first question, so no blank answer makes the function silent.
    *(replace(argument, is_key=False) for argument in (*_ANSWERS, *_OWN)),
    *(
        Argument(
            question.key, f"Ответ {question.number}", f"{question.title}. Пусто — не спросили.", Takes.TEXT, default=""
        )
        for question in _TEXT_QUESTIONS
    ),
)


def _least(values: Mapping[str, Any], settings: Settings, _today: date) -> Floats:
    return routes(values, settings.profiles).potential_min_rub


def _likely(values: Mapping[str, Any], settings: Settings, _today: date) -> Floats:
    return routes(values, settings.profiles).potential_rub


def _most(values: Mapping[str, Any], settings: Settings, _today: date) -> Floats:
    return routes(values, settings.profiles).potential_max_rub


def _question(values: Mapping[str, Any], settings: Settings, _today: date) -> list[str | None]:
    questions = ordered_questions(settings.profiles)
    unknown = np.full(len(values["turnover_12m_rub"]), np.nan)
    ways = routes({**values, **dict.fromkeys(RATIO_KEYS, unknown)}, settings.profiles).way
    is_open = np.column_stack(
        [
            ~answered_numbers(question, values) if question.is_number else values[question.key] == ""
            for question in questions
        ]
    )
    has_turnover = values["turnover_12m_rub"] > 0
    chosen = next_places(questions, is_open.astype(bool), np.isin(ways, ANSWERED_WAYS), has_turnover)
    return [questions[place].title if place >= 0 else None for place in chosen.tolist()]


POTENTIAL_FUNCTIONS: tuple[CellFunction, ...] = (
    CellFunction(
        "CB_POTENTIAL",
        "Потенциал клиента, ₽ в год, вероятный: заказы × средний заказ, иначе оборот ÷ доля у нас, иначе оценка.",
        _ARGUMENTS,
        potential,
        _likely,
        "₽ в год",
    ),
    CellFunction(
        "CB_POTENTIAL_MIN",
        "Потенциал клиента, ₽ в год, не менее: меньший из двух путей, без ответов — собственный оборот.",
        _ARGUMENTS,
        potential,
        _least,
        "₽ в год",
    ),
    CellFunction(
        "CB_POTENTIAL_MAX",
        "Потенциал клиента, ₽ в год, не более: больший из двух путей; известно только число заказов — удвоенный.",
        _ARGUMENTS,
        potential,
        _most,
        "₽ в год",
    ),
    CellFunction(
        "CB_NEXT_QUESTION",
        "Что спросить у клиента дальше: самый короткий путь к потенциалу, потом остальные вопросы по порядку.",
        _TALK,
        next_question,
        _question,
        "текст",
    ),
)
