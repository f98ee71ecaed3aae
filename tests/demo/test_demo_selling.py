"""Time, lines and answers of the demo: whole days, managers who differ, a line without a verdict, one not answered."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.words import MANAGERS
from clientbase_xl.rules.sales_types import types_in_force
from clientbase_xl.rules.time_photo import time_photo, time_problems
from clientbase_xl.rules.time_shares import time_shares
from clientbase_xl.schemas.diagnosis import QUESTIONS
from clientbase_xl.schemas.lists import LISTS
from clientbase_xl.schemas.sales_types import SALES_TYPES
from clientbase_xl.schemas.settings_sheet import SETTINGS
from clientbase_xl.settings import TimePhotoSettings, from_values
from tests.support.lists import default_lists


def test_a_week_of_whole_days_is_noted_and_makes_sense(demo: DemoData) -> None:
    notes = demo.records["time_photo"]
    table = time_photo(notes, default_lists())
    assert time_problems(table, demo.today) == ()
    assert table["activity_kind"].isin(["продажа", "обслуживание"]).all()
    assert notes.groupby(["manager", "noted_on"])["count_minutes"].sum().unique().tolist() == [480]
    monday = demo.today - timedelta(days=demo.today.weekday() + 7)
    assert notes["noted_on"].min() == monday
    assert notes["noted_on"].max() < demo.today


def test_managers_sell_and_serve_as_their_stories_say(demo: DemoData) -> None:
    table = time_shares(
        time_photo(demo.records["time_photo"], default_lists()), MANAGERS, demo.today, TimePhotoSettings()
    ).set_index("manager")
    keys, _, hunter, silent, _, newcomer = MANAGERS
    assert table.loc[hunter, "serving_share"] < 0.3 < 0.55 < table.loc[silent, "serving_share"]
    assert table["state"].value_counts().to_dict() == {"выше ориентира": 4, "в пределах": 2, "мало дней": 1}
    assert table.loc[newcomer, "state"] == "мало дней"
    assert table.loc[keys, "state"] == "в пределах"


def test_lines_are_of_different_types_and_one_is_not_clear(demo: DemoData) -> None:
    stored: pd.DataFrame = demo.records["sales_types"]
    types = types_in_force(stored)
    assert set(stored["line"]) - set(types) == {"Ручной инструмент"}
    assert set(types.values()) == set(SALES_TYPES[:3])
    sold = {*demo.sales["Товарная группа"]}
    mapped = dict(zip(demo.records["lists"]["value"], demo.records["lists"]["note"], strict=True))
    assert {mapped.get(one, one) for one in sold} == set(stored["line"])
    assert set(demo.records["lists"]) == {"list_key", "value", "note", "is_closed"} & set(LISTS.keys)


def test_one_question_is_not_answered(demo: DemoData) -> None:
    answers = demo.records["diagnosis"].set_index("question_no")["is_yes"]
    assert answers.index.tolist() == list(QUESTIONS)
    assert answers.isna().sum() == 1


def test_the_payroll_is_a_setting_that_the_program_takes(demo: DemoData) -> None:
    cells = demo.records["settings"]
    assert list(cells) == [*SETTINGS.key_columns, "value"]
    assert from_values(dict(zip(cells["address"], cells["value"], strict=True))).time.payroll_rub == 95_000
