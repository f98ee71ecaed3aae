"""What stands beside a survey: the answer before, block 5 of the day, the plan of the profile (METHOD 4 and 10)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.surveys import forecast_in_force, newest_rows
from tests.support.surveys import plan, profiles, said, settled


def one(table: pd.DataFrame, number: str) -> dict[Any, Any]:
    (row,) = table[table["row_id"] == number].to_dict("records")
    return row


def test_the_answer_before_is_the_last_of_an_earlier_day_of_the_same_client_and_block() -> None:
    table = settled(
        said(6, "платит в срок", back=200),
        said(6, "задержки", back=100),
        said(6, "не платит", back=5),
        said(6, "не платит", back=50, client="К2"),
        said(5, "растёт", back=50),
    )
    assert (one(table, "0-3")["before"], one(table, "0-3")["before_on"].day) == ("задержки", 21)
    assert one(table, "0-2")["before"] == "платит в срок"
    assert one(table, "0-1")["before"] is None
    assert one(table, "0-4")["before"] is None


@pytest.mark.parametrize("answer", ["не знает", "да", None])
def test_what_is_no_answer_to_the_block_is_passed_over(answer: str | None) -> None:
    table = settled(said(1, "растёт", back=90), said(1, answer, back=40), said(1, "падает"))
    assert one(table, "0-3")["before"] == "растёт"


def test_two_answers_of_one_day_are_not_before_each_other_and_the_lower_one_is_in_force() -> None:
    table = settled(said(6, "задержки", row_id="а-9"), said(6, "не платит", row_id="а-10"))
    assert table["before"].tolist() == [None, None]
    assert newest_rows(table)["dynamics"].tolist() == ["не платит"]


def test_a_survey_ahead_feeds_nobody_and_one_of_today_counts() -> None:
    table = settled(said(1, "растёт", back=0), said(1, "падает", back=-1), said(1, "падает", back=-9))
    assert table["is_ahead"].tolist() == [False, True, True]
    assert one(table, "0-3")["before"] == "растёт"
    assert newest_rows(table)["row_id"].tolist() == ["0-1"]


@pytest.mark.parametrize(
    ("word", "direction"), [("растёт", "растёт"), ("так же", "без изменений"), ("меньше", "падает")]
)
def test_the_plan_of_the_profile_prefills_the_forecast_of_block_4(word: str, direction: str) -> None:
    table = settled(said(4, "растёт"), said(2, "растёт"), of_profiles=profiles(plan(word, change=0.15)))
    row = one(table, "0-1")
    assert (row["profile_forecast"], row["profile_share"], forecast_in_force(row)) == (direction, 0.15, direction)
    assert one(table, "0-2")["profile_forecast"] is None
    assert forecast_in_force(one(table, "0-2")) is None


def test_the_clients_own_forecast_needs_no_profile() -> None:
    row = one(settled(said(4, "растёт", forecast="растёт"), of_profiles=profiles(plan("меньше"))), "0-1")
    assert (row["profile_forecast"], forecast_in_force(row)) == (None, "растёт")


@pytest.mark.parametrize(
    ("asked_back", "is_known"),
    [(5, True), (4, False), (5 + 365, True), (5 + 366, False)],
)
def test_a_plan_counts_from_its_day_on_for_12_months(asked_back: int, is_known: bool) -> None:
    row = one(settled(said(4, "растёт"), of_profiles=profiles(plan("меньше", back=asked_back))), "0-1")
    assert (row["profile_forecast"] is not None) is is_known


def test_a_later_talk_that_ended_before_the_plan_keeps_the_earlier_plan() -> None:
    later = {"client_code": "К1", "surveyed_on": plan("меньше")["surveyed_on"], "count_orders_per_year": 12}
    row = one(settled(said(4, "растёт"), of_profiles=profiles(plan("меньше", back=60), later)), "0-1")
    assert row["profile_forecast"] == "падает"


def test_an_empty_sheet_and_rows_without_day_block_or_client_break_nothing() -> None:
    assert settled().empty
    assert newest_rows(settled()).empty
    table = settled(said(0, "растёт"), said(1, "падает", client=None), said(1, "падает") | {"surveyed_on": None})
    assert table["number"].tolist().count(0) == 1
    assert newest_rows(table).empty
