"""«Профиль клиента» as the sheet shows it (METHOD sections 1 and 4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.profiles_table import profiles_table
from clientbase_xl.schemas.profiles import BY_COUNT, PROFILES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import ProfileSettings

TODAY = date(2026, 11, 20)
CLIENTS = pd.DataFrame(
    {
        "client_code": ["К1", "К2"],
        "client_name": ["Ладья", "Ферзь"],
        "turnover_12m_rub": [100_000.0, 0.0],
        "average_purchase_rub": [10_000.0, None],
    }
)
RATIOS = pd.DataFrame(
    {
        "client_code": ["К1", "К2"],
        "ratio_low": [1.5, 1.5],
        "ratio_median": [2.0, 2.0],
        "ratio_high": [4.0, 4.0],
        "count_ratio": [12, 12],
        "is_of_channel": [True, False],
    }
)


def table(*rows: dict[str, Any], **cards: Any) -> pd.DataFrame:
    """Return the sheet for surveys."""
    whole = [{"row_id": f"a-{number}"} | row for number, row in enumerate(rows, 1)]
    return profiles_table(pd.DataFrame(whole, dtype=object), CLIENTS, RATIOS, TODAY, ProfileSettings(), **cards)


def test_a_newer_survey_adds_to_the_older_and_each_row_shows_what_was_known_then() -> None:
    found = table(
        {"client_code": "К1", "surveyed_on": date(2026, 3, 1), "count_orders_per_year": 20},
        {"client_code": "К1", "surveyed_on": date(2026, 9, 1), "average_order_rub": 15_000.0},
    )
    assert found["row_id"].tolist() == ["a-2", "a-1"]
    assert found["potential_rub"].tolist() == [300_000, 200_000]
    assert found["way"].tolist() == ["заказы × средний заказ", BY_COUNT]
    assert found["state"].tolist() == ["последний", "есть новее"]
    assert found["orders_used"].tolist() == [20, 20]
    assert found["next_question"].tolist() == ["Доля закупок у нас, %", "Средний заказ у всех поставщиков, ₽"]
    assert found["client_name"].tolist() == ["Ладья", "Ладья"]
    assert pd.isna(found["count_orders_per_year"].iloc[0])
    assert check_table(found, PROFILES) == ()


def test_an_interrupted_survey_without_numbers_is_estimated() -> None:
    [row] = table({"client_code": "К1", "surveyed_on": TODAY, "obstacle": "цена"}).to_dict("records")
    assert (row["potential_min_rub"], row["potential_rub"], row["potential_max_rub"]) == (100_000, 200_000, 400_000)
    assert "по 12 ответам канала" in row["reason"].replace("\u00a0", " ")
    assert pd.isna(row["untapped_rub"])


def test_a_client_who_is_not_on_the_sheet_has_no_turnover_but_a_name() -> None:
    cards = pd.DataFrame({"client_code": ["К9"], "client_name": ["Архивный"]})
    [row] = table({"client_code": "К9", "surveyed_on": TODAY, "share_ours": 0.5}, names=cards).to_dict("records")
    assert row["client_name"] == "Архивный"
    assert pd.isna(row["turnover_12m_rub"])
    assert pd.isna(row["potential_rub"])


def test_a_row_without_a_client_shows_nothing() -> None:
    [row] = table({"client_code": None, "surveyed_on": TODAY, "count_orders_per_year": 5}).to_dict("records")
    assert row["next_question"] is None
    assert row["reason"] is None
    assert pd.isna(row["orders_used"])


def test_a_survey_that_lies_ahead_says_so() -> None:
    [row] = table({"client_code": "К1", "surveyed_on": date(2026, 11, 21)}).to_dict("records")
    assert row["state"] == "дата впереди"


def test_no_surveys_are_an_empty_sheet() -> None:
    found = profiles_table(pd.DataFrame(columns=["row_id"]), CLIENTS, RATIOS, TODAY, ProfileSettings())
    assert found.empty
    assert list(found) == list(PROFILES.keys)
