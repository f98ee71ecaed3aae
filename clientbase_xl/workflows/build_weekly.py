"""The weekly meeting workbook: one file per ISO week, values only (METHOD section 19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from clientbase_xl.base.store import Base
from clientbase_xl.errors import BadUse
from clientbase_xl.ledger.manager_totals import manager_months, manager_weeks
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.rules.week_changes import week_changes
from clientbase_xl.rules.week_summary import week_summary
from clientbase_xl.workflows.state import load_state
from clientbase_xl.writing.pdf import write_pdf
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
        return Week(_label(today - timedelta(days=1)), today)
    try:
        year, week = label.upper().split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
    except ValueError as error:
        raise BadUse(f"Неделя «{label}» не понята.", "год и номер недели, например 2026-W47") from error
    if monday >= today:
        raise BadUse(f"Неделя {label} к {today:%d.%m.%Y} ещё не началась.", "прошедшая или идущая неделя")
    return Week(_label(monday), min(today, monday + timedelta(days=7)))


def build_weekly(base: Base, folder: Path, week: Week, *, is_pdf: bool = False) -> list[Path]:
    """Write «Неделя 2026-W47.xlsx» into a folder, with `is_pdf` also its PDF, and return the files made."""
    state = load_state(base, week.today)
    before = state.a_week_ago()
    now, then = state.week_state(), before.week_state()
    weeks = manager_weeks(state.lines, state.today, state.settings.weekly.count_weeks)
    months = manager_months(state.lines, state.today)
    clients = clients_table(state.facts, state.cards, state.statuses, state.categories.table)
    week_table = week_summary(now, then, weeks, months, state.today)
    managers = tuple(dict.fromkeys(name for name in week_table["manager"] if name != "Отдел"))
    content = WeeklyContent(
        week=week.label,
        today=state.today,
        week_table=week_table,
        changes=week_changes(now, then),
        reactivation=state.reactivation,
        weeks=weeks,
        actions=today_actions(clients, state.reactivation, state.settings),
        problems_count=len(state.problems),
        managers=managers,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"Неделя {week.label}.xlsx"
    write_weekly(path, content)
    return [path, write_pdf(path)] if is_pdf else [path]


def _label(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
