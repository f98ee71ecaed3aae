"""«Задачи»: the state of each task on a date and how much of its plan is done.

METHOD sections 5 (KPIs from tasks: plan, fact, due) and 19 (overdue tasks at the weekly meeting).
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.joined import as_dates, as_numbers, texts
from clientbase_xl.schemas.row_id import number_order
from clientbase_xl.schemas.tasks import TASK_STATES, TASKS

IN_WORK, OVERDUE, DONE, NO_DUE = TASK_STATES
_ORDER = {OVERDUE: 0, IN_WORK: 1, NO_DUE: 2, DONE: 3}


def tasks_table(tasks: pd.DataFrame, clients: pd.DataFrame, today: date) -> pd.DataFrame:
    """Return the tasks with client, state and share of the plan; overdue first, then by due day, done ones last.

    METHOD sections 5 and 19. In: the stored columns of TASKS; CLIENTS or cards for the names. Out: TASKS columns.
    A task is done when it has a day of completion, overdue when its due day lies before `today` (due today is not),
    without a due day «без срока». The share is fact ÷ plan; without a plan above 0 or without a fact it is unknown.
    Ties by `row_id`.
    """
    table = client_records(tasks, clients, TASKS)
    due, done = as_dates(table["due_on"]), as_dates(table["done_on"])
    plan, fact = as_numbers(table["plan"]), as_numbers(table["fact"])
    is_late = due < pd.Timestamp(today)
    states = pd.Series(IN_WORK, index=table.index, dtype=object).mask(is_late, OVERDUE).mask(due.isna(), NO_DUE)
    table["state"] = texts(states.mask(done.notna(), DONE), table.index)
    table["plan_share"] = fact / plan.where(plan > 0)
    by = pd.DataFrame(
        {"place": table["state"].map(_ORDER), "due": due, "row": table["row_id"].astype(str).map(number_order)}
    )
    ordered: pd.DataFrame = table.loc[by.sort_values(["place", "due", "row"]).index].reset_index(drop=True)
    return ordered


def overdue_tasks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the overdue rows of TASKS in their order (METHOD section 19)."""
    return table[table["state"] == OVERDUE].reset_index(drop=True)
