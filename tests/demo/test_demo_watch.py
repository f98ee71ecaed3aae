"""Surveys and falling clients of the demo are believable: no contradictions, every alarm (METHOD 10, 11)."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.stories import Story
from clientbase_xl.rules.survey_alarms import row_alarms
from clientbase_xl.rules.survey_check import survey_check
from clientbase_xl.rules.surveys import settled_surveys
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.survey_words import ALARMS, BLOCKS


def surveys(demo: DemoData) -> pd.DataFrame:
    return settled_surveys(demo.records[MONITORING.key], demo.records[PROFILES.key], demo.today, 90)


def test_surveys_of_half_a_year_raise_every_alarm_and_contradict_nothing(demo: DemoData) -> None:
    table = surveys(demo)
    assert set(table["block"]) == set(BLOCKS)
    assert not table["is_ahead"].any()
    assert table["surveyed_on"].min() >= pd.Timestamp(demo.today - timedelta(days=190))
    assert survey_check(table).isna().all()
    assert not table.duplicated(["client_code", "surveyed_on", "number"]).any()
    assert {alarm for row in table.to_dict("records") for alarm in row_alarms(row)} == set(ALARMS)


def test_nobody_was_asked_before_he_bought(demo: DemoData) -> None:
    sales = demo.sales
    first = pd.to_datetime(sales["Дата"]).groupby(sales["Код контрагента"].astype(str)).min()
    table = surveys(demo)
    assert (table["surveyed_on"] >= table["client_code"].map(first)).all()


def test_two_thirds_of_the_falling_clients_were_studied_in_turn(demo: DemoData) -> None:
    table = demo.records[FALLING_PURCHASES.key]
    falling = [code for code, story in demo.stories.items() if story is Story.FALLING]
    assert len(table) == len(falling) * 2 // 3
    assert set(table["client_code"]) <= set(falling)
    assert table["overdue_days"].notna().any()
    assert (table["sell_out_units"] < table["sell_out_before_units"]).any()
    assert (table["sell_out_units"] == table["sell_out_before_units"]).any()
    assert set(table["reason_decided"].dropna()) == {REASON_WORDS[-1]}
