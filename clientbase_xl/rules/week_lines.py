"""A line per kind of work with clients on the weekly pages: how much, who first.

METHOD section 19 (prospects' missing results; the head's page: the same summed) of what sections 6, 10, 11, 13, 14
and 17 find.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_flags, as_numbers, as_text, present
from clientbase_xl.rules.plan_documents import running_plans
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.schemas.agreements import AGREEMENTS, EXPIRED, UP_TO_30, UP_TO_60
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.discounts import DISCOUNT_MANAGERS
from clientbase_xl.schemas.falling_purchases import FALLING, FALLING_PURCHASES
from clientbase_xl.schemas.manager_tasks import MANAGER_TASKS, TASK_NAMES
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.monitoring import RECENT, SURVEY_CALLS
from clientbase_xl.schemas.next_touches import NEXT_TOUCHES
from clientbase_xl.schemas.programmes import FELL, NOT_BOUGHT, OFFERED, PROGRAMMES, RUNNING
from clientbase_xl.schemas.prospects import IN_WORK, NO_PLAN, OVERDUE, PROSPECTS
from clientbase_xl.schemas.week import WEEK_LINES

MOST_NAMED = 3
"""Clients and prospects that a line names."""
_NAMED_CHARACTERS = 300
"""Missing results are named of fewer prospects where their lists would fill more of a page than a line may."""
_WATCHED = ("A", "B")
Parts = list[str]


def week_lines(tables: Mapping[str, pd.DataFrame], managers: Sequence[str]) -> pd.DataFrame:
    """Return WEEK_LINES: of the department first, then of each manager, the kinds in the order below.

    METHOD section 19. In: by sheet key the tables of the workbook; one that is absent or empty has no line, and a
    manager without records of a kind has none. The department's line is made of all rows, those of nobody too; papers
    are those of clients in work (CLIENTS, where it is given), as on «Начало».
    """
    documents, clients = tables.get(AGREEMENTS.key), tables.get(CLIENTS.key)
    if documents is not None and clients is not None:
        tables = {**tables, AGREEMENTS.key: _in_work(documents, clients)}
    rows = []
    for manager in (DEPARTMENT, *managers):
        for sheet, make in _KINDS:
            table = tables.get(sheet.key)
            own = None if table is None else _of(table, manager, has_sums=sheet is DISCOUNT_MANAGERS)
            if own is not None and len(own) and (parts := make(own)):
                rows.append({"manager": manager, "title": sheet.title, "text": "; ".join(parts)})
    return present(pd.DataFrame(rows, columns=list(WEEK_LINES.keys)), WEEK_LINES)


def _of(table: pd.DataFrame, manager: str, *, has_sums: bool) -> pd.DataFrame:
    """Return a manager's rows, of the department all; a table with its sums has a row of the department."""
    if manager == DEPARTMENT and not has_sums:
        return table
    return table[table["manager"] == manager]


def _in_work(documents: pd.DataFrame, clients: pd.DataFrame) -> pd.DataFrame:
    """Return the documents of clients that are neither archived nor stopped."""
    is_out = as_flags(clients["is_archived"]) | as_flags(clients["is_stopped"])
    return documents[documents["client_code"].isin(clients.loc[~is_out, "client_code"])]


def _prospects(table: pd.DataFrame) -> Parts:
    own = table[table["state"] == IN_WORK]
    if own.empty:
        return []
    parts = [f"в работе {len(own)} на {words.rub(_sum(own, 'potential_in_force_rub'))} в год"]
    parts += _counted(own["plan_state"] == OVERDUE, "план просрочен")
    parts += _counted(own["plan_state"] == NO_PLAN, "нет плана")
    lacking = own[as_text(own["missing"]).notna()]
    if len(lacking):
        worth = as_numbers(lacking["potential_in_force_rub"]).fillna(0).sort_values(ascending=False, kind="stable")
        named = [
            f"{one['prospect_name']} — {one['missing']}"
            for one in lacking.loc[worth.index[:MOST_NAMED]].to_dict("records")
        ]
        while len(named) > 1 and len("; ".join(named)) > _NAMED_CHARACTERS:
            named.pop()
        parts.append(f"результатов не хватает у {len(lacking)}: {'; '.join(named)}")
    return parts


