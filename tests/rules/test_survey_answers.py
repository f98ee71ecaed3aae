"""Several surveys of a client: what stays in force (METHOD sections 1 and 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.survey_answers import newest_answers, survey_answers
from clientbase_xl.schemas.profiles import AHEAD, NEWEST, OLDER

TODAY = date(2026, 11, 20)


def surveys(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return the answers of surveys of client К1 unless a row says otherwise."""
    whole = [{"row_id": f"a-{number}", "client_code": "К1"} | row for number, row in enumerate(rows, 1)]
    return survey_answers(pd.DataFrame(whole, dtype=object), TODAY).set_index("row_id")


def test_an_answer_that_was_not_asked_again_keeps_its_value_and_its_day() -> None:
    table = surveys(
        {"surveyed_on": date(2026, 9, 1), "average_order_rub": 40_000, "obstacle": "цена"},
        {"surveyed_on": date(2026, 3, 1), "count_orders_per_year": 24, "average_order_rub": 30_000},
    )
    new, old = table.loc["a-1"], table.loc["a-2"]
    assert (new["count_orders_per_year"], new["average_order_rub"], new["obstacle"]) == (24, 40_000, "цена")
    assert new["dated_count_orders_per_year"] == pd.Timestamp(2026, 3, 1)
    assert new["dated_average_order_rub"] == pd.Timestamp(2026, 9, 1)
    assert (new["earlier_orders"], new["earlier_average_order_rub"]) == (24, 30_000)
    assert "Примерное число заказов в год (у всех поставщиков) (01.03.2026)" in new["earlier_answers"]
    assert (new["state"], old["state"]) == (NEWEST, OLDER)
    assert old["obstacle"] is None
    assert old["earlier_answers"] is None


def test_a_text_answered_earlier_is_not_asked_again() -> None:
    table = surveys(
        {"surveyed_on": date(2026, 1, 1), "decision": "директор"}, {"surveyed_on": date(2026, 2, 1), "decision": ""}
    )
    assert table.loc["a-2", "decision"] == "директор"


def test_one_supplier_of_a_newer_survey_replaces_an_older_share_for_good() -> None:
    table = surveys(
        {"surveyed_on": date(2026, 1, 1), "share_ours": 0.4},
        {"surveyed_on": date(2026, 2, 1), "count_suppliers": 1},
        {"surveyed_on": date(2026, 3, 1), "obstacle": "цена"},
        {"surveyed_on": date(2026, 4, 1), "share_ours": 0.6},
    )
    assert pd.isna(table.loc["a-2", "share_ours"])
    assert pd.isna(table.loc["a-3", "share_ours"])
    assert table.loc["a-3", "count_suppliers"] == 1
    assert table.loc["a-4", "share_ours"] == 0.6


def test_a_survey_of_today_counts_and_one_of_tomorrow_feeds_nobody() -> None:
    table = surveys(
        {"surveyed_on": date(2026, 11, 21), "count_orders_per_year": 99},
        {"surveyed_on": TODAY, "count_orders_per_year": 12},
        {"surveyed_on": None, "count_orders_per_year": 6, "average_order_rub": 5_000},
    )
    assert table["state"].to_dict() == {"a-1": AHEAD, "a-2": NEWEST, "a-3": OLDER}
    [newest] = newest_answers(table.reset_index()).to_dict("records")
    assert (newest["count_orders_per_year"], newest["average_order_rub"]) == (12, 5_000)


def test_of_two_surveys_of_a_day_the_later_record_is_newer() -> None:
    table = surveys(
        {"surveyed_on": TODAY, "count_orders_per_year": 12}, {"surveyed_on": TODAY, "count_orders_per_year": 13}
    )
    assert newest_answers(table.reset_index())["count_orders_per_year"].tolist() == [13]


def test_the_tenth_record_of_a_day_is_newer_than_the_ninth() -> None:
    table = surveys(*({"surveyed_on": TODAY, "count_orders_per_year": number} for number in range(1, 12)))
    assert newest_answers(table.reset_index())["count_orders_per_year"].tolist() == [11]


def test_impossible_numbers_are_no_answers() -> None:
    table = surveys({"count_orders_per_year": 0, "average_order_rub": -1, "share_ours": 1.5, "count_suppliers": 0})
    keys = ["count_orders_per_year", "average_order_rub", "share_ours", "count_suppliers"]
    assert table[keys].isna().all(axis=None)


def test_clients_do_not_share_answers_and_a_row_of_nobody_feeds_nobody() -> None:
    table = surveys(
        {"client_code": "К1", "count_orders_per_year": 12, "surveyed_on": date(2026, 1, 1)},
        {"client_code": "К2", "surveyed_on": date(2026, 2, 1)},
        {"client_code": None, "share_ours": 0.5, "surveyed_on": date(2026, 3, 1)},
        {"client_code": None, "surveyed_on": date(2026, 4, 1)},
    )
    assert pd.isna(table.loc["a-2", "count_orders_per_year"])
    assert pd.isna(table.loc["a-4", "share_ours"])
    assert newest_answers(table.reset_index())["client_code"].tolist() == ["К1", "К2"]


def test_the_change_of_a_plan_belongs_to_the_plan_in_force() -> None:
    table = surveys(
        {"surveyed_on": date(2026, 1, 1), "purchase_plan": "растёт", "plan_change": 0.2},
        {"surveyed_on": date(2026, 2, 1), "obstacle": "цена"},
        {"surveyed_on": date(2026, 3, 1), "purchase_plan": "так же"},
    )
    assert table.loc["a-2", "plan_change"] == 0.2
    assert pd.isna(table.loc["a-3", "plan_change"])
