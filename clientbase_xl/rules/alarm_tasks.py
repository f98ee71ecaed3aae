"""Every alarm opens a task with an offer: what the task says, and under which number it is opened once.

METHOD section 0 [P]: "bad news is preceded by good offers (every alarm opens a task with an offer)"; section 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_text
from clientbase_xl.rules.survey_alarms import alarms_in_force
from clientbase_xl.schemas.survey_words import ALARM_ACTIONS, ALARM_ACTIONS_LIST, ALARMS
from clientbase_xl.schemas.tasks import TASK_KPIS
from clientbase_xl.settings import MonitoringSettings

KEYS = ("row_id", "task", "manager", "client_code", "kpi", "due_on", "offer")
TASK_MARK = "м"
"""How the number of such a task begins; the number of the survey and that of the alarm follow."""


def task_number(survey_id: str, alarm: str) -> str:
    """Return the number of the task that an alarm of a survey opens: the same in every workbook."""
    return f"{TASK_MARK}-{survey_id}-{ALARMS.index(alarm) + 1}"


def default_actions(lists: pd.DataFrame) -> dict[str, str]:
    """Return alarm → what to offer, as «Справочники» say it; what they leave empty is the method's own (ours)."""
    own = lists[lists["list_key"] == ALARM_ACTIONS_LIST]
    typed = {
        str(value): str(note) for value, note in zip(as_text(own["value"]), as_text(own["note"]), strict=True) if note
    }
    return {alarm: typed.get(alarm, action) for alarm, action in ALARM_ACTIONS.items()}


def alarm_tasks(
    surveys: pd.DataFrame, cards: pd.DataFrame, lists: pd.DataFrame, today: date, settings: MonitoringSettings
) -> pd.DataFrame:
    """Return the tasks that the alarms in force ask for, opened already or not: columns KEYS, dtype object.

    METHOD section 10. In: `settled_surveys`, stored CLIENTS, LISTS. An alarm in force (`alarms_in_force`, `old_days`)
    asks for one, but none of an unknown client, of one in the archive or with whom work has stopped. Due: the day of
    the survey plus `task_days`; where that is past, `today` plus as many. The offer is what the survey says under
    «Возможные действия», else the default action.
    """
    alarms = alarms_in_force(surveys, today, settings.old_days)
    gone = as_flags(cards["is_archived"]) | as_flags(cards["is_stopped"])
    managers = dict(zip(cards.loc[~gone, "client_code"], as_text(cards.loc[~gone, "manager"]), strict=True))
    actions = default_actions(lists)
    found = [
        _task(alarm, managers[alarm["client_code"]], actions, today, settings)
        for alarm in alarms.to_dict("records")
        if alarm["client_code"] in managers
    ]
    return pd.DataFrame(found, columns=list(KEYS), dtype=object)


def _task(
    alarm: Mapping[Any, Any],
    manager: str | None,
    actions: Mapping[str, str],
    today: date,
    settings: MonitoringSettings,
) -> dict[str, Any]:
    due = alarm["surveyed_on"].date() + timedelta(days=settings.task_days)
    return {
        "row_id": task_number(str(alarm["row_id"]), alarm["alarm"]),
        "task": f"Тревога опроса {words.day(alarm['surveyed_on'])}: {_small(alarm['alarm'])}. Свяжитесь с предложением",
        "manager": manager,
        "client_code": alarm["client_code"],
        "kpi": TASK_KPIS[-1],
        "due_on": due if due >= today else today + timedelta(days=settings.task_days),
        "offer": alarm["possible_actions"] or actions[alarm["alarm"]],
    }


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
