"""The terms of discounts: first and last days, goods, overlaps (METHOD section 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from clientbase_xl.rules.discount_terms import Discount, read_discounts
from tests.support.discounts import TODAY, discounts


def one(**cells: Any) -> Discount:
    [found] = read_discounts(discounts(cells))
    return found


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        (date(2026, 6, 11), None, "впереди"),
        (date(2026, 6, 10), None, "действует"),
        (date(2026, 2, 1), date(2026, 6, 10), "действует"),
        (date(2026, 2, 1), date(2026, 6, 9), "закончилась"),
        (None, None, None),
    ],
)
def test_the_first_and_the_last_day_are_days_of_the_discount(
    first: date | None, last: date | None, state: str | None
) -> None:
    assert one(decided_on=first, valid_to=last).state(TODAY) == state


def test_months_after_end_with_the_shorter_month() -> None:
    assert one(decided_on=date(2025, 11, 30)).judged_on(3) == date(2026, 2, 28)
    assert one(decided_on=date(2027, 11, 30)).judged_on(3) == date(2028, 2, 29)
    assert one(decided_on=None).judged_on(3) is None


def test_a_day_at_the_end_of_all_calendars_does_not_break_the_count() -> None:
    found = one(decided_on=date(9999, 12, 31), valid_to=date(9999, 12, 31))
    assert found.judged_on(3) == date.max
    assert found.end_on == date.max


def test_empty_goods_are_the_whole_assortment_and_spaces_are_nothing() -> None:
    assert one(product_category=" ").goods == "весь ассортимент"
    assert one(product_category="Краски", sku="Т1 ").goods == "Краски / Т1"


def test_a_missing_discount_is_missing_not_nought() -> None:
    assert one(discount_share=None).share is None


@pytest.mark.parametrize(
    ("first", "second", "meet"),
    [
        ({}, {}, True),
        ({"valid_to": date(2026, 3, 1)}, {"decided_on": date(2026, 3, 1)}, True),
        ({"valid_to": date(2026, 2, 28)}, {"decided_on": date(2026, 3, 1)}, False),
        ({}, {"client_code": "К2"}, False),
        ({"product_category": "Краски"}, {"product_category": "Клеи"}, False),
        ({"product_category": "Краски"}, {}, True),
        ({"sku": "Т1"}, {"sku": "Т2"}, False),
        ({"product_category": "Краски"}, {"sku": "Т2"}, True),
        ({}, {"decided_on": None}, False),
    ],
)
def test_discounts_meet_on_a_common_day_of_one_client_and_common_goods(
    first: dict[str, Any], second: dict[str, Any], meet: bool
) -> None:
    left, right = read_discounts(discounts(first, second))
    assert left.meets(right) is meet
    assert right.meets(left) is meet


def test_terms_change_with_client_day_goods_and_months_but_not_with_words() -> None:
    terms = one().terms(3)
    assert terms == "К1; 01.02.2026; весь ассортимент; 3"
    assert one(ground="другое", expected_growth=1.0).terms(3) == terms
    changed = ({"client_code": "К2"}, {"decided_on": date(2026, 2, 2)}, {"sku": "Т1"})
    assert terms not in {one(**cells).terms(3) for cells in changed}
    assert one().terms(6) != terms


def test_no_rows_are_no_discounts() -> None:
    assert read_discounts(discounts()) == []
