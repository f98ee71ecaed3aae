"""What the weekly meeting workbook is made from, split into pages: the head's and one per manager (METHOD 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from clientbase_xl.rules.fbs_week import FbsWeek
from clientbase_xl.rules.tasks_table import overdue_tasks
from clientbase_xl.rules.week_summary import DEPARTMENT
from clientbase_xl.rules.week_summary import NO_MANAGER as NOBODY
from clientbase_xl.settings import WeeklySettings
from clientbase_xl.writing.sheet_names import sheet_names
from clientbase_xl.writing.week_dates import monday_of, mondays_until

NO_MANAGER = NOBODY.capitalize()
TURNOVER_SHEET = "Оборот по неделям"


@dataclass(frozen=True, slots=True)
class WeeklyContent:
    """Everything of one week's workbook; tables carry the columns of the catalogue.

    `week_table` is WEEK, `changes` WEEK_CHANGES, `reactivation` REACTIVATION, `weeks` MANAGER_WEEKS, `actions` START
    for the whole department, `manager_actions` START for each manager who has any. A missing or empty manager is
    «Без менеджера», in `week_table` it is the department. `managers` get a page each, in this order.
    `last_sale_on` is the day of the last sale that the figures know.

    From typed records, each left out of the pages when None: `contacts` CONTACTS of the week, `tasks` TASKS with
    their state (the overdue are shown), `activity` WEEK_ACTIVITY, `requests` REQUESTS that wait for a decision.
    `journal_head` is the hash of the journal's last entry, `journal_seq` its number: they stand on the head's page.

    From the rules of the base, left out likewise: `plan` PLAN_LINES, `bridge` AKB_BRIDGE, `due` CONTACTS_DUE and
    `load` CONTACT_LOAD of everybody, `retention` RETENTION_HEADLINE, `conversion` REACTIVATION_CONVERSION, `products`
    ASSORTMENT_KPIS of the department, `warning_signs` WARNING_SIGNS, `fbs_week` the gaps of the coming week,
    `diagnosis` DIAGNOSIS, `lines` WEEK_LINES.
    """

    week: str
    today: dt.date
    week_table: pd.DataFrame
    changes: pd.DataFrame
    reactivation: pd.DataFrame
    weeks: pd.DataFrame
    actions: pd.DataFrame
    problems_count: int
    managers: tuple[str, ...]
    manager_actions: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    settings: WeeklySettings = field(default_factory=WeeklySettings)
    base_name: str = ""
    last_sale_on: dt.date | None = None
    contacts: pd.DataFrame | None = None
    tasks: pd.DataFrame | None = None
    activity: pd.DataFrame | None = None
    requests: pd.DataFrame | None = None
    journal_head: str = ""
    journal_seq: int | None = None
    plan: pd.DataFrame | None = None
    bridge: pd.DataFrame | None = None
    due: pd.DataFrame | None = None
    load: pd.DataFrame | None = None
    retention: pd.DataFrame | None = None
    conversion: pd.DataFrame | None = None
    products: pd.DataFrame | None = None
    warning_signs: pd.DataFrame | None = None
    fbs_week: FbsWeek | None = None
    diagnosis: pd.DataFrame | None = None
    lines: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Turnover:
    """Turnover in roubles by week, oldest first: the department's and each manager's; None before the first sale."""

    mondays: tuple[dt.date, ...]
    department: tuple[float | None, ...]
    by_manager: Mapping[str, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One sheet to print: whose it is and the rows that concern them; None is a block that the page lacks."""

    sheet_name: str
    title: str
    is_head: bool
    indicators: pd.DataFrame
    changes: pd.DataFrame
    reactivation: pd.DataFrame
    actions: pd.DataFrame
    turnover: tuple[float | None, ...]
    contacts: pd.DataFrame | None = None
    overdue_tasks: pd.DataFrame | None = None
    requests: pd.DataFrame | None = None
    plan: pd.DataFrame | None = None
    bridge: pd.DataFrame | None = None
    due: pd.DataFrame | None = None
    load: pd.DataFrame | None = None
    lines: pd.DataFrame | None = None


