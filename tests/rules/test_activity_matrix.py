"""The matrix of actions: the method's defaults, what was typed over them, and what each category takes."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.activity_matrix import activity_matrix, typed_matrix
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.validation import check_table
from tests.support.contact_plans import MATRIX, client, plan_of

EMPTY = pd.DataFrame(columns=["category"])


def test_untyped_cells_show_the_frequencies_minutes_and_texts_of_the_method() -> None:
    table = typed_matrix(EMPTY).set_index("category")
    assert table.index.tolist() == ["A", "B", "C", "D", "E"]
    assert table["visits_per_month"].tolist() == [4, 2, 0.5, 0, 0]
    assert table["calls_per_month"].tolist() == [8, 4, 2, 1, 0]
    assert set(table["visit_minutes"]) == {90}
    assert set(table["call_minutes"]) == {15}
    assert table["description"].notna().all()
    assert table["actions"].notna().all()
    assert table["investment"].isna().tolist() == [False, False, False, True, True]


def test_typed_cells_take_the_place_of_the_defaults_and_a_typed_zero_is_zero() -> None:
    stored = pd.DataFrame({"category": ["C", "A"], "visits_per_month": [0.0, None], "actions": ["Звоним", None]})
    table = typed_matrix(stored).set_index("category")
    assert table["visits_per_month"].tolist() == [4, 2, 0, 0, 0]
    assert table.loc["C", "actions"] == "Звоним"
    assert table.loc["C", "calls_per_month"] == 2


def test_each_category_sums_its_clients_contacts_hours_and_roubles() -> None:
    plan = plan_of(
        *(client(f"a{number}", "A", untapped_rub=100.0, turnover_12m_rub=50.0) for number in range(3)),
        client("b1", "B", turnover_12m_rub=10.0, untapped_rub=1.0),
        client("b2", "B", turnover_12m_rub=20.5),
        client("c1", "C", turnover_12m_rub=7.0),
        client("d1", "D", visits_per_month=1, frequency_reason="растёт"),
        client("e1", "E", turnover_12m_rub=3.0, calls_per_month=5),
    )
    table = activity_matrix(MATRIX, plan).set_index("category")
    assert table["count_clients"].tolist() == [3, 2, 1, 1, 1]
    assert table["visits_needed"].tolist() == [12, 4, 0.5, 1, 0]
    assert table["calls_needed"].tolist() == [24, 8, 2, 1, 0]
    assert table["hours_needed"].tolist() == [24, 8, 1.25, 1.75, 0]
    assert table["turnover_12m_rub"].tolist() == [150, 30.5, 7, 0, 3]
    assert table["untapped_rub"].fillna(-1).tolist() == [300, 1, -1, -1, -1]


def test_without_clients_all_five_letters_stand_with_nothing_to_do() -> None:
    table = activity_matrix(MATRIX, plan_of())
    assert tuple(table.columns) == ACTIVITY_MATRIX.keys
    assert table["hours_needed"].tolist() == [0.0] * 5
    assert check_table(table, ACTIVITY_MATRIX) == ()
