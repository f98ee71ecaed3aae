"""The weekly meeting workbook: one file per ISO week, values only (METHOD section 19)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pandas as pd

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.rules.week_activity import week_activity, week_contacts
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_lines import week_lines
from clientbase_xl.rules.week_records import record_changes, with_records
from clientbase_xl.rules.week_summary import managers_of
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.akb_bridge import AKB_BRIDGE
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_load import CONTACT_LOAD
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.contacts_due import CONTACTS_DUE
from clientbase_xl.schemas.diagnosis import DIAGNOSIS
from clientbase_xl.schemas.fbs_functions import FBS_FUNCTIONS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.reactivation_results import REACTIVATION_CONVERSION
from clientbase_xl.schemas.requests import REQUESTS, WAITING
from clientbase_xl.schemas.retention import RETENTION_HEADLINE
from clientbase_xl.schemas.start import START
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.week import WEEK
from clientbase_xl.workflows.build_workbook import workbook_tables
from clientbase_xl.workflows.governed_tables import in_zone, requests_at, requests_table, row_names
from clientbase_xl.workflows.plan_tables import plans
from clientbase_xl.workflows.start_table import start_table
from clientbase_xl.workflows.state import State, load_state
from clientbase_xl.workflows.warning_tables import coming_fbs_week, warning_table
from clientbase_xl.writing.pdf import write_pdf
from clientbase_xl.writing.week_dates import monday_of, week_of
from clientbase_xl.writing.weekly import WeeklyContent, write_weekly


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week and the date on which its meeting looks at it."""

    label: str
    today: date


def choose_week(label: str, today: date) -> Week:
    """Return the asked week, else the week of yesterday; the rules look at it from the Monday after it or from today.

    `label` is like 2026-W47. A week that has not begun by `today` is refused with BadUse.
    """
    if not label:
        return Week(week_of(today - timedelta(days=1)), today)
    monday = monday_of(label)
    if monday >= today:
        raise BadUse(f"Неделя «{label}» к {today:%d.%m.%Y} ещё не началась.", "прошедшая или идущая неделя")
    return Week(week_of(monday), min(today, monday + timedelta(days=7)))


def weekly_path(folder: Path, week: Week) -> Path:
    """Return where the workbook of a week is written in a folder."""
    return folder / f"Неделя {week.label}.xlsx"


def build_weekly(
    base: Base,
    folder: Path,
    week: Week,
    *,
    is_pdf: bool = False,
    name: str = "",
    moment: datetime | None = None,
    zone: tzinfo = UTC,
) -> list[Path]:
    """Write «Неделя 2026-W47.xlsx» into a folder, with `is_pdf` also its PDF, and return the files made.

    `name` stands on the pages instead of the folder of the base. `moment`: what the base knew then.
    Moments are shown in `zone`.
    """
    state = load_state(base, week.today, moment, zone)
    # The pages show what the sheets of the workbook show: one figure, computed in one place.
    tables, problems = workbook_tables(base, state, "", has_cards=False)
    week_table = tables[WEEK.key]
    managers = managers_of(week_table)
    content = WeeklyContent(
        week=week.label,
        today=state.today,
        week_table=week_table,
        changes=_changes(state, tables),
        reactivation=state.reactivation,
        weeks=state.weeks(),
        actions=tables[START.key],
        problems_count=len(problems),
        managers=managers,
        manager_actions={name: start_table(state, tables, name) for name in managers},
        settings=state.settings.weekly,
        base_name=name or base.folder.name,
        last_sale_on=state.last_sale_on(),
        journal_seq=state.head[0],
        journal_head=state.head[1],
        due=tables[CONTACTS_DUE.key],
        load=tables[CONTACT_LOAD.key],
        fbs_week=coming_fbs_week(state),
        **_of_the_base(base, state, tables, managers),
        **_governed(base, state, tables, monday_of(week.label), zone),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = weekly_path(folder, week)
    write_weekly(path, content)
    return [path, write_pdf(path)] if is_pdf else [path]


def _governed(
    base: Base, state: State, tables: Mapping[str, pd.DataFrame], monday: date, zone: tzinfo
) -> dict[str, pd.DataFrame]:
    """Return contacts, tasks and waiting requests; a block of which the base has never held anything is left out."""
    contacts, tasks = tables[CONTACTS.key], tables[TASKS.key]
    of_week = week_contacts(contacts, monday)
    shown: dict[str, pd.DataFrame] = {}
    if len(contacts):
        shown["contacts"] = of_week
    if len(tasks):
        shown["tasks"] = tasks
    if shown:
        shown["activity"] = week_activity(of_week, tasks)
    if requests := requests_at(base, state.moment):
        waiting = [one for one in requests if one.status == WAITING]
        shown["requests"] = in_zone(
            requests_table(base, waiting, row_names(state.cards, state.records[FBS_FUNCTIONS.key])), REQUESTS, zone
        )
    return shown


def _of_the_base(
    base: Base, state: State, tables: Mapping[str, pd.DataFrame], managers: tuple[str, ...]
) -> dict[str, pd.DataFrame | None]:
    """Return plans, the bridge, retention, conversion and products; None where there is nothing yet."""
    headline, conversion = tables[RETENTION_HEADLINE.key], tables[REACTIVATION_CONVERSION.key]
    return {
        "plan": plans(base, state).lines(managers),
        "bridge": tables[AKB_BRIDGE.key],
        "products": tables[ASSORTMENT_KPIS.key],
        "retention": headline if headline["count_first"].fillna(0).sum() else None,
        "conversion": conversion if conversion["count_contacted"].fillna(0).sum() else None,
        "warning_signs": warning_table(state),
        "diagnosis": tables[DIAGNOSIS.key],
        "lines": week_lines(tables, managers),
    }


def _changes(state: State, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what changed by the rules and by dated records."""
    records = record_changes(tables[MONITORING.key], tables[AGREEMENTS.key], tables[CLIENTS.key], state.today)
    return with_records(week_changes(state.now(), state.a_week_ago()), records)
