"""KPIs from tasks: units are never added, what is missing is not zero."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.kpi_periods import kpi_periods
from clientbase_xl.rules.task_kpis import TASK_NUMBERS, TaskSums, due_tasks, task_kpis
from clientbase_xl.schemas.tasks import TASK_KPIS
from clientbase_xl.settings import BaseKpiSettings

TODAY = date(2026, 11, 21)
OCTOBER = kpi_periods(TODAY, BaseKpiSettings())[0]


def task(**cells: Any) -> dict[str, Any]:
    """Return one task of October."""
    return {"manager": "И", "kpi": "присутствие", "unit": "шт.", "plan": 4, "due_on": date(2026, 10, 15)} | cells


def sums(*tasks: dict[str, Any], today: date = TODAY) -> dict[tuple[str, str | None], TaskSums]:
    """Return the sums of tasks due in October by indicator and unit."""
    found = due_tasks(
        pd.DataFrame(tasks, columns=["manager", "kpi", "unit", "plan", "fact", "due_on", "done_on"]), OCTOBER
    )
    return {(kpi, unit): one for kpi, unit, one in task_kpis(found, today)}


def test_the_ten_numbers_of_the_method() -> None:
    assert dict(TASK_NUMBERS) == dict(zip(TASK_KPIS[:6], (4, 6, 7, 8, 9, 10), strict=True))


def test_plan_and_fact_by_hand() -> None:
    done = task(fact=4, done_on=date(2026, 10, 14))
    one = sums(done, task(fact=1), task(plan=10), task(plan=None, fact=2))[("присутствие", "шт.")]
    assert (one.plan, one.fact) == (18.0, 7.0)
    # The share is of the two tasks with both numbers: 5 of 8; the task without a fact is not a zero.
    assert (one.fact_known, one.plan_known, one.share) == (5.0, 8.0, 0.625)
    assert (one.count_tasks, one.count_done, one.count_overdue, one.count_without_fact) == (4, 1, 3, 1)


def test_different_units_are_never_added() -> None:
    found = sums(task(unit="шт.", fact=1), task(unit="метр", fact=2), task(unit=None, fact=3))
    assert {unit: one.fact for (_, unit), one in found.items()} == {"метр": 2.0, "шт.": 1.0, None: 3.0}


@pytest.mark.parametrize(
    ("due", "count"),
    [(date(2026, 9, 30), 0), (date(2026, 10, 1), 1), (date(2026, 10, 31), 1), (date(2026, 11, 1), 0), (None, 0)],
)
def test_only_tasks_due_in_the_period_count(due: date | None, count: int) -> None:
    assert len(sums(task(due_on=due))) == count


@pytest.mark.parametrize(("today", "late"), [(date(2026, 10, 15), 0), (date(2026, 10, 16), 1)])
def test_a_task_due_today_is_not_overdue(today: date, late: int) -> None:
    assert sums(task(), today=today)[("присутствие", "шт.")].count_overdue == late


def test_without_plans_and_facts_nothing_is_made_up() -> None:
    one = sums(task(plan=None))[("присутствие", "шт.")]
    assert math.isnan(one.plan)
    assert math.isnan(one.fact)
    assert math.isnan(one.share)
    assert math.isnan(sums(task(plan=0, fact=3))[("присутствие", "шт.")].share)


def test_other_work_is_none_of_the_ten_and_no_tasks_give_nothing() -> None:
    assert sums(task(kpi="прочее"), task(kpi=None)) == {}
    assert sums() == {}
