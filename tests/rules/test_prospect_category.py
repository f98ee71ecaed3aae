"""Potential and letter of a prospect by hand: cut-offs of 1 000 000 and 400 000 roubles."""

from __future__ import annotations

import math
from typing import Any

import pytest

from clientbase_xl.rules.prospect_category import KEYS, prospect_categories
from tests.support.prospects import CUTS, NO_CUTS, prospects


@pytest.mark.parametrize(
    ("potential", "letter"),
    [
        (1_000_000, "A"),  # a cut-off belongs to the higher level
        (999_999.99, "B"),
        (400_000, "B"),
        (399_999.99, "D"),
        (0.01, "D"),
        (0, None),
        (-5, None),
        (None, None),
    ],
)
def test_the_letter_follows_the_level_of_the_potential(potential: Any, letter: str | None) -> None:
    found = prospect_categories(prospects({"potential_rub": potential}), CUTS)
    assert tuple(found.columns) == KEYS
    assert found["category"].tolist() == [letter]


@pytest.mark.parametrize(
    ("cells", "potential"),
    [
        ({"count_orders_per_year": 12, "average_order_rub": 50_000}, 600_000),
        ({"count_orders_per_year": 12, "average_order_rub": 50_000, "potential_rub": 9_000_000}, 600_000),
        ({"count_orders_per_year": 12, "potential_rub": 700_000}, 700_000),
        ({"count_orders_per_year": 0, "average_order_rub": 50_000, "potential_rub": 700_000}, 700_000),
        ({"count_orders_per_year": 12, "average_order_rub": -1}, math.nan),
        ({"count_orders_per_year": 12}, math.nan),
    ],
)
def test_orders_times_order_go_before_the_typed_potential(cells: dict[str, Any], potential: float) -> None:
    found = prospect_categories(prospects(cells), CUTS)
    assert found["potential_in_force_rub"].tolist() == pytest.approx([potential], nan_ok=True)


def test_the_words_carry_the_numbers_and_what_is_missing_to_the_next_letter() -> None:
    rows: tuple[dict[str, Any], ...] = (
        {"count_orders_per_year": 12, "average_order_rub": 50_000},
        {"count_orders_per_year": 2, "average_order_rub": 125_000},
        {"potential_rub": 2_000_000},
        {},
    )
    words = [str(one).replace("\u00a0", " ") for one in prospect_categories(prospects(*rows), CUTS)["category_words"]]
    assert words[0] == "12 заказов в год × 50 000 ₽ = 600 000 ₽ — Высокий потенциал, B; до A +400 000 ₽"
    assert words[1].startswith("2 заказа в год × 125 000 ₽ = 250 000 ₽ — Низкий потенциал, D; до B +150 000 ₽")
    assert words[2] == "потенциал вписан: 2,0 млн ₽ — Максимальный потенциал, A"
    assert words[3].startswith("потенциал не известен: спросите")


def test_without_cut_offs_there_is_a_potential_and_no_letter() -> None:
    found = prospect_categories(prospects({"potential_rub": 5_000_000}), NO_CUTS)
    assert (found.loc[0, "potential_in_force_rub"], found.loc[0, "category"]) == (5_000_000, None)
    assert "нет границ потенциала" in str(found.loc[0, "category_words"])


def test_an_empty_list_is_an_empty_table() -> None:
    assert prospect_categories(prospects(), CUTS).empty
