"""Whom to ask: how long ago, what worries, in order of roubles (METHOD section 10)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.survey_calls import OF_CLIENTS, survey_calls
from clientbase_xl.schemas.monitoring import SURVEY_CALLS
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import MonitoringSettings
from tests.support.surveys import TODAY, plan, profiles, said, settled


def calls(*rows: dict[str, Any], clients: list[dict[str, Any]] | None = None, **more: Any) -> pd.DataFrame:
    given = clients or [{"client_code": "К1", "turnover_12m_rub": 10.0}]
    frame = pd.DataFrame(given, columns=list(OF_CLIENTS))
    table = survey_calls(frame, settled(*rows, of_profiles=more.get("of_profiles")), TODAY, MonitoringSettings())
    assert check_table(table, SURVEY_CALLS) == ()
    return table


@pytest.mark.parametrize(
    ("back", "age", "days"),
    [(0, "опрошен", 0), (90, "опрошен", 90), (91, "давно не опрашивали", 91), (-1, "не опрашивали", None)],
)
def test_a_survey_of_exactly_90_days_ago_is_not_yet_old(back: int, age: str, days: int | None) -> None:
    (row,) = calls(said(3, "растёт", back=back)).to_dict("records")
    assert row["survey_age"] == age
    assert (None if pd.isna(row["survey_days"]) else row["survey_days"]) == days


def test_the_last_answers_stand_in_short_with_their_days() -> None:
    rows = (said(1, "растёт", back=60), said(1, "падает", forecast="не знает"), said(6, "платит в срок", back=31))
    (row,) = calls(*rows, said(4, None), of_profiles=profiles(plan("меньше"))).to_dict("records")
    assert row["block_1"] == "падает, прогноз: не знает (27.05.26)"
    assert row["block_6"] == "платит в срок (01.05.26)"
    assert row["block_4"] == "—, прогноз: падает (27.05.26)"
    assert row["block_2"] is None


def test_alarms_in_force_are_named_and_old_ones_are_not() -> None:
    (row,) = calls(said(7, "да"), said(1, "растёт", forecast="падает", back=90), said(2, None, back=1)).to_dict(
        "records"
    )
    assert row["alarms"] == "Ждёт падения своих продаж; Сменились решающие о закупке"
    (old,) = calls(said(7, "да", back=91)).to_dict("records")
    assert old["alarms"] is None


def test_the_order_is_by_untapped_roubles_else_turnover_then_the_code() -> None:
    clients = [
        {"client_code": "К1", "untapped_rub": 5.0, "turnover_12m_rub": 99.0},
        {"client_code": "К3", "untapped_rub": None, "turnover_12m_rub": 7.0},
        {"client_code": "К2", "untapped_rub": None, "turnover_12m_rub": 7.0},
        {"client_code": "К4", "untapped_rub": None, "turnover_12m_rub": None},
    ]
    table = calls(clients=clients)
    assert table["client_code"].tolist() == ["К2", "К3", "К1", "К4"]
    assert table["rank"].tolist() == [1, 2, 3, 4]
    assert "потенциал не известен" in table["reason"].iloc[0]
    assert "не взято за год" in table["reason"].iloc[2]


def test_an_empty_base_asks_nobody() -> None:
    frame = pd.DataFrame(columns=list(OF_CLIENTS))
    assert survey_calls(frame, settled(), TODAY, MonitoringSettings()).empty