def turnover_of(content: WeeklyContent) -> Turnover:
    """Return the turnover of the last weeks; a week without sales is 0, a week before the first known sale is None."""
    mondays = mondays_until(monday_of(content.week), content.settings.count_weeks)
    frame = pd.DataFrame(
        {
            "manager": _managers(content.weeks["manager"], NO_MANAGER),
            "monday": pd.to_datetime(content.weeks["week_start_on"]).dt.date,
            "turnover": pd.to_numeric(content.weeks["turnover_rub"].astype("float64")),
        }
    )
    known = frame[frame["monday"].isin(mondays)]
    first = frame["monday"].min() if len(frame) else None
    sums = known.groupby(["manager", "monday"])["turnover"].sum()

    def series(values: pd.Series) -> tuple[float | None, ...]:
        return tuple(
            float(values.get(monday, 0.0)) if first is not None and monday >= first else None for monday in mondays
        )

    people = people_of(content)
    order = [*people, *sorted(set(known["manager"]) - {*people, NO_MANAGER})]
    if NO_MANAGER in set(known["manager"]):
        order.append(NO_MANAGER)
    by_manager = {
        manager: series(sums.xs(manager) if manager in sums.index.get_level_values(0) else pd.Series(dtype="float64"))
        for manager in order
    }
    return Turnover(mondays, series(known.groupby("monday")["turnover"].sum()), by_manager)


def leaves_of(content: WeeklyContent, turnover: Turnover) -> list[Leaf]:
    """Return the head's page, a page per manager and, when sales or clients have none, «Без менеджера»."""
    whose = {
        "week_table": _managers(content.week_table["manager"], DEPARTMENT),
        "changes": _managers(content.changes["manager"], NO_MANAGER),
        "reactivation": _managers(content.reactivation["manager"], NO_MANAGER),
    }
    people = people_of(content)
    if NO_MANAGER in turnover.by_manager or any((names == NO_MANAGER).any() for names in whose.values()):
        people.append(NO_MANAGER)
    names = sheet_names(people, taken=(DEPARTMENT, TURNOVER_SHEET))
    no_actions = content.actions.iloc[:0]
    late = None if content.tasks is None else overdue_tasks(content.tasks)
    head = Leaf(
        sheet_name=DEPARTMENT,
        title=DEPARTMENT,
        is_head=True,
        indicators=content.week_table[whose["week_table"] == DEPARTMENT],
        changes=content.changes,
        reactivation=content.reactivation.sort_values("rank"),
        actions=content.actions,
        turnover=turnover.department,
        overdue_tasks=late,
        requests=content.requests,
        plan=_of_person(content.plan, DEPARTMENT),
        bridge=_of_person(content.bridge, DEPARTMENT),
        lines=_of_person(content.lines, DEPARTMENT),
    )
    empty = tuple(None for _ in turnover.mondays)
    return [
        head,
        *(
            Leaf(
                sheet_name=name,
                title=person,
                is_head=False,
                indicators=content.week_table[whose["week_table"] == person],
                changes=content.changes[whose["changes"] == person],
                reactivation=content.reactivation[whose["reactivation"] == person].sort_values("rank_manager"),
                actions=content.manager_actions.get(person, no_actions),
                turnover=turnover.by_manager.get(person, empty),
                contacts=_of_person(content.contacts, person),
                overdue_tasks=_of_person(late, person),
                plan=_of_person(content.plan, person),
                due=_of_person(content.due, person),
                load=_of_person(content.load, person),
                lines=_of_person(content.lines, person),
            )
            for name, person in zip(names, people, strict=True)
        ),
    ]


def _of_person(records: pd.DataFrame | None, person: str) -> pd.DataFrame | None:
    """Return the typed records of one manager; None stays None."""
    return None if records is None else records[_managers(records["manager"], NO_MANAGER) == person]


def people_of(content: WeeklyContent) -> list[str]:
    """Return the managers that get a page, each once, in the given order; «Без менеджера» is no manager."""
    names = (name.strip() for name in content.managers)
    return list(dict.fromkeys(name for name in names if name not in ("", DEPARTMENT, NOBODY, NO_MANAGER)))


def indicator_values(week_table: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return a row per manager (department left out) and a column per indicator with its `key` (value or change)."""
    managers = _managers(week_table["manager"], DEPARTMENT)
    chosen = week_table.assign(manager=managers)[managers != DEPARTMENT]
    return chosen.pivot(index="manager", columns="indicator", values=key)


def _managers(names: pd.Series, nobody: str) -> pd.Series:
    """Return managers' names without outer spaces; the empty and the missing become `nobody`."""
    plain = names.astype("object").where(names.notna(), "").astype(str).str.strip()
    return plain.where(plain != "", nobody).where(plain != NOBODY, NO_MANAGER)
