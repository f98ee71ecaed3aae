"""KPIs 4 and 6–10 of the active base from «Задачи»: plan, fact and what is overdue (METHOD section 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.joined import as_dates, as_numbers, as_text
from clientbase_xl.rules.kpi_periods import KpiPeriod
from clientbase_xl.schemas.tasks import TASK_KPIS

NAN = float("nan")
TASK_NUMBERS = dict(zip(TASK_KPIS, (4, 6, 7, 8, 9, 10), strict=False))
"""Indicator of a task → number of the KPI; «прочее» is none of the ten."""


@dataclass(frozen=True, slots=True)
class TaskSums:
    """Tasks of one KPI and one unit with a due day in a period; money and shares NaN where nothing is known.

    `fact_known` and `plan_known` are the sums of the tasks with both a plan and a fact; `fact` and `plan` of all.
    """

    plan: float
    fact: float
    fact_known: float
    plan_known: float
    count_tasks: int
    count_done: int
    count_overdue: int
    count_without_fact: int

    @property
    def share(self) -> float:
        """Return fact ÷ plan of the tasks that have both; NaN without a plan above 0."""
        return self.fact_known / self.plan_known if self.plan_known > 0 else NAN


def due_tasks(tasks: pd.DataFrame, period: KpiPeriod) -> pd.DataFrame:
    """Return the tasks of the ten KPIs with a due day in a period, in settled types (METHOD section 5)."""
    keys = ("manager", "kpi", "unit", "plan", "fact", "due_on", "done_on")
    table = tasks.reindex(columns=list(keys))
    settled = pd.DataFrame(
        {
            **{key: as_text(table[key]) for key in ("manager", "kpi", "unit")},
            **{key: as_numbers(table[key]) for key in ("plan", "fact")},
            **{key: as_dates(table[key]) for key in ("due_on", "done_on")},
        }
    )
    due = settled["due_on"]
    is_due = (due >= pd.Timestamp(period.start)) & (due < pd.Timestamp(period.due_until))
    return settled[is_due & settled["kpi"].isin(list(TASK_NUMBERS))]


def task_kpis(tasks: pd.DataFrame, today: date) -> Iterator[tuple[str, str | None, TaskSums]]:
    """Yield indicator, unit and sums of tasks, in the order of the method, then by unit; one without tasks is left out.

    METHOD section 5: plan, fact, due. In: rows of `due_tasks`. Units differ and are never added together; an empty
    unit is one of its own. A missing fact is missing, not zero: the share is that of the tasks with both numbers, a sum
    of nothing is NaN. Overdue: due before `today` and without a day of completion.
    """
    for kpi in TASK_NUMBERS:
        of_kpi = tasks[tasks["kpi"] == kpi]
        units = sorted({unit for unit in of_kpi["unit"] if isinstance(unit, str)}, key=str.casefold)
        for unit in [*units, *([None] if of_kpi["unit"].isna().any() else [])]:
            found = of_kpi[of_kpi["unit"].isna() if unit is None else of_kpi["unit"] == unit]
            yield kpi, unit, _sums(found, today)


def _sums(tasks: pd.DataFrame, today: date) -> TaskSums:
    is_known = tasks["plan"].notna() & tasks["fact"].notna()
    is_done = tasks["done_on"].notna()
    return TaskSums(
        plan=_total(tasks["plan"]),
        fact=_total(tasks["fact"]),
        fact_known=_total(tasks.loc[is_known, "fact"]),
        plan_known=_total(tasks.loc[is_known, "plan"]),
        count_tasks=len(tasks),
        count_done=int(is_done.sum()),
        count_overdue=int((~is_done & (tasks["due_on"] < pd.Timestamp(today))).sum()),
        count_without_fact=int(tasks["fact"].isna().sum()),
    )


def _total(values: pd.Series[Any]) -> float:
    return float(values.sum(min_count=1))