def _surveys(table: pd.DataFrame) -> Parts:
    alarmed = table[as_text(table["alarms"]).notna()]
    late = table[table["category"].isin(_WATCHED) & (table["survey_age"] != RECENT)]
    parts = []
    if len(alarmed):
        parts.append(f"тревоги, {words.clients(len(alarmed))}: {_first(alarmed, 'worth_rub', 'alarms')}")
    return [*parts, *([f"давно не опрошены A и B: {len(late)}"] if len(late) else [])]


def _falling(table: pd.DataFrame) -> Parts:
    own = table[table["state"] == FALLING]
    if own.empty:
        return []
    risk = words.rub(_sum(own, "at_risk_rub"))
    return [f"{words.clients(len(own))}, под угрозой {risk} в год: {_first(own, 'at_risk_rub')}"]


def _papers(table: pd.DataFrame) -> Parts:
    """Return what asks to be renewed, and the plans that run and whose fact is known."""
    parts, asks = [], as_text(table["renew"]).notna()
    for state, said in ((EXPIRED, "истекли"), (UP_TO_30, "до 30 дн."), (UP_TO_60, "до 60 дн.")):
        parts += _counted(asks & (table["state"] == state), said)
    planned = table[running_plans(table) & as_numbers(table["fact_rub"]).notna()]
    if len(planned):
        plan, fact = _sum(planned, "plan_to_date_rub"), _sum(planned, "fact_rub")
        parts.append(f"план заказов на дату выполнен на {words.share(fact / plan)}: {_rubs(fact)} из {_rubs(plan)}")
    return parts


def _programmes(table: pd.DataFrame) -> Parts:
    parts = [*_counted(table["status"] == RUNNING, "идут"), *_counted(table["status"] == OFFERED, "предложены")]
    is_bad = (table["status"] == RUNNING) & table["verdict"].isin((FELL, NOT_BOUGHT))
    return [*parts, *_counted(is_bad, "не помогают")]


def _discounts(table: pd.DataFrame) -> Parts:
    one = table.iloc[0]
    if not as_numbers(table["count_decided"]).fillna(0).iloc[0] and not one["count_in_force"]:
        return []
    parts = [f"действует {int(one['count_in_force'])}"]
    if pd.notna(one["given_rub"]):
        depth = "" if pd.isna(one["depth"]) else f", глубина {words.share(float(one['depth']))}"
        parts.append(f"за 12 мес. отдано {words.rub(float(one['given_rub']))}{depth}")
    outcome = (("окупились", "count_paid"), ("не окупились", "count_not_paid"), ("рано судить", "count_early"))
    return [*parts, *(f"{said} {int(one[key])}" for said, key in outcome if pd.notna(one[key]) and one[key])]


def _touches(table: pd.DataFrame) -> Parts:
    due = table[as_numbers(table["overdue_days"]).notna()]
    return [f"пора напомнить о себе, {words.clients(len(due))}: {_first(due, 'amount_rub')}"] if len(due) else []


def _weak(table: pd.DataFrame) -> Parts:
    weak = as_text(table["weakest"])
    counts = weak[weak.isin(TASK_NAMES)].value_counts()
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], TASK_NAMES.index(str(pair[0]))))
    return [", ".join(f"{name} — {count}" for name, count in ordered)] if ordered else []


_KINDS: tuple[tuple[Sheet, Callable[[pd.DataFrame], Parts]], ...] = (
    (PROSPECTS, _prospects),
    (SURVEY_CALLS, _surveys),
    (FALLING_PURCHASES, _falling),
    (AGREEMENTS, _papers),
    (PROGRAMMES, _programmes),
    (DISCOUNT_MANAGERS, _discounts),
    (NEXT_TOUCHES, _touches),
    (MANAGER_TASKS, _weak),
)


def _counted(mask: pd.Series[bool], said: str) -> Parts:
    count = int(mask.fillna(value=False).astype(bool).sum())
    return [f"{said}: {count}"] if count else []


def _first(table: pd.DataFrame, by: str, why: str = "") -> str:
    """Return the names of the largest, with what stands in a column beside each."""
    order = as_numbers(table[by]).fillna(0).sort_values(ascending=False, kind="stable").index[:MOST_NAMED]
    named = [
        f"{one['client_name'] or one['client_code']}{f' — {one[why]}' if why else ''}"
        for one in table.loc[order].to_dict("records")
    ]
    return ", ".join(named) + (f" и ещё {len(table) - MOST_NAMED}" if len(table) > MOST_NAMED else "")


def _sum(table: pd.DataFrame, key: str) -> float:
    return float(as_numbers(table[key]).sum())


def _rubs(value: Any) -> str:
    return words.rub(float(value))
