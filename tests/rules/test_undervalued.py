"""Small by turnover, large by potential (METHOD section 3)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.client_potential import client_potentials, with_potentials
from clientbase_xl.rules.undervalued import undervalued
from clientbase_xl.schemas.profile_calls import UNDERVALUED
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProfileSettings, Settings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of, plain

SETTINGS = Settings.model_validate({"category": {"potential_rub_max": 1_000_000, "potential_rub_high": 500_000}})


def found(turnovers: dict[str, float], cards: pd.DataFrame, *surveys: dict[str, Any]) -> pd.DataFrame:
    """Return the list for clients with these turnovers; a purchase is 10 000 roubles."""
    facts = facts_of(
        *(fact(code, turnover_12m_rub=value, average_purchase_rub=10_000.0) for code, value in turnovers.items())
    )
    rows = [{"row_id": str(number), "surveyed_on": TODAY} | row for number, row in enumerate(surveys)]
    profiles = pd.DataFrame(rows, dtype=object)
    known = client_potentials(facts, cards, profiles, TODAY, ProfileSettings()).table
    letters = computed(facts, with_potentials(cards, known), SETTINGS).table
    return undervalued(facts, cards, letters, known, ProfileSettings())


def test_b_and_c_by_turnover_with_high_answered_potential_most_untapped_first() -> None:
    # Before the clients: А 0 %, Б 82 %, В 92 %, Г 96 %, Д 98 %.
    table = found(
        {"А": 820_000.0, "Б": 100_000.0, "В": 40_000.0, "Г": 20_000.0, "Д": 20_000.0},
        cards_of(
            {"client_code": "А", "potential_rub": 9_000_000.0},
            {"client_code": "В", "client_name": "Ладья", "potential_rub": 600_000.0},
        ),
        {"client_code": "Б", "share_ours": 0.1, "obstacle": "цена"},
        {"client_code": "Г", "share_ours": 0.05},
        {"client_code": "Д", "count_orders_per_year": 90},
    )
    # А is A; Г answers 400 000, Низкий; Д answered by orders alone, 900 000 but no route.
    assert table[["client_code", "untapped_rub", "abc", "potential_level"]].to_numpy().tolist() == [
        ["Б", 900_000.0, "B", "Максимальный"],
        ["В", 560_000.0, "B", "Высокий"],
    ]
    assert table["potential_source"].tolist() == ["опрос", "карточка"]
    assert table["obstacle"].tolist() == ["цена", None]
    assert plain(table["reason"].iloc[0]) == (
        "По обороту 100 000 ₽ — B, а потенциал по опросу 1,0 млн ₽ — Максимальный; "
        "у нас берёт 10 %, остальное отдаёт другим"
    )
    assert check_table(table, UNDERVALUED) == ()


def test_nobody_answered_gives_an_empty_list() -> None:
    table = found({"А": 100.0, "Б": 1.0}, cards_of())
    assert table.empty
    assert list(table) == list(UNDERVALUED.keys)
