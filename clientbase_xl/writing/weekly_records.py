"""The blocks of a weekly page that come from typed records: contacts, overdue tasks, requests that wait (METHOD 19)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.words import day
from clientbase_xl.schemas.requests import NEW_CLIENT, REQUESTS
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import DATE_FORMAT, MUTED
from clientbase_xl.writing.weekly_content import Leaf, WeeklyContent
from clientbase_xl.writing.weekly_names import shown_names
from clientbase_xl.writing.weekly_paper import LAST, Paper, Place
from clientbase_xl.writing.weekly_sections import COUNT_FORMAT, Headed, brief, manager, shown_of, table

_NO_CONTACTS = "Контактов за неделю не записано: их вносят на лист «Контакты» рабочей книги."
_HASH_CHARACTERS = 64
_WHERE = "поимённо — на страницах менеджеров"
_COUNTED = {
    "count_contacts": "контактов",
    "count_ours": "наша инициатива",
    "count_meetings": "встреч",
    "count_offers": "КП",
    "count_refusals": "отказов",
    "count_overdue": "задач просрочено",
}
"""Figures of WEEK_ACTIVITY in words."""


def contacts(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write the contacts of the manager's week, the latest first, with the outcome and the next step."""
    if leaf.contacts is None:
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Клиент"),
        (Place(1, 1, DATE_FORMAT, "center"), "Дата"),
        (Place(2, 2, is_wrapped=True, is_small=True), "Вид"),
        (Place(3, 3, is_wrapped=True, is_small=True), "Итог"),
        (Place(4, 5, is_wrapped=True, is_small=True), "Кто начал"),
        (Place(6, LAST, is_wrapped=True, is_small=True, indent=1), "Что дальше"),
    ]
    rows = [
        (
            about(one),
            one["contacted_on"],
            one["contact_kind"],
            plain(one["result"]),
            plain(one["started_by"]),
            _next(one),
        )
        for one in leaf.contacts.head(count).to_dict("records")
    ]
    table(paper, "Контакты недели", headed, rows, _NO_CONTACTS, shown_of(len(rows), len(leaf.contacts)))


def overdue(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write the tasks whose day has passed, the oldest first."""
    if leaf.overdue_tasks is None:
        return
    if not count and len(leaf.overdue_tasks):
        oldest = day(leaf.overdue_tasks["due_on"].min())
        brief(paper, "Просроченные задачи", f"{len(leaf.overdue_tasks)}, самый старый срок {oldest}; {_WHERE}")
        return
    headed: list[Headed] = [
        (Place(0, 1, is_wrapped=True, is_bold=True), "Задача"),
        (Place(2, 2, DATE_FORMAT, "center"), "Срок"),
        (Place(3, 3, align="center", is_wrapped=True), "Факт из плана"),
        (Place(4, 5, is_wrapped=True, is_small=True), "Менеджер" if leaf.is_head else "Показатель"),
        (Place(6, LAST, is_wrapped=True, is_small=True, indent=1), "Клиент"),
    ]
    rows = [
        (
            one["task"],
            one["due_on"],
            _of_plan(one),
            manager(one) if leaf.is_head else plain(one["kpi"]),
            about(one, "—"),
        )
        for one in leaf.overdue_tasks.head(count).to_dict("records")
    ]
    remark = shown_of(len(rows), len(leaf.overdue_tasks))
    table(paper, "Просроченные задачи", headed, rows, "Просроченных задач нет.", remark)


def activity(paper: Paper, content: WeeklyContent, count: int) -> None:
    """Write what each manager did in the week: contacts, who started them, meetings, offers, refusals.

    In a team larger than the page has room for, those with overdue tasks and with the fewest contacts come first.
    """
    if content.activity is None:
        return
    people = content.activity
    if not count and len(people):
        sums = people[list(_COUNTED)].sum()
        brief(paper, "Работа за неделю", "; ".join(f"{title} — {sums[key]}" for key, title in _COUNTED.items()))
        return
    if len(people) > count:
        order = ["count_overdue", "count_contacts", "manager"]
        people = people.sort_values(order, ascending=[False, True, True], kind="stable").head(count)
    headed: list[Headed] = [
        (Place(0, 0, is_bold=True, is_wrapped=True), "Менеджер"),
        (Place(1, 1, COUNT_FORMAT, "center"), "Контактов"),
        (Place(2, 2, COUNT_FORMAT, "center"), "Наша инициатива"),
        (Place(3, 3, COUNT_FORMAT, "center"), "Встреч"),
        (Place(4, 4, COUNT_FORMAT, "center"), "КП"),
        (Place(5, 5, COUNT_FORMAT, "center"), "Отказов"),
        (Place(6, LAST, COUNT_FORMAT, "center"), "Задач просрочено"),
    ]
    names = shown_names(map(manager, content.activity.to_dict("records")), headed[0][0])
    rows = [(names[manager(one)], *(one[key] for key in _COUNTED)) for one in people.to_dict("records")]
    total = int(content.activity["count_contacts"].sum())
    part = "" if len(people) == len(content.activity) else f"; {shown_of(len(people), len(content.activity))}"
    remark = f"контактов за неделю: {total}{part}" if rows else ""
    empty = "Ни контактов за неделю, ни просроченных задач не записано."
    table(paper, "Работа за неделю", headed, rows, empty, remark)


def requests(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write the requests that wait for the head, in the order of their numbers."""
    if leaf.requests is None:
        return
    if not count and len(leaf.requests):
        waiting = words.counted(len(leaf.requests), "заявка", "заявки", "заявок")
        brief(paper, "Ждут решения", f"{waiting}, первая подана {_oldest(leaf.requests)} (лист «{REQUESTS.title}»)")
        return
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Запись"),
        (Place(1, 1, is_wrapped=True, is_small=True), "Поле"),
        (Place(2, 3, is_wrapped=True, is_small=True), "Было → стало"),
        (Place(4, 5, is_wrapped=True, is_small=True), "Кто просит"),
        (Place(6, LAST, is_wrapped=True, is_small=True, indent=1), "№, подана, почему"),
    ]
    rows = [
        (
            one["row_name"],
            plain(one["column_title"]),
            _wish(one),
            plain(one["submitted_by"]),
            _why(one),
        )
        for one in leaf.requests.sort_values("request_id").head(count).to_dict("records")
    ]
    remark = shown_of(len(rows), len(leaf.requests))
    table(paper, "Ждут решения руководителя", headed, rows, "Заявок на согласовании нет.", remark)


