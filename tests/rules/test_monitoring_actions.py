"""What surveys give to do today (METHOD sections 1 and 10)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.alarm_tasks import task_number
from clientbase_xl.rules.monitoring_actions import monitoring_actions
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.rules.survey_calls import OF_CLIENTS, survey_calls
from clientbase_xl.rules.today_action import Action, client_rows
from clientbase_xl.schemas.survey_words import ALARM_PEOPLE
from clientbase_xl.settings import MonitoringSettings
from tests.support.surveys import TODAY, said, settled

CLIENTS = pd.DataFrame(
    [
        {
            "client_code": f"К{at}",
            "client_name": f"ООО {at}",
            "turnover_12m_rub": at * 10.0,
            "category_approved": letter,
        }
        for at, letter in enumerate(("A", "B", "C", None), 1)
    ],
    columns=list(OF_CLIENTS),
)


def actions(*rows: dict[str, Any], closed: tuple[str, ...] = ()) -> tuple[Action, Action]:
    surveys = settled(*rows)
    calls = survey_calls(CLIENTS, surveys, TODAY, MonitoringSettings())
    alarms = alarms_in_force(surveys, TODAY, 90)
    undone = {task_number(one["row_id"], one["alarm"]) for one in alarms.to_dict("records")} - {*closed}
    alarmed, old = monitoring_actions(calls, alarms, undone)
    return alarmed, old


def codes(action: Action) -> dict[str, float]:
    rows = client_rows(action)
    return dict(zip(rows["client_code"], rows["amount_rub"], strict=True))


def test_an_alarm_is_to_be_answered_until_its_task_is_done_or_emptied_and_a_client_counts_once() -> None:
    rows = (said(7, "да"), said(1, None, forecast="падает"), said(7, "да", client="К3"), said(7, "да", client="К9"))
    assert codes(actions(*rows)[0]) == {"К3": 30, "К1": 10}
    assert codes(actions(*rows, closed=(task_number("0-3", ALARM_PEOPLE),))[0]) == {"К1": 10}
    reasons = client_rows(actions(*rows)[0])["reason"].tolist()
    assert reasons[1] == "Ждёт падения своих продаж; Сменились решающие о закупке"


def test_a_and_b_that_were_not_asked_for_long_are_to_be_asked() -> None:
    assert codes(actions()[1]) == {"К2": 20, "К1": 10}
    assert codes(actions(said(1, "растёт", back=90))[1]) == {"К2": 20}
    assert codes(actions(said(1, "растёт", back=91))[1]) == {"К2": 20, "К1": 10}


def test_nothing_to_do_is_an_action_about_nobody() -> None:
    alarmed, _ = actions()
    assert alarmed.amounts_rub.empty
