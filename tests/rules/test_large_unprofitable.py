"""Large by turnover, last by category (METHOD section 3)."""

from __future__ import annotations

from clientbase_xl.rules.large_unprofitable import large_unprofitable
from clientbase_xl.schemas.profile_calls import LARGE_UNPROFITABLE
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProfileSettings
from tests.support.clients import cards_of, computed, fact, facts_of, plain, settings_of


def test_group_a_with_category_d_or_e_largest_turnover_first() -> None:
    facts = facts_of(
        fact("А", turnover_12m_rub=400_000.0, gross_profit_12m_rub=-8_000.0),
        fact("Б", turnover_12m_rub=380_000.0, gross_profit_12m_rub=200_000.0),
        fact("В", turnover_12m_rub=200_000.0, gross_profit_12m_rub=2_000.0),
        fact("Г", turnover_12m_rub=20_000.0, gross_profit_12m_rub=-100.0),
    )
    cards = cards_of({"client_code": "В", "potential_rub": 250_000.0, "category_approved": "B"})
    settings = settings_of(category__potential_rub_max=900_000, category__potential_rub_high=500_000)
    table = large_unprofitable(facts, cards, computed(facts, cards, settings).table, ProfileSettings())
    # Before: А 0 %, Б 40 %, В 78 %, Г 98 %. В is Низкая and has low potential: D; Г is C by turnover.
    assert table[["rank", "client_code", "category", "abc"]].to_numpy().tolist() == [
        [1, "А", "E", "A"],
        [2, "В", "D", "A"],
    ]
    assert table["margin"].tolist() == [-0.02, 0.01]
    assert table["category_approved"].tolist() == ["E", "B"]
    assert plain(table["reason"].iloc[1]).startswith("По обороту 200 000 ₽ — A, но: Прибыльность 2 000 ₽")
    assert "прибыль" in table["distance"].iloc[0]
    assert check_table(table, LARGE_UNPROFITABLE) == ()


def test_without_such_clients_the_list_is_empty() -> None:
    facts = facts_of(fact("А", turnover_12m_rub=400.0, gross_profit_12m_rub=100.0))
    table = large_unprofitable(facts, cards_of(), computed(facts).table, ProfileSettings())
    assert table.empty
    assert list(table) == list(LARGE_UNPROFITABLE.keys)
