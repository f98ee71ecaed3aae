"""What the surveys give to do today: rows of «Начало» (METHOD sections 1 and 10)."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.alarm_tasks import task_number
from clientbase_xl.rules.joined import as_numbers
from clientbase_xl.rules.today_action import Action, client_action
from clientbase_xl.schemas.monitoring import NEVER, RECENT, SURVEY_CALLS
from clientbase_xl.schemas.tasks import TASKS

_ASKED_FIRST = ("A", "B")


def monitoring_actions(calls: pd.DataFrame, alarms: pd.DataFrame, open_tasks: Collection[str]) -> list[Action]:
    """Return what to do about surveys: alarms in force whose task is open, A and B not asked for long.

    METHOD sections 1, 10. In: SURVEY_CALLS; `alarms_in_force`; numbers of tasks that are not done. An alarm whose task
    a person emptied nags nobody. Roubles: untapped, else turnover. A client with several alarms counts once. Actions
    about nobody are empty.
    """
    by_code = calls.set_index("client_code")
    is_open = [
        task_number(str(number), alarm) in open_tasks and code in by_code.index
        for number, alarm, code in zip(alarms["row_id"], alarms["alarm"], alarms["client_code"], strict=True)
    ]
    opened = alarms[pd.Series(is_open, index=alarms.index, dtype=bool)]
    said = opened.groupby("client_code")["alarm"].agg("; ".join) if len(opened) else pd.Series(dtype=object)
    alarmed = calls[calls["client_code"].isin(said.index)]
    old = calls[(calls["survey_age"] != RECENT) & calls["category"].isin(_ASKED_FIRST)]
    return [
        client_action(
            "Ответьте предложением на тревоги опросов: задачи ещё не выполнены",
            alarmed,
            TASKS.key,
            "Не взятое у них за год, где потенциал не известен — оборот за 12 мес.",
            "alarm",
            ["Свяжитесь с предложением: тревога опроса"] * len(alarmed),
            [str(said[code]) for code in alarmed["client_code"]],
        ),
        client_action(
            "Опросите клиентов A и B: давно не спрашивали о продажах, закупках и оплате",
            old,
            SURVEY_CALLS.key,
            "Не взятое у них за год, где потенциал не известен — оборот за 12 мес.",
            "survey",
            ["Опросите клиента по семи блокам"] * len(old),
            [_asked(age, days) for age, days in zip(old["survey_age"], as_numbers(old["survey_days"]), strict=True)],
        ),
    ]


def _asked(age: str, days: float) -> str:
    return "Не опрашивали ни разу" if age == NEVER else f"Последний опрос {words.days(days)} назад"
