"""«Почему» of a potential: the numbers of each route, in Russian sentences (METHOD sections 0 and 4)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.potential import share_used
from clientbase_xl.schemas.profile_calls import BY_CARD
from clientbase_xl.schemas.profiles import BELOW_TURNOVER, BY_COUNT, ROUTES_APART, SHARE_AND_ONE, TOO_FEW_ORDERS
from clientbase_xl.settings import ProfileSettings

_NO_TURNOVER = "нет оборота за 12 мес.: потенциал даст только ответ клиента"


def potential_words(
    found: pd.DataFrame,
    answers: pd.DataFrame,
    ratios: pd.DataFrame,
    turnover_rub: pd.Series[float],
    settings: ProfileSettings,
) -> list[str]:
    """Return the sentence of each row: routes with their numbers, the choice, and what does not fit.

    METHOD section 4. In: the result of `potential` (with `potential_source` where cards count), the answers in force,
    `potential_ratios` (may lack columns), turnover of 12 months; all of one index.
    """
    share = share_used(answers["share_ours"], answers["count_suppliers"])
    columns: list[list[Any]] = [
        _cells(found, key)
        for key in ("way", "potential_source", "contradiction", "potential_rub", "route_a_rub", "route_b_rub")
    ]
    given = [answers[key].tolist() for key in ("count_orders_per_year", "average_order_rub")]
    others = [
        _cells(ratios, key) for key in ("ratio_median", "ratio_low", "ratio_high", "count_ratio", "is_of_channel")
    ]
    rows = zip(*columns, *given, share.tolist(), turnover_rub.fillna(0).tolist(), *others, strict=True)
    return [_sentence(settings, *row) for row in rows]


def _cells(table: pd.DataFrame, key: str) -> list[Any]:
    """Return the cells of a column, NaN for what the table lacks."""
    return table[key].tolist() if key in table else [float("nan")] * len(table)


def _sentence(
    settings: ProfileSettings,
    way: str | None,
    source: str | None,
    contradiction: str | None,
    likely: float,
    a: float,
    b: float,
    orders: float,
    order: float,
    share: float,
    turnover: float,
    median: float,
    low: float,
    high: float,
    count: float,
    is_of_channel: bool,
) -> str:
    parts = []
    if source == BY_CARD:
        parts.append(f"потенциал {words.rub(likely)} вписан в карточку")
    if a == a:
        parts.append(f"{_orders(orders)} × {words.rub(order)} = {words.rub(a)}")
    if b == b:
        parts.append(f"оборот {words.rub(turnover)} ÷ доля {words.share(share)} = {words.rub(b)}")
    if way == BY_COUNT and source != BY_CARD:
        parts.append(
            f"{_orders(orders)} × нашу среднюю покупку = {words.rub(likely)}; "
            f"не больше {words.number(settings.orders_only_factor)} таких сумм"
        )
    if not parts:
        parts.append(_unanswered(turnover, likely, median, low, high, count, is_of_channel))
    if contradiction:
        parts.append(_contradiction(contradiction, a, b, turnover, settings))
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _orders(count: float) -> str:
    """Return a number of orders with its noun; a fraction takes the genitive («2,5 заказа»)."""
    if count != int(count):
        return f"{words.number(count)}{words.NBSP}заказа"
    return words.counted(int(count), "заказ", "заказа", "заказов")


def _unanswered(
    turnover: float,
    likely: float,
    median: float,
    low: float,
    high: float,
    count: float,
    is_of_channel: bool,
) -> str:
    if turnover <= 0:
        return _NO_TURNOVER
    if median != median or likely != likely:
        return f"не менее {words.rub(turnover)}: столько клиент покупает у нас; ответов других мало для оценки"
    text = f"ответов о потенциале нет; оценка: оборот {words.rub(turnover)} × {words.grouped(median, 1)}"
    if count == count and count and low == low and high == high:
        whose = "канала" if is_of_channel else "всей базы"
        text += (
            f" по {words.grouped(count)} ответам {whose}; у четырёх из пяти "
            f"от {words.rub(max(turnover * low, turnover))} до {words.rub(max(turnover * high, turnover))}"
        )
    return text


def _contradiction(word: str, a: float, b: float, turnover: float, settings: ProfileSettings) -> str:
    if word == ROUTES_APART:
        gap = words.share(abs(a - b) / max(a, b))
        return f"{word} на {gap} при допустимых {words.share(settings.contradiction_share)}: переспросите"
    if word == BELOW_TURNOVER:
        return f"{words.rub(a)} {word} {words.rub(turnover)}: этот путь не считается"
    if word == TOO_FEW_ORDERS:
        return f"{word}: этот ответ не считается"
    return f"{word}: считается доля" if word == SHARE_AND_ONE else word
