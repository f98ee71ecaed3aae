"""«Почему» of a potential: each route with its numbers (METHOD sections 0 and 4)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.potential import potential
from clientbase_xl.rules.potential_words import potential_words
from clientbase_xl.settings import ProfileSettings
from tests.support.clients import plain

KEYS = ("count_orders_per_year", "average_order_rub", "share_ours", "count_suppliers")


def said(turnover: float = 100_000.0, **answers: Any) -> str:
    """Return the sentence of one client whose average purchase is 10 000 roubles."""
    row = pd.DataFrame([answers]).reindex(columns=list(KEYS)).astype(float)
    own = pd.DataFrame({"turnover_12m_rub": [turnover], "average_purchase_rub": [10_000.0]})
    found = potential(pd.concat([row, own], axis=1), ProfileSettings())
    [text] = potential_words(found, row, pd.DataFrame(index=row.index), own["turnover_12m_rub"], ProfileSettings())
    return plain(text)


@pytest.mark.parametrize(
    ("answers", "text"),
    [
        ({"count_orders_per_year": 1, "average_order_rub": 500_000}, "1 заказ × 500 000 ₽ = 500 000 ₽"),
        ({"count_orders_per_year": 2.5, "average_order_rub": 80_000}, "2,5 заказа × 80 000 ₽ = 200 000 ₽"),
        ({"share_ours": 0.25}, "Оборот 100 000 ₽ ÷ доля 25 % = 400 000 ₽"),
        ({"count_suppliers": 1}, "Оборот 100 000 ₽ ÷ доля 100 % = 100 000 ₽"),
        (
            {"count_orders_per_year": 12},
            "12 заказов × нашу среднюю покупку = 120 000 ₽; не больше 2 таких сумм",
        ),
        (
            {"count_orders_per_year": 3},
            "Не менее 100 000 ₽: столько клиент покупает у нас; ответов других мало для оценки; "
            "заказов меньше, чем у нас: этот ответ не считается",
        ),
        (
            {"count_suppliers": 1, "share_ours": 0.5},
            "Оборот 100 000 ₽ ÷ доля 50 % = 200 000 ₽; один поставщик, а доля не 100 %: считается доля",
        ),
    ],
)
def test_a_route_says_its_numbers(answers: dict[str, float], text: str) -> None:
    assert said(**answers) == text


def test_without_turnover_only_an_answer_helps() -> None:
    assert said(turnover=0.0, share_ours=0.5) == "Нет оборота за 12 мес.: потенциал даст только ответ клиента"
