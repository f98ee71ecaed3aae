"""Documents with their state, plan and fact, worked out by hand. Today is 20.11.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.agreements_table import agreement_windows, agreements_table
from clientbase_xl.schemas.agreements import AGREEMENTS
from tests.support.agreements import LONG_AGO, TODAY, documents, people, shown_documents

ADDENDUM: dict[str, Any] = {"document_kind": "дополнительное соглашение", "valid_until": date(2027, 12, 31)}
# January … October are whole months, of November 19 of 30 days are over: 10 + 19/30 of 12 months.
YEAR = ADDENDUM | {"plan_from_on": date(2026, 1, 1), "plan_to_on": date(2026, 12, 1), "plan_rub": 1_200.0}
DUE = 1_000 + 100 * 19 / 30


def one(sold: float = 0.0, **cells: Any) -> pd.Series:
    return shown_documents({"document_kind": "договор"} | cells, sold=sold).iloc[0]


@pytest.mark.parametrize(
    ("until", "renew"),
    [
        (date(2026, 11, 19), "Перезаключить: договор"),
        (date(2026, 11, 20), "Продлить: договор"),
        (date(2026, 12, 21), "Подготовить продление: договор"),
        (date(2027, 12, 21), None),
        (None, "Узнать последний день: договор"),
    ],
)
def test_the_state_says_what_to_renew_before_a_call(until: date | None, renew: str | None) -> None:
    assert one(valid_until=until)["renew"] == renew


def test_a_draft_is_to_be_signed_and_a_letter_of_intent_is_not_renewed() -> None:
    assert one(stage="переговоры")["renew"] == "Подписать: договор"
    assert one(document_kind="соглашение о намерениях", valid_until=date(2026, 11, 1))["renew"] is None


def test_a_replaced_document_asks_for_nothing_and_says_what_replaced_it() -> None:
    rows = shown_documents(
        {"document_kind": "договор", "valid_until": date(2026, 11, 1)},
        {"document_kind": "договор", "valid_until": date(2027, 11, 1)},
    )
    assert rows["row_id"].tolist() == ["a-2", "a-1"]
    assert rows["renew"].tolist() == [None, None]
    assert rows["reason"].tolist() == [
        "Последний день 01.11.2027: осталось 346\xa0дн.",
        "Последний день 01.11.2026: прошло 19\xa0дн.; есть документ новее до 01.11.2027",
    ]


def test_the_plan_to_date_stands_against_what_was_shipped() -> None:
    row = one(**YEAR, sold=532.0)
    assert row["plan_to_date_rub"] == pytest.approx(DUE, abs=0.005)
    assert row["fact_rub"] == 532.0
    assert row["plan_share"] == pytest.approx(532 / round(DUE, 2))
    assert pd.isna(row["reward_rub"])
    assert (
        "План 1\xa0200\xa0₽ на 12\xa0мес. с января\xa02026, на дату 1\xa0063\xa0₽; факт 532\xa0₽ — 50\xa0%"
        in row["reason"]
    )


@pytest.mark.parametrize(("sold", "reward"), [(1_199.99, None), (1_200.0, 24.0), (2_000.0, 40.0)])
def test_a_reward_is_due_when_the_whole_plan_is_fulfilled(sold: float, reward: float | None) -> None:
    row = one(**YEAR, sold=sold, reward_share=0.02)
    assert (None if pd.isna(row["reward_rub"]) else row["reward_rub"]) == reward


def test_a_plan_that_has_not_begun_is_neither_kept_nor_missed() -> None:
    plan: dict[str, Any] = {"plan_from_on": date(2027, 1, 1), "plan_to_on": date(2027, 3, 1), "plan_rub": 300.0}
    row = one(**ADDENDUM | plan)
    assert row["plan_to_date_rub"] == 0.0
    assert [pd.isna(row[key]) for key in ("fact_rub", "plan_share")] == [True, True]
    assert row["reason"].endswith("ещё не начался")


def test_a_plan_of_nothing_has_no_share() -> None:
    assert pd.isna(one(**YEAR | {"plan_rub": 0.0}, sold=5.0)["plan_share"])
    assert pd.isna(one(**YEAR | {"plan_rub": 0.0}, sold=5.0, reward_share=0.1)["reward_rub"])


def test_a_fact_from_before_the_ledger_is_not_known() -> None:
    given = documents(YEAR)
    windows = agreement_windows(given, TODAY).assign(turnover_rub=500.0)
    for first_on in (date(2026, 2, 1), None):
        row = agreements_table(given, people(), windows, first_on, TODAY).iloc[0]
        assert pd.isna(row["fact_rub"])
        assert "факт: нет данных" in row["reason"]


@pytest.mark.parametrize("first_on", [date(2026, 1, 9), date(2026, 1, 31), date(2025, 12, 31)])
def test_the_month_of_the_first_sale_is_known_as_on_the_plans_of_clients(first_on: date) -> None:
    given = documents(YEAR)
    windows = agreement_windows(given, TODAY).assign(turnover_rub=500.0)
    assert agreements_table(given, people(), windows, first_on, TODAY).iloc[0]["fact_rub"] == 500.0


def test_windows_end_with_the_plan_or_with_yesterday() -> None:
    rows = documents(
        YEAR, YEAR | {"plan_to_on": date(2026, 3, 1)}, YEAR | {"plan_from_on": date(2026, 12, 1)}, {"plan_rub": 1.0}
    )
    table = agreement_windows(rows, TODAY)
    found = [(row["row_id"], f"{row['end_on']:%d.%m}") for row in table.to_dict("records")]
    assert found == [("a-1", "20.11"), ("a-2", "01.04")]


def test_the_most_urgent_stand_first_and_typed_cells_travel_unchanged() -> None:
    cards = people({"client_code": "К1", "client_name": "Опт", "manager": "Ветров"})
    days = [date(2027, 11, 1), date(2026, 12, 30), None, date(2026, 11, 1), date(2026, 12, 1)]
    rows = [{"client_code": f"К{place}", "valid_until": day, "comment": "так"} for place, day in enumerate(days, 1)]
    table = shown_documents(*rows, cards=cards)
    assert table["client_code"].tolist() == ["К4", "К5", "К2", "К3", "К1"]
    assert table["left_days"].tolist() == [-19, 11, 40, pd.NA, 346]
    assert table["manager"].tolist() == [None, None, None, None, "Ветров"]
    assert set(table["comment"]) == {"так"}


def test_no_documents_give_the_empty_sheet() -> None:
    table = agreements_table(documents(), people(), agreement_windows(documents(), TODAY).assign(turnover_rub=0.0),
                             LONG_AGO, TODAY)  # fmt: skip
    assert list(table.columns) == list(AGREEMENTS.keys)
    assert table.empty
