"""Amounts to the kopeck, and when price × quantity contradicts them."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

from clientbase_xl.reading.line_amounts import agreement, kopecks, multiplied, quantities
from clientbase_xl.reading.number_marks import PARSED


def column(*values):
    return pa.array([None if value is None else Decimal(value) for value in values], PARSED)


def test_roubles_are_rounded_half_away_from_zero():
    assert kopecks(column("0.005", "-0.005", "0.0049", "-2.675", None)).to_pylist() == [
        Decimal("0.01"),
        Decimal("-0.01"),
        Decimal("0.00"),
        Decimal("-2.68"),
        None,
    ]


def test_quantities_keep_four_decimals():
    assert quantities(column("1.00005", "-0.12344")).to_pylist() == [Decimal("1.0001"), Decimal("-0.1234")]


def test_a_product_is_exact_to_the_last_digit_and_rounded_once():
    price = column("0.333333333", "2.675", "9999999.999999999", None, "1")
    quantity = column("3", "1", "3", "1", None)
    assert multiplied(price, quantity).to_pylist() == [
        Decimal("1.00"),
        Decimal("2.68"),
        Decimal("30000000.00"),
        None,
        None,
    ]


@pytest.mark.parametrize(("quantity", "is_known"), [("9999999.9999", True), ("10000000", False)])
def test_a_product_of_a_hundred_trillions_is_no_amount(quantity, is_known):
    [amount] = multiplied(column("10000000"), column(quantity)).to_pylist()
    assert (amount is not None) is is_known


def test_no_lines_give_no_products():
    assert multiplied(column(), column()).to_pylist() == []
    assert multiplied(column(None), column(None)).to_pylist() == [None]


@pytest.mark.parametrize(
    ("amount", "is_different"),
    # 1000 pieces at 0.33: half a kopeck a piece and one kopeck are the roundings of the price and of the amount
    [("330.00", False), ("335.01", False), ("335.02", True), ("324.99", False), ("324.98", True), ("-330.00", False)],
)
def test_a_line_differs_by_more_than_the_rounding_of_its_price(amount, is_different):
    found = agreement(column("0.33"), column("1000"), column(amount))
    assert found.is_different.tolist() == [is_different]


@pytest.mark.parametrize(("count_different", "is_most"), [(0, False), (5, False), (6, True)])
def test_most_means_more_than_half_of_the_lines_that_say_something(count_different, is_most):
    amounts = ["500"] * count_different + ["100"] * (10 - count_different)
    silent = ["7", "8"]
    found = agreement(column(*["10"] * 10, None, "0"), column(*["10"] * 10, "1", "5"), column(*amounts, *silent))
    assert found.is_most is is_most


@pytest.mark.parametrize(
    ("amount", "is_explained"), [("50", True), ("49.5", False), ("125", True), ("125.5", False), ("1000", False)]
)
def test_a_discount_to_a_half_or_vat_on_top_explains_a_difference(amount, is_explained):
    assert agreement(column("10"), column("10"), column(amount)).is_explained is is_explained


def test_nineteen_explained_lines_of_twenty_are_enough():
    def is_explained(count):
        amounts = ["90"] * count + ["9000"] * (20 - count)
        return agreement(column(*["10"] * 20), column(*["10"] * 20), column(*amounts)).is_explained

    assert is_explained(19)
    assert not is_explained(18)
