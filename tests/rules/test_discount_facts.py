"""Sales before and after a discount as facts, and the growth of volume (METHOD sections 2 and 14)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.discount_facts import NOTHING_SOLD, discount_facts
from clientbase_xl.rules.discount_terms import Discount, read_discounts
from tests.support.discounts import discounts, facts, sales

KEYS = ["row_id", "span", "turnover_rub", "profit_rub", "volume", "count_lines", "vat_basis"]


def one(**cells: Any) -> Discount:
    [found] = read_discounts(discounts(cells))
    return found


def test_stretches_of_a_discount_come_together_and_missing_ones_are_nothing_sold() -> None:
    rows = [
        ("н-1", "before", 1000.0, 250.0, 10.0, 3, "без НДС"),
        ("н-1", "after", 900.0, float("nan"), 9.0, 2, None),
        ("н-2", "year", 50.0, 5.0, 1.0, 1, None),
    ]
    found = discount_facts(pd.DataFrame(rows, columns=KEYS))
    assert found["н-1"].margin == pytest.approx(0.25)
    assert found["н-1"].after.profit_rub is None
    assert found["н-1"].before.vat_basis == "без НДС"
    assert found["н-1"].year == NOTHING_SOLD
    assert found["н-2"].year.turnover_rub == 50.0
    assert found["н-2"].margin is None


def test_no_sales_are_no_facts() -> None:
    assert discount_facts(pd.DataFrame(columns=KEYS)) == {}


def test_one_item_grows_in_units() -> None:
    found = facts(sales(1000, 300, 10), sales(1140, 200, 12))
    assert found.growth(one(sku="Т1")) == pytest.approx(0.2)


def test_several_goods_grow_at_the_price_before_the_discount() -> None:
    # 1140 ₽ at 5 % off are 1200 ₽ at the former price; screws by the thousand do not matter.
    found = facts(sales(1000, 300, 10), sales(1140, 200, 5000))
    assert found.growth(one(discount_share=0.05)) == pytest.approx(0.2)


def test_what_was_sold_after_the_discount_ended_is_at_the_former_price_already() -> None:
    found = facts(sales(1000, 300, 10), sales(1150, 200, 12), priced=sales(950, 100, 10))
    assert found.growth(one(discount_share=0.05)) == pytest.approx(0.2)


def test_growth_from_nothing_is_unknown() -> None:
    assert facts(NOTHING_SOLD, sales(100, 10, 1)).growth(one()) is None
    assert facts(NOTHING_SOLD, sales(100, 10, 1)).growth(one(sku="Т1")) is None
    assert facts(sales(100, 10, 1), sales(100, 10, 1)).growth(one(discount_share=1.0)) is None


def test_without_a_discount_prices_are_compared_as_they_are() -> None:
    assert facts(sales(100, 10, 1), sales(150, 10, 1)).growth(one(discount_share=None)) == pytest.approx(0.5)
