"""«Пять задач КМ» and «Опрос NPS» of a computed state (METHOD section 17)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.ledger.task_years import task_years
from clientbase_xl.problems import Problem, RecordProblem
from clientbase_xl.rules.client_records import client_records
from clientbase_xl.rules.manager_tasks import manager_tasks
from clientbase_xl.rules.nps import OF_BASE, OF_MANAGER, nps_line, nps_problems
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS, NPS_ANSWERS
from clientbase_xl.schemas.sheet_lines import SHEET_LINES
from clientbase_xl.workflows.state import State, once


@once
def tasks_of_base(state: State) -> pd.DataFrame:
    """Return «Пять задач КМ» of the whole active base."""
    active = state.statuses.loc[state.statuses["is_active_base"], "client_code"]
    clients = state.clients()
    return manager_tasks(
        clients[clients["client_code"].isin(active)],
        task_years(state.lines, state.today),
        state.facts,
        state.client_types(),
        state.records[NPS_ANSWERS.key],
        state.today,
        state.settings,
    )


def manager_task_tables(
    state: State, lines: pd.DataFrame, manager: str = ""
) -> tuple[dict[str, pd.DataFrame], tuple[Problem, ...]]:
    """Return both sheets by key, and SHEET_LINES with the NPS added; of one manager: of the clients he has.

    METHOD section 17. `lines` is SHEET_LINES so far. NPS is that of the clients which the workbook shows.
    """
    tasks, stored = tasks_of_base(state), state.records[NPS_ANSWERS.key]
    answers = client_records(stored, state.cards, NPS_ANSWERS)
    problems = nps_problems(stored, state.facts, set(state.cards["client_code"]), state.today)
    if manager:
        own = set(state.cards.loc[state.cards["manager"] == manager, "client_code"])
        tasks = tasks[tasks["manager"] == manager].reset_index(drop=True)
        answers = answers[answers["client_code"].isin(own)].reset_index(drop=True)
        problems = tuple(one for one in problems if isinstance(one, RecordProblem) and one.client_code in own)
    title = OF_MANAGER if manager else OF_BASE
    line = nps_line(stored, set(tasks["client_code"]), state.today, state.settings.tasks, title)
    more = pd.DataFrame([(NPS_ANSWERS.key, line)], columns=list(SHEET_LINES.keys), dtype=object)
    tables = {
        MANAGER_TASKS.key: tasks,
        NPS_ANSWERS.key: answers,
        SHEET_LINES.key: pd.concat([lines, more], ignore_index=True),
    }
    return tables, problems
