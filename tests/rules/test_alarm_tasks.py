"""The task that an alarm opens: its number, its day, its offer (METHOD sections 0 and 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.alarm_tasks import alarm_tasks, default_actions, task_number
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.rules.survey_calls import OF_CLIENTS, survey_calls
from clientbase_xl.schemas.survey_words import ALARM_ACTIONS, ALARM_COMPETITORS, ALARM_PEOPLE, ALARM_PURCHASES, ALARMS
from clientbase_xl.settings import MonitoringSettings
from tests.support.lists import default_lists
from tests.support.surveys import TODAY, cards, said, settled

CLIENTS = pd.DataFrame([{"client_code": "К1"}], columns=list(OF_CLIENTS))


def wanted(*rows: dict[str, Any], of_cards: pd.DataFrame | None = None, **settings: int) -> list[dict[Any, Any]]:
    known = cards() if of_cards is None else of_cards
    table = alarm_tasks(settled(*rows), known, default_lists(), TODAY, MonitoringSettings(**settings))
    return table.to_dict("records")


def test_an_alarm_asks_for_a_task_with_an_offer_of_the_manager_of_the_client() -> None:
    (task,) = wanted(said(7, "да", back=3, row_id="12ab34cd-7"))
    assert task == {
        "row_id": "м-12ab34cd-7-6",
        "task": "Тревога опроса 29.05.2026: сменились решающие о закупке. Свяжитесь с предложением",
        "manager": "Ветров",
        "client_code": "К1",
        "kpi": "прочее",
        "due_on": date(2026, 6, 5),
        "offer": ALARM_ACTIONS[ALARM_PEOPLE],
    }


def test_two_alarms_of_one_row_are_two_tasks_and_every_alarm_has_a_number_of_its_own() -> None:
    found = wanted(said(4, "падает", forecast="падает"), said(5, "растёт"))
    assert [one["row_id"] for one in found] == [task_number("0-1", one) for one in (ALARM_PURCHASES, ALARM_COMPETITORS)]
    assert len({task_number("0-1", alarm) for alarm in ALARMS}) == len(ALARMS) == 6


def test_the_offer_is_what_the_manager_decided_else_what_the_dictionary_says() -> None:
    (own,) = wanted(said(7, "да", possible_actions="Пригласить на склад"))
    assert own["offer"] == "Пригласить на склад"
    lists = default_lists()
    is_mine = (lists["list_key"] == "alarm_actions") & (lists["value"] == ALARM_PEOPLE)
    assert default_actions(lists.assign(note=lists["note"].mask(is_mine, "Цветы")))[ALARM_PEOPLE] == "Цветы"


def test_a_base_made_before_the_list_offers_the_same() -> None:
    lists = default_lists()
    assert default_actions(lists[lists["list_key"] != "alarm_actions"]) == ALARM_ACTIONS
    assert default_actions(lists) == ALARM_ACTIONS


@pytest.mark.parametrize(
    ("back", "due"),
    [
        (0, date(2026, 6, 8)),
        (7, date(2026, 6, 1)),
        (8, date(2026, 6, 8)),
        (30, date(2026, 6, 8)),
        (90, date(2026, 6, 8)),
    ],
)
def test_a_task_is_due_a_week_after_the_survey_or_after_today_when_that_is_past(back: int, due: date) -> None:
    (task,) = wanted(said(7, "да", back=back))
    assert task["due_on"] == due


@pytest.mark.parametrize("back", [-1, 0, 30, 31, 90, 91])
def test_every_alarm_in_force_opens_a_task_and_no_other(back: int) -> None:
    surveys, settings = (
        settled(said(7, "да", back=back), said(5, "растёт", back=back), change=-0.3),
        MonitoringSettings(),
    )
    alarms = alarms_in_force(surveys, TODAY, settings.old_days)
    asked = survey_calls(CLIENTS, surveys, TODAY, settings)["alarms"].notna().any()
    numbers = [task_number(one["row_id"], one["alarm"]) for one in alarms.to_dict("records")]
    opened = alarm_tasks(surveys, cards(), default_lists(), TODAY, settings)
    assert sorted(opened["row_id"]) == sorted(numbers)
    assert (len(opened), asked) == ((2, True) if 0 <= back <= 90 else (0, False))


def test_strangers_the_archive_and_stopped_clients_open_none() -> None:
    given = cards({"client_code": "К1", "is_archived": True}, {"client_code": "К2", "is_stopped": True})
    assert wanted(said(7, "да"), said(7, "да", client="К2"), said(7, "да", client="К9"), of_cards=given) == []


def test_a_client_without_a_manager_gets_a_task_without_one() -> None:
    (task,) = wanted(said(7, "да"), of_cards=cards({"client_code": "К1", "manager": None}))
    assert task["manager"] is None
