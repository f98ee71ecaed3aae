"""What typed discounts contradict becomes a problem at its cell (METHOD sections 0 and 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.problems import RecordProblem
from clientbase_xl.rules.discount_facts import DiscountFacts
from clientbase_xl.rules.discount_problems import DiscountContext, discount_problems
from clientbase_xl.rules.discounts_table import discounts_table
from clientbase_xl.settings import DiscountSettings
from tests.support.discounts import KNOWN, TODAY, discounts, facts, plain, sales, verdicts

CONTEXT = DiscountContext(
    today=TODAY,
    clients=frozenset({"К1"}),
    first_purchases={"К1": date(2025, 3, 5)},
    people=frozenset({"Ветров"}),
    categories=frozenset({"Краски"}),
    skus=frozenset({"Т1"}),
)
CARDS = pd.DataFrame({"client_code": ["К1"], "client_name": ["Ромашка"]}, dtype=object)
THIRTY = {"н-1": facts(sales(1000, 300, 10), sales(1000, 300, 10))}


def problems(
    found: dict[str, DiscountFacts] | None = None, context: DiscountContext = CONTEXT, **cells: Any
) -> list[tuple[str, str]]:
    table = discounts_table(discounts(cells), CARDS, found or {}, verdicts(), KNOWN)[0]
    made = discount_problems(table, context, DiscountSettings())
    assert all(isinstance(one, RecordProblem) and one.record == ("н-1",) and one.sheet == "Скидка" for one in made)
    return [(one.column, plain(one.message)) for one in made]


def test_a_sound_discount_has_no_problem() -> None:
    assert problems() == []
    assert problems(product_category="Краски", sku="Т1", found=THIRTY, margin_value=0.25) == []


@pytest.mark.parametrize("margin", [0.05, 0.02])
def test_a_margin_not_above_the_discount_is_a_problem(margin: float) -> None:
    [(column, message)] = problems(margin_value=margin)
    assert column == "Скидка, %"
    assert message.endswith("не больше скидки: такая скидка не окупится никогда")


def test_a_discount_of_nought_is_a_problem() -> None:
    assert problems(discount_share=0.0) == [("Скидка, %", "Скидка 0 %")]


def test_a_number_without_its_kind_and_a_margin_above_the_price() -> None:
    assert problems(margin_kind=None) == [("Маржа или наценка", "Не сказано, маржа это или наценка")]
    assert problems(margin_value=1.0) == []
    assert problems(margin_value=1.01) == [("Размер маржи или наценки, %", "Маржа больше 100 %")]
    assert problems(margin_kind="наценка", margin_value=1.5) == []


@pytest.mark.parametrize(("margin", "count"), [(0.4, 0), (0.401, 1), (0.2, 0), (0.199, 1)])
def test_a_margin_further_than_ten_points_from_that_of_the_sales(margin: float, count: int) -> None:
    found = problems(THIRTY, margin_value=margin)
    assert len(found) == count
    assert all(message.endswith("а по продажам 30 %") for _, message in found)


def test_a_markup_is_compared_as_a_margin() -> None:
    assert problems(THIRTY, margin_kind="наценка", margin_value=0.4) == []  # a margin of 28.6 %
    assert len(problems(THIRTY, margin_kind="наценка", margin_value=0.1)) == 1  # of 9.1 %


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"decided_on": date(2025, 3, 4)}, "Действует с", "Скидка раньше первой покупки клиента (05.03.2025)"),
        ({"decided_on": date(2026, 9, 11)}, "Действует с", "Скидка начнётся позже чем через 92 дн."),
        ({"valid_to": date(2026, 1, 31)}, "По какой день", "Скидка кончается раньше, чем начинается"),
        ({"client_code": "К9"}, "Код клиента", "Клиента с таким кодом в базе нет"),
        ({"manager": "Никто"}, "Кто решил", "Такого менеджера в базе нет"),
        ({"product_category": "Лаки"}, "Категория товара", "Такой категории товара в продажах нет"),
        ({"sku": "Т2"}, "SKU", "Такого SKU в продажах нет"),
    ],
)
def test_what_the_base_does_not_know(cells: dict[str, Any], column: str, message: str) -> None:
    assert problems(**cells) == [(column, message)]


@pytest.mark.parametrize(
    "cells",
    [
        {"decided_on": date(2025, 3, 5)},
        {"decided_on": date(2026, 9, 10)},
        {"valid_to": date(2026, 2, 1)},
        {"manager": " ветров "},
        {"decided_on": None, "valid_to": date(2020, 1, 1)},
    ],
)
def test_boundaries_are_allowed(cells: dict[str, Any]) -> None:
    assert problems(**cells) == []


def test_a_client_that_never_bought_has_no_first_purchase_to_miss() -> None:
    assert problems(context=replace(CONTEXT, first_purchases={}), decided_on=date(2020, 1, 1)) == []


def test_each_fault_of_a_row_is_a_problem_with_the_client_it_is_about() -> None:
    table = discounts_table(discounts({"discount_share": 0.0, "manager": "Никто"}), CARDS, {}, verdicts(), KNOWN)[0]
    made = discount_problems(table, CONTEXT, DiscountSettings())
    assert [(one.column, one.client_code) for one in made if isinstance(one, RecordProblem)] == [
        ("Скидка, %", "К1"),
        ("Кто решил", "К1"),
    ]
