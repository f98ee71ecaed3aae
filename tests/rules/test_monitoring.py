"""«Мониторинг» row by row: what stands beside an answer, the alarm with its reason, the task (METHOD section 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.alarm_tasks import task_number
from clientbase_xl.rules.monitoring import monitoring_table
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.survey_words import ALARM_ACTIONS, ALARM_COMPETITORS, ALARM_PEOPLE, ALARM_PURCHASES
from clientbase_xl.schemas.validation import check_table
from tests.support.lists import default_lists
from tests.support.surveys import cards, plan, profiles, said, settled, tasks


def shown(*rows: dict[str, Any], of_tasks: pd.DataFrame | None = None, **more: Any) -> pd.DataFrame:
    surveys = settled(*rows, of_profiles=more.get("of_profiles"), change=-0.25)
    given = cards({"client_code": "К1", "overdue_rub": 700}, {"client_code": "К2"})
    table = monitoring_table(surveys, given, tasks() if of_tasks is None else of_tasks, default_lists())
    assert list(table) == list(MONITORING.keys)
    return table


def only(table: pd.DataFrame, number: str = "0-1") -> dict[Any, Any]:
    (row,) = table[table["row_id"] == number].to_dict("records")
    return row


def test_a_calm_row_has_no_alarm_no_reason_and_no_task() -> None:
    row = only(shown(said(1, "растёт")))
    assert (row["alarm"], row["reason"], row["default_action"], row["task"]) == ("нет", None, None, None)
    assert (row["client_name"], row["manager"], row["check"]) == ("ООО «К1»", "Ветров", None)


def test_the_ledger_speaks_in_block_4_and_the_card_in_block_6() -> None:
    table = shown(said(4, "падает"), said(6, "задержки"), said(6, "задержки", client="К2"))
    assert (only(table)["ledger_word"], only(table, "0-2")["ledger_word"]) == ("падает", None)
    assert (only(table)["ledger_change"], pd.isna(only(table)["overdue_rub"])) == (-0.25, True)
    assert (pd.isna(only(table, "0-2")["ledger_change"]), only(table, "0-2")["overdue_rub"]) == (True, 700)
    assert pd.isna(only(table, "0-3")["overdue_rub"])


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            (said(1, "растёт", forecast="падает", forecast_share=0.2),),
            "Ждёт падения своих продаж: прогноз — «падает» на 20 %",
        ),
        ((said(7, "да", who_when="Петров, с мая"),), "Сменились решающие о закупке: Петров, с мая"),
        ((said(7, "да"),), "Сменились решающие о закупке"),
        (
            (said(6, "задержки"), said(6, "платит в срок", back=12)),
            "Платит хуже, чем раньше: 20.05.2026 — «платит в срок», теперь «задержки»",
        ),
        (
            (said(4, "падает"), said(5, "растёт")),
            "У нас берёт меньше, у конкурентов больше: закупки у нас — «падает», у конкурентов — «растёт»",
        ),
        (
            (said(4, None, forecast="растёт"), said(5, "растёт", back=12)),
            "У нас берёт меньше, у конкурентов больше: закупки у нас — «падает» по отгрузкам (−25 %), "
            "у конкурентов — «растёт» (20.05.2026)",
        ),
        (
            (said(5, "растёт"),),
            "У нас берёт меньше, у конкурентов больше: закупки у нас — «падает» по отгрузкам (−25 %), "
            "у конкурентов — «растёт»",
        ),
    ],
)
def test_the_reason_of_an_alarm_is_the_answers_it_follows_from(rows: Any, reason: str) -> None:
    row = only(shown(*rows))
    assert (row["alarm"], str(row["reason"]).replace("\xa0", " ")) == ("да", reason)


def test_a_forecast_of_the_profile_is_named_as_such() -> None:
    row = only(shown(said(4, "растёт"), of_profiles=profiles(plan("меньше", change=0.1))))
    assert row["reason"].replace("\xa0", " ") == "Ждёт падения закупок у нас: прогноз — «падает» на 10 %, из профиля"
    assert (row["profile_forecast"], row["profile_share"]) == ("падает", 0.1)


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("платит в срок", "задержки", "хуже: платит в срок → задержки"),
        ("не платит", "задержки", "лучше: не платит → задержки"),
        ("задержки", "задержки", "то же"),
    ],
)
def test_the_change_since_the_last_survey_is_said(before: str, now: str, words: str) -> None:
    assert only(shown(said(6, now), said(6, before, back=50)))["change"] == words
    assert only(shown(said(1, "падает"), said(1, "растёт", back=50)))["change"] == "растёт → падает"
    assert only(shown(said(1, "падает")))["change"] is None


def test_each_alarm_names_its_action_and_what_became_of_its_task() -> None:
    first, second = (task_number("0-1", alarm) for alarm in (ALARM_PURCHASES, ALARM_COMPETITORS))
    known = tasks(
        {"row_id": first, "due_on": date(2026, 6, 3)},
        {"row_id": second, "due_on": date(2026, 6, 3), "done_on": date(2026, 5, 31)},
    )
    row = only(shown(said(4, "падает", forecast="падает"), said(5, "растёт"), of_tasks=known))
    assert row["task"] == "открыта, срок 03.06.2026; выполнена 31.05.2026"
    assert row["default_action"] == f"{ALARM_ACTIONS[ALARM_PURCHASES]}; {ALARM_ACTIONS[ALARM_COMPETITORS]}"
    assert only(shown(said(7, "да")))["task"] == "не открыта"
    assert only(shown(said(7, "да"), of_tasks=tasks({"row_id": task_number("0-1", ALARM_PEOPLE)})))["task"] == (
        "открыта, без срока"
    )


def test_the_newest_surveys_stand_first_and_typed_cells_stay() -> None:
    table = shown(said(2, "растёт", back=9), said(2, "да", client="К2"), said(1, "растёт", possible_actions="зайти"))
    assert table["row_id"].tolist() == ["0-3", "0-2", "0-1"]
    assert table["possible_actions"].tolist() == ["зайти", None, None]
    assert check_table(table, MONITORING) == ()


def test_a_stranger_and_an_empty_sheet_break_nothing() -> None:
    row = only(shown(said(7, "да", client="К9")))
    assert (row["client_name"], row["manager"], row["alarm"]) == (None, None, "да")
    assert shown().empty
