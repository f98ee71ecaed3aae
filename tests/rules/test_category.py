"""Categories A–E (METHOD section 3)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.category import categories
from clientbase_xl.schemas.categories import CATEGORIES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import by_code, cards_of, computed, fact, facts_of, plain, profits_of, settings_of

# Cut-offs typed, so that a test sees levels and not sums: profit 300/200/100, potential 3 000/2 000.
TYPED = {
    "category__profit_cut_mode": "рубли",
    "category__profit_rub_max": 300,
    "category__profit_rub_high": 200,
    "category__profit_rub_mid": 100,
    "category__potential_rub_max": 3_000,
    "category__potential_rub_high": 2_000,
}
PROFITS = {"Максимальная": 300.0, "Высокая": 200.0, "Средняя": 100.0, "Низкая": 1.0, "Отрицательная": -1.0}
POTENTIALS = {"Максимальный": 3_000.0, "Высокий": 2_000.0, "Низкий": 1_500.0}


def one(profit: float | None, potential: float | None, *, turnover: float = 1_000.0, **card: Any) -> pd.Series[Any]:
    """Return the category of one client under typed cut-offs."""
    facts = facts_of(fact("К", gross_profit_12m_rub=profit, turnover_12m_rub=turnover))
    extra = tuple(key for key in ("potential_min_rub", "potential_max_rub") if key in card)
    cards = cards_of({"client_code": "К", "potential_rub": potential, **card}, extra=extra)
    return computed(facts, cards, settings_of(**TYPED)).table.iloc[0]


@pytest.mark.parametrize(
    ("profit_level", "letters"),
    [("Максимальная", "ABB"), ("Высокая", "BBB"), ("Средняя", "BCD"), ("Низкая", "CCD"), ("Отрицательная", "EEE")],
)
def test_the_grid_of_the_method(profit_level: str, letters: str) -> None:
    for letter, (potential_level, potential) in zip(letters, POTENTIALS.items(), strict=True):
        row = one(PROFITS[profit_level], potential)
        assert (row["category"], row["profit_level"], row["potential_level"]) == (letter, profit_level, potential_level)
        assert row["category_range"] is None


@pytest.mark.parametrize(
    ("profit_level", "potential_level", "is_ours"),
    [
        ("Максимальная", "Максимальный", False),
        ("Высокая", "Высокий", False),
        ("Средняя", "Высокий", False),
        ("Низкая", "Низкий", False),
        ("Отрицательная", "Низкий", False),
        ("Максимальная", "Высокий", True),
        ("Средняя", "Низкий", True),
        ("Низкая", "Высокий", True),
    ],
)
def test_a_cell_of_the_company_says_so(profit_level: str, potential_level: str, is_ours: bool) -> None:
    reason = one(PROFITS[profit_level], POTENTIALS[potential_level])["reason"]
    assert reason.endswith("по правилу компании") == is_ours


def test_an_edited_cell_of_the_source_is_a_rule_of_the_company_too() -> None:
    facts = profits_of(500)
    row = computed(
        facts, cards_of({"client_code": "К01", "potential_rub": 9_000.0}), settings_of(grid__max_max="B", **TYPED)
    )
    assert row.table["category"][0] == "B"
    assert row.table["reason"][0].endswith("по правилу компании")


@pytest.mark.parametrize(
    ("profit_level", "letter", "letters"),
    [
        ("Максимальная", "B", "A–B"),
        ("Высокая", "B", "B"),
        ("Средняя", "C", "B–D"),
        ("Низкая", "C", "C–D"),
        ("Отрицательная", "E", "E"),
    ],
)
def test_an_unknown_potential_reads_the_column_high_with_the_range_of_its_row(
    profit_level: str, letter: str, letters: str
) -> None:
    row = one(PROFITS[profit_level], None)
    assert (row["category"], row["category_range"], row["potential_level"]) == (letter, letters, None)
    assert "потенциал не известен" in row["reason"]
    assert "уточнить потенциал" in row["flags"]


def test_without_known_potential_nobody_is_a_and_nobody_is_d() -> None:
    table = computed(profits_of(400, 200, 150, 100, 60, 40, 25, 15, 10, -20)).table
    assert list(table["category"]) == ["B", "B", "B", "B", "C", "C", "C", "C", "C", "E"]


def test_an_interval_gives_the_letter_of_the_likely_value_and_the_range_of_its_ends() -> None:
    row = one(100.0, 2_500.0, potential_min_rub=1_500.0, potential_max_rub=4_000.0)
    assert (row["category"], row["category_range"]) == ("C", "B–D")
    row = one(100.0, 2_500.0, potential_min_rub=2_500.0, potential_max_rub=4_000.0)
    assert (row["category"], row["category_range"]) == ("C", "B–C")
    row = one(100.0, 2_500.0, potential_min_rub=2_100.0, potential_max_rub=2_900.0)
    assert (row["category"], row["category_range"]) == ("C", "C")


def test_the_reason_carries_the_numbers() -> None:
    facts = profits_of(400_000, 312_300, 100_000)
    facts.loc[1, "turnover_12m_rub"] = 408_000.0
    settings = settings_of(category__potential_rub_max=1_000_000, category__potential_rub_high=100_000)
    row = computed(facts, cards_of({"client_code": "К02", "potential_rub": 1_200_000.0}), settings).table.iloc[1]
    assert plain(row["reason"]) == (
        "Прибыльность 312 300 ₽ — Максимальная (до клиента накоплено 49 %); "
        "потенциал 1,2 млн ₽ — Максимальный; доля в закупках 34 %"
    )


@pytest.mark.parametrize(("turnover", "is_kept"), [(1_799.99, False), (1_800.0, True), (2_000.0, True)])
def test_from_ninety_per_cent_of_the_wallet_a_client_is_kept_and_not_grown(turnover: float, is_kept: bool) -> None:
    row = one(200.0, 2_000.0, turnover=turnover, backup_manager="Петров")
    assert ("удерживать, не наращивать вложения" in row["reason"]) == is_kept
    assert row["flags"] == ("удерживать, не наращивать вложения" if is_kept else None)


def test_an_answer_of_exactly_ninety_per_cent_keeps_a_client_whatever_binary_fractions_say() -> None:
    potential = 1.0 / 0.9  # turnover ÷ share, as the survey finds it
    assert 1.0 / potential < 0.9
    assert "удерживать, не наращивать вложения" in one(300.0, potential, turnover=1.0)["flags"]


def test_a_potential_below_turnover_is_treated_as_unknown() -> None:
    facts = profits_of(500)
    result = computed(facts, cards_of({"client_code": "К01", "potential_rub": 999.0}), settings_of(**TYPED))
    assert len(result.problems) == 1
    assert result.table["potential_rub"].isna()[0]
    assert result.table["category_range"][0] == "A–B"


def test_returns_above_sales_are_low_never_e_and_flagged() -> None:
    row = one(-50.0, None, turnover=-200.0)
    assert (row["profit_level"], row["category"]) == ("Низкая", "C")
    assert "возвраты больше продаж" in row["flags"]


def test_without_cost_nobody_is_e() -> None:
    facts = facts_of(*(fact(f"К{n}", turnover_12m_rub=value) for n, value in enumerate((900.0, 10.0, 0.0, -5.0))))
    result = computed(facts)
    assert "E" not in set(result.table["category"])
    assert not result.cuts.is_profit_known
    assert result.cuts.profit == (900, 900, 900)


@pytest.mark.parametrize(
    ("card", "is_flagged"),
    [
        ({}, True),
        ({"manager": "Иванов", "backup_manager": "Петров"}, False),
        ({"manager": "Иванов", "backup_manager": "Иванов"}, True),
        ({"category_approved": "C"}, False),
        ({"category_approved": "A"}, True),
    ],
)
def test_an_a_or_b_client_known_to_one_person_is_flagged(card: dict[str, Any], is_flagged: bool) -> None:
    row = one(200.0, 2_000.0, **card)
    assert ("нет дублёра" in (row["flags"] or "")) == is_flagged


def test_the_approved_category_is_the_stored_one_else_todays() -> None:
    cards = cards_of({"client_code": "К01", "category_approved": "D"}, {"client_code": "К02"})
    table = computed(profits_of(400, 100), cards).table
    assert list(table["category_approved"]) == ["D", table["category"][1]]


def test_only_the_active_base_has_categories() -> None:
    facts = facts_of(
        fact("А", gross_profit_12m_rub=5.0, turnover_12m_rub=9.0),
        fact("Б", silence=400),
        fact("В", gross_profit_12m_rub=50.0, turnover_12m_rub=90.0),
        fact("Г", silence=None, turnover_12m_rub=-9.0),
    )
    table = computed(facts, cards_of({"client_code": "В", "is_stopped": True}, {"client_code": "Д"})).table
    assert list(table["client_code"]) == ["А"]
    assert plain(table["reason"][0]).startswith("Прибыльность 5 ₽ — Максимальная (до клиента накоплено 0 %)")


def test_empty_tables_give_no_categories_and_no_cut_offs() -> None:
    result = computed(facts_of())
    assert tuple(result.table.columns) == CATEGORIES.keys
    assert len(result.table) == 0
    assert result.cuts.profit == (None, None, None)
    assert result.problems == ()


def test_nothing_known_at_all_is_the_lowest_known_level_with_its_range() -> None:
    table = computed(facts_of(fact("К", turnover_12m_rub=None))).table
    assert (table["category"][0], table["category_range"][0]) == ("C", "C–D")
    assert "прибыль неизвестна" in table["reason"][0]


def test_the_table_keeps_the_invariants_of_the_catalogue() -> None:
    table = computed(profits_of(400, 200, 150, None, 60, 40, 25, 0, 10, -20)).table
    assert check_table(table, CATEGORIES) == ()


def test_the_statuses_decide_who_is_active_not_the_date() -> None:
    facts = profits_of(10, 20)
    status = pd.DataFrame({"client_code": ["К01", "К02"], "is_active_base": [False, True]})
    assert list(categories(facts, cards_of(), status, Settings()).table["client_code"]) == ["К02"]


def test_clients_by_code_carry_their_own_numbers() -> None:
    facts = facts_of(
        fact("Я", gross_profit_12m_rub=900.0, turnover_12m_rub=1_000.0),
        fact("А", gross_profit_12m_rub=100.0, turnover_12m_rub=1_000.0),
    )
    table = by_code(computed(facts).table)
    assert table.loc["Я", "gross_profit_12m_rub"] == 900.0
    assert plain(table.loc["А", "reason"]).startswith("Прибыльность 100 ₽ — Средняя (до клиента накоплено 90 %)")
