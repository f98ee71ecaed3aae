"""Category by given cut-offs: the base of METHOD section 3, its boundaries, and the rule of the whole base."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.category import categories
from clientbase_xl.rules.category_by_cuts import category_letters, category_reasons
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.settings import Settings

# METHOD section 3: 400, 200 are Максимальная; 150, 100 Высокая; 60, 40 Средняя; 25, 15, 10 Низкая; −20 Отрицательная.
CUTS = LevelCuts(200.0, 100.0, 40.0, 1_000.0, 500.0, is_profit_known=True)
NBSP = "\u00a0"


def letters(
    profit: list[float], potential: float = np.nan, turnover: float = np.nan, cuts: LevelCuts = CUTS
) -> list[str | None]:
    """Return the letters of profits with one potential and turnover."""
    count = len(profit)
    return category_letters(np.array(profit), np.full(count, potential), np.full(count, turnover), cuts, Settings())


@pytest.mark.parametrize(
    ("potential", "found"),
    [
        (1_000.0, "AABBBBCCCE"),
        (999.99, "BBBBCCCCCE"),
        (500.0, "BBBBCCCCCE"),
        (499.99, "BBBBDDDDDE"),
        (np.nan, "BBBBCCCCCE"),
        (0.0, "BBBBCCCCCE"),
    ],
)
def test_the_letters_are_those_of_the_grid(potential: float, found: str) -> None:
    profits = [400.0, 200.0, 150.0, 100.0, 60.0, 40.0, 25.0, 15.0, 10.0, -20.0]
    assert "".join(map(str, letters(profits, potential))) == found


def test_a_value_on_a_cut_off_reaches_the_level_and_a_kopeck_less_does_not() -> None:
    assert letters([200.0, 199.99, 40.0, 39.99, 0.0, -0.01], 1_000.0) == ["A", "B", "B", "C", "C", "E"]


def test_a_potential_below_the_turnover_is_not_known() -> None:
    assert letters([400.0], 1_000.0, 1_000.0) == ["A"]
    assert letters([400.0], 1_000.0, 1_000.01) == ["B"]


def test_returns_above_sales_are_low_and_never_negative() -> None:
    assert letters([-20.0], 300.0, -1.0) == ["D"]
    assert letters([-20.0], 300.0, 0.0) == ["E"]
    [said] = category_reasons(np.array([-20.0]), np.array([np.nan]), np.array([-50.0]), CUTS, Settings())
    assert str(said).replace(NBSP, " ").startswith("Оборот −50 ₽ — Низкая (возвраты больше продаж); потенциал не")


def test_without_cost_nobody_is_negative() -> None:
    cuts = LevelCuts(200.0, 100.0, 40.0, None, None, is_profit_known=False)
    assert letters([-20.0], 300.0, cuts=cuts) == ["C"]


def test_an_unknown_profit_has_no_letter() -> None:
    nothing = np.array([np.nan])
    assert category_letters(nothing, nothing, nothing, CUTS, Settings()) == [None]
    assert category_reasons(nothing, nothing, nothing, CUTS, Settings()) == [None]


def test_cut_offs_must_descend_and_may_be_equal() -> None:
    with pytest.raises(BadUse, match="Границы прибыли"):
        letters([1.0], cuts=LevelCuts(100.0, 200.0, 40.0, None, None, is_profit_known=True))
    with pytest.raises(BadUse, match="Границы потенциала"):
        letters([1.0], cuts=LevelCuts(200.0, 100.0, 40.0, 500.0, 501.0, is_profit_known=True))
    assert letters([100.0], cuts=LevelCuts(100.0, 100.0, 100.0, 5.0, 5.0, is_profit_known=True)) == ["B"]


def test_the_reason_names_both_cut_offs_the_share_and_the_rule_of_the_company() -> None:
    one = np.array([60.0])
    [said] = category_reasons(one, np.array([1_000.0]), np.array([900.0]), CUTS, Settings())
    assert said is not None
    assert said.replace(NBSP, " ") == (
        "Прибыльность 60 ₽ — Средняя (от 40 ₽); потенциал 1 000 ₽ — Максимальный; "
        "доля в закупках 90 %, удерживать, не наращивать вложения; по правилу компании"
    )


def test_the_letters_are_those_that_the_whole_base_gets() -> None:
    generator = np.random.default_rng(5)
    count = 60
    codes = [f"{number:03}" for number in range(count)]
    profit = generator.integers(-500, 5_000, count).astype(float)
    potential = np.where(generator.random(count) < 0.7, generator.integers(9_000, 90_000, count), np.nan)
    facts = pd.DataFrame(
        {
            "client_code": codes,
            "first_purchase_on": date(2025, 1, 10),
            "last_purchase_on": date(2026, 11, 10),
            "silence_days": 12,
            "count_purchases": 20,
            "count_purchases_12m": 10,
            "turnover_12m_rub": generator.integers(-2_000, 20_000, count).astype(float),
            "gross_profit_12m_rub": profit,
        }
    )
    cards = pd.DataFrame({"client_code": codes, "potential_rub": potential})
    settings = Settings()
    found = categories(facts, cards, statuses(facts, cards, date(2026, 11, 22), settings), settings)
    table = found.table.set_index("client_code").loc[codes]
    turnover = facts["turnover_12m_rub"].to_numpy()
    assert category_letters(profit, potential, turnover, found.cuts, settings) == table["category"].tolist()
    assert len(set(table["category"])) > 3
