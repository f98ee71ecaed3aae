"""State of a task by its due day and its day of completion, worked by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.tasks_table import overdue_tasks, tasks_table
from clientbase_xl.schemas.tasks import TASKS

TODAY = date(2026, 11, 21)
CARDS = pd.DataFrame({"client_code": ["1"], "client_name": ["Ладья"]})


def tasks(*records: dict[str, Any]) -> pd.DataFrame:
    """Return TASKS of these records, as the base keeps them."""
    whole = [{"row_id": f"а-{number}"} | record for number, record in enumerate(records)]
    return tasks_table(pd.DataFrame(whole), CARDS, TODAY)


@pytest.mark.parametrize(
    ("due_on", "done_on", "state"),
    [
        (date(2026, 11, 20), None, "просрочена"),
        (date(2026, 11, 21), None, "в работе"),
        (date(2026, 11, 22), None, "в работе"),
        (None, None, "без срока"),
        (date(2026, 11, 1), date(2026, 11, 30), "выполнена"),
        (None, date(2026, 11, 2), "выполнена"),
    ],
)
def test_a_task_due_today_is_not_overdue_and_a_done_one_never_is(
    due_on: date | None, done_on: date | None, state: str
) -> None:
    assert tasks({"due_on": due_on, "done_on": done_on})["state"].tolist() == [state]


@pytest.mark.parametrize(
    ("plan", "fact", "share"), [(10, 4, 0.4), (10, 0, 0.0), (10, None, None), (0, 4, None), (None, 4, None)]
)
def test_the_share_needs_a_plan_above_zero_and_a_fact(
    plan: float | None, fact: float | None, share: float | None
) -> None:
    [found] = tasks({"plan": plan, "fact": fact})["plan_share"]
    assert (None if pd.isna(found) else found) == share


def test_overdue_tasks_come_first_by_day_and_done_ones_last() -> None:
    table = tasks(
        {"task": "сделана", "due_on": date(2026, 11, 1), "done_on": date(2026, 11, 1)},
        {"task": "без срока"},
        {"task": "завтра", "due_on": date(2026, 11, 22)},
        {"task": "вчера", "due_on": date(2026, 11, 20), "client_code": "1"},
        {"task": "давно", "due_on": date(2026, 10, 1)},
    )
    assert table["task"].tolist() == ["давно", "вчера", "завтра", "без срока", "сделана"]
    assert overdue_tasks(table)["task"].tolist() == ["давно", "вчера"]
    assert table["client_name"].tolist() == [None, "Ладья", None, None, None]


def test_without_tasks_the_table_has_its_columns() -> None:
    table = tasks()
    assert list(table) == list(TASKS.keys)
    assert overdue_tasks(table).empty
