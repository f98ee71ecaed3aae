"""Each alarm by hand, and when it is in force (METHOD section 10)."""

from __future__ import annotations

import pandas as pd
import pytest

from clientbase_xl.rules.survey_alarms import alarms_in_force, is_worse, row_alarms
from clientbase_xl.schemas.survey_words import (
    ALARM_COMPETITORS,
    ALARM_OUR_SALES,
    ALARM_PEOPLE,
    ALARM_PURCHASES,
    ALARM_SALES,
    ALARM_SOLVENCY,
    SOLVENCY_WORDS,
)
from tests.support.surveys import TODAY, plan, profiles, said, settled


def alarms(
    *rows: dict[str, object], of_profiles: pd.DataFrame | None = None, days: int = 90, change: float = float("nan")
) -> list[str]:
    table = alarms_in_force(settled(*rows, of_profiles=of_profiles, change=change), TODAY, days)
    return [str(one) for one in table["alarm"]]


@pytest.mark.parametrize(
    ("number", "alarm"), [(1, [ALARM_SALES]), (2, [ALARM_OUR_SALES]), (3, []), (4, [ALARM_PURCHASES]), (5, [])]
)
def test_a_falling_forecast_alarms_in_blocks_1_2_and_4(number: int, alarm: list[str]) -> None:
    assert alarms(said(number, "растёт", forecast="падает")) == alarm
    assert alarms(said(number, "падает", forecast="без изменений")) == []
    assert alarms(said(number, "падает", forecast="не знает")) == []


@pytest.mark.parametrize("before", SOLVENCY_WORDS)
@pytest.mark.parametrize("now", SOLVENCY_WORDS)
def test_block_6_alarms_when_it_is_worse_than_before(before: str, now: str) -> None:
    expected = SOLVENCY_WORDS.index(now) > SOLVENCY_WORDS.index(before)
    assert is_worse(now, before) is expected
    assert alarms(said(6, before, back=60), said(6, now)) == [ALARM_SOLVENCY] * expected


def test_the_first_answer_of_block_6_is_not_worse_than_anything() -> None:
    assert alarms(said(6, "не платит")) == []
    assert not is_worse("не платит", None)


def test_a_change_of_people_alarms_and_none_does_not() -> None:
    assert alarms(said(7, "да", who_when="новый закупщик")) == [ALARM_PEOPLE]
    assert alarms(said(7, "нет")) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("падает", "растёт", [ALARM_COMPETITORS]),
        ("падает", "без изменений", []),
        ("без изменений", "растёт", []),
        ("не знает", "растёт", []),
    ],
)
def test_block_4_falls_while_block_5_grows_on_any_day(ours: str, theirs: str, expected: list[str]) -> None:
    assert alarms(said(4, ours), said(5, theirs)) == expected
    assert alarms(said(4, ours), said(5, theirs, back=6)) == expected
    assert alarms(said(4, ours, back=6), said(5, theirs)) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"), [(90, 0, 1), (91, 0, 0), (0, 90, 1), (0, 91, 0), (90, 90, 1), (91, 91, 0)]
)
def test_both_answers_must_be_in_force(ours: int, theirs: int, expected: int) -> None:
    assert len(alarms(said(4, "падает", back=ours), said(5, "растёт", back=theirs))) == expected


def test_a_newer_answer_of_either_block_ends_the_comparison() -> None:
    both = (said(4, "падает", back=20), said(5, "растёт", back=30))
    assert alarms(*both) == [ALARM_COMPETITORS]
    assert alarms(*both, said(5, "без изменений")) == []
    assert alarms(*both, said(4, "растёт")) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [(-0.2, [ALARM_COMPETITORS]), (-0.19, []), (0.2, []), (-1.0, [ALARM_COMPETITORS]), (float("nan"), [])],
)
def test_the_ledger_speaks_where_the_client_said_no_word_of_block_4(change: float, expected: list[str]) -> None:
    assert alarms(said(4, None, forecast="растёт"), said(5, "растёт"), change=change) == expected
    assert alarms(said(5, "растёт"), change=change) == expected
    assert alarms(said(4, "растёт"), said(5, "растёт"), change=change) == []
    assert alarms(said(4, "не знает"), said(5, "растёт"), change=change) == []
    assert alarms(said(5, "падает"), change=change) == []


def test_a_blank_row_of_block_4_alarms_once_at_block_5() -> None:
    table = alarms_in_force(settled(said(4, None), said(5, "растёт"), change=-0.5), TODAY, 90)
    assert table[["number", "alarm"]].to_numpy().tolist() == [[5, ALARM_COMPETITORS]]
    assert row_alarms(settled(said(4, None), change=-0.5).to_dict("records")[0]) == ()


def test_block_4_may_raise_two_alarms() -> None:
    assert alarms(said(4, "падает", forecast="падает"), said(5, "растёт")) == [ALARM_PURCHASES, ALARM_COMPETITORS]


def test_the_plan_of_the_profile_alarms_where_the_survey_has_no_forecast() -> None:
    assert alarms(said(4, "растёт"), of_profiles=profiles(plan("меньше"))) == [ALARM_PURCHASES]
    assert alarms(said(4, "растёт", forecast="растёт"), of_profiles=profiles(plan("меньше"))) == []
    assert alarms(said(2, "растёт"), of_profiles=profiles(plan("меньше"))) == []


@pytest.mark.parametrize(("number", "word"), [(6, "падает"), (1, "да"), (7, "падает"), (2, "не платит")])
def test_a_word_of_another_block_alarms_nobody(number: int, word: str) -> None:
    assert alarms(said(number, word)) == []
    assert row_alarms(settled(said(6, None, forecast="падает")).to_dict("records")[0]) == ()


def test_a_newer_survey_of_the_block_ends_an_alarm_and_one_of_another_block_does_not() -> None:
    assert alarms(said(1, "растёт", back=40, forecast="падает"), said(1, "растёт")) == []
    assert alarms(said(1, "растёт", back=40, forecast="падает"), said(2, "растёт")) == [ALARM_SALES]
    assert alarms(said(1, "растёт", back=40, forecast="падает"), said(1, None)) == [ALARM_SALES]


@pytest.mark.parametrize(("back", "count"), [(89, 1), (90, 1), (91, 0), (0, 1), (-1, 0)])
def test_an_alarm_of_exactly_90_days_ago_is_in_force_and_one_ahead_is_not(back: int, count: int) -> None:
    assert len(alarms(said(7, "да", back=back))) == count


def test_no_surveys_no_alarms() -> None:
    assert alarms() == []