def journal_line(paper: Paper, content: WeeklyContent) -> None:
    """Write the fingerprint of the journal's last entry: on paper it proves later that nothing was rewritten."""
    if not content.journal_head:
        return
    row = paper.advance(15)
    number = "" if content.journal_seq is None else f" № {content.journal_seq}"
    text = f"Журнал изменений, запись{number}, отпечаток: {content.journal_head[:_HASH_CHARACTERS]}"
    paper.write(row, Place(0, LAST), text, font_size=9, font_color=MUTED, shrink=True)


def about(record: dict[Any, Any], nobody: str = "") -> str:
    """Return the client of a record: the name, else the typed code."""
    return str(plain(record["client_name"]) or plain(record["client_code"]) or nobody)


def _oldest(requests: pd.DataFrame) -> str:
    """Return the day of the first request; a dash where none tells it."""
    first = requests["submitted_at"].min()
    return "—" if pd.isna(first) else day(first)


def _next(record: dict[Any, Any]) -> str:
    """Return the next step with its day, else what the talk was about."""
    step, touch = plain(record["next_step"]), plain(record["next_touch_on"])
    parts = [str(step)] if step else []
    if touch is not None:
        parts.append(f"следующее касание {day(touch)}")  # type: ignore[arg-type]
    return "; ".join(parts) or str(plain(record["description"]) or "—")


def _of_plan(record: dict[Any, Any]) -> str:
    """Return «3 из 10 SKU»; without a plan a dash."""
    goal = _figure(record["plan"])
    if not goal:
        return "—"
    unit = plain(record["unit"])
    return f"{_figure(record['fact']) or '0'} из {goal}{f' {unit}' if unit else ''}"


def _figure(value: Any) -> str:
    number = plain(value)
    return words.number(number) if isinstance(number, int | float) else ""


def _wish(record: dict[Any, Any]) -> str:
    """Return the old and the new value; of a new client only the new one."""
    new = plain(record["new"]) or "пусто"
    return str(new) if plain(record["kind"]) == NEW_CLIENT else f"{plain(record['old']) or 'пусто'} → {new}"


def _why(record: dict[Any, Any]) -> str:
    """Return the number of a request, its day and its ground."""
    parts = [f"№ {int(record['request_id'])}"]
    moment = plain(record["submitted_at"])
    if moment is not None:
        parts.append(day(moment))  # type: ignore[arg-type]
    if reason := plain(record["reason"]):
        parts.append(str(reason))
    return "; ".join(parts)
