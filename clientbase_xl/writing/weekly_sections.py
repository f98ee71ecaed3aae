"""The blocks of a weekly page: heading, indicators, turnover by week, things to do, reactivation, changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clientbase_xl.rules.words import clients, day, rub
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Mode
from clientbase_xl.writing.cells import plain
from clientbase_xl.writing.styles import (
    ACCENT,
    CATEGORY_TONES,
    DATE_FORMAT,
    HEADER_TONES,
    LINE,
    MONEY_FORMAT,
    MUTED,
    PAPER,
    Tone,
)
from clientbase_xl.writing.week_dates import DAYS_IN_WEEK, monday_of, week_words
from clientbase_xl.writing.weekly_content import NO_MANAGER, Leaf, WeeklyContent
from clientbase_xl.writing.weekly_paper import GAP_POINTS, LAST, Paper, Place, height_of

COUNT_FORMAT = "#,##0"
MOST_ACTIONS = 8
"""Things to do on a page: the rest is on «Начало» of the workbook."""
SECTION_POINTS = 18.0
_BRIEF_GAP_POINTS = 3.0
_DECISION_POINTS = 24.0
_FEWEST_DECISIONS, _MOST_DECISIONS = 3, 6
ROWS_TOGETHER = 2
"""Rows that stay with their heading."""
Headed = tuple[Place, str]
_BY_NAME = "поимённо — на страницах менеджеров"


def heading(paper: Paper, leaf: Leaf, content: WeeklyContent) -> None:
    """Write whose page it is, which week, and where the numbers come from."""
    monday = monday_of(content.week)
    row = paper.advance(26)
    paper.write(row, Place(0, 3), leaf.title, font_size=16, bold=True, font_color=ACCENT, shrink=True)
    week = f"Неделя {int(content.week[-2:])}: {week_words(monday)}"
    paper.write(row, Place(4, LAST), week, font_size=13, bold=True, font_color=ACCENT, align="right")
    row = paper.advance(15)
    paper.write(row, Place(0, LAST), origin(content, monday), font_size=9, font_color=MUTED)
    paper.gap()


def origin(content: WeeklyContent, monday: dt.date) -> str:
    """Return in one line on which day the figures stand, what they know and what they are compared with."""
    parts = [f"На {day(content.today)}"]
    if content.last_sale_on is not None:
        parts.append(f"последняя продажа в базе {day(content.last_sale_on)}")
    parts.append(f"сравнение: те же правила на {day(content.today - dt.timedelta(days=DAYS_IN_WEEK))}")
    if content.today < monday + dt.timedelta(days=DAYS_IN_WEEK):
        parts.append("неделя не закончена")
    return "; ".join(parts) + "."


def section(paper: Paper, title: str, remark: str = "") -> None:
    """Write the heading of a block, at its right a short remark."""
    row = paper.advance(SECTION_POINTS)
    edge = {"bottom": 2, "bottom_color": ACCENT}
    paper.write(row, Place(0, 3), title, font_size=12, bold=True, font_color=ACCENT, **edge)
    paper.write(row, Place(4, LAST), remark, font_size=9, font_color=MUTED, align="right", **edge)


def header(paper: Paper, headed: Sequence[Headed]) -> None:
    """Write the column headings of a block."""
    tone = HEADER_TONES[Mode.COMPUTED]
    row = paper.advance(header_points(headed))
    look = {"align": "center", "border": 1, "border_color": PAPER, "indent": 0, "shrink": False}
    for place, title in headed:
        paper.write(row, _heading_place(place), title, **look, **filled(tone))


def header_points(headed: Sequence[Headed]) -> float:
    """Return the height in points of the row of headings."""
    return height_of([(_heading_place(place), title) for place, title in headed]) + 3


def _heading_place(place: Place) -> Place:
    return replace(place, number_format="General", is_wrapped=True, is_small=True)


def table(
    paper: Paper,
    title: str,
    headed: Sequence[Headed],
    rows: Sequence[Sequence[Any]],
    empty: str,
    remark: str = "",
    *,
    is_kept_together: bool = False,
) -> None:
    """Write a block; without rows one line says so. Page two may begin between its rows unless kept together."""
    paper.begin_block()
    section(paper, title, remark)
    if not rows:
        row = paper.advance(18)
        paper.write(row, Place(0, LAST), empty, font_color=MUTED, italic=True)
    else:
        header(paper, headed)
        for number, values in enumerate(rows):
            if number >= ROWS_TOGETHER and not is_kept_together:
                paper.begin_row(lambda: header(paper, headed), header_points(headed))
            row = paper.line([(place, value) for (place, _), value in zip(headed, values, strict=True)])
            _mark_category(paper, row, headed, values)
    paper.gap()


def brief(paper: Paper, title: str, text: str) -> None:
    """Write a block of one line: what there is no room, or no need, to list."""
    name, said = Place(0, 0, is_bold=True), Place(1, LAST, is_wrapped=True, is_small=True)
    paper.begin_block()
    row = paper.line([(name, title), (said, text)])
    paper.write(row, name, title, bottom=1, bottom_color=LINE, font_color=ACCENT)
    paper.gap(_BRIEF_GAP_POINTS)


def _mark_category(paper: Paper, row: int, headed: Sequence[Headed], values: Sequence[Any]) -> None:
    """Give a category's letter its colour."""
    for (place, title), value in zip(headed, values, strict=True):
        if title == "Кат." and value in CATEGORY_TONES:
            paper.write(row, place, value, bottom=1, bottom_color=PAPER, **filled(CATEGORY_TONES[str(value)]))


def filled(tone: Tone) -> dict[str, Any]:
    """Return the properties of a cell filled with a tone."""
    return {"bg_color": tone.fill, "font_color": tone.ink, "bold": tone.is_bold}


def actions(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write what to do, in order of roubles, and on which sheet of the workbook."""
    headed: list[Headed] = [
        (Place(0, 1, is_wrapped=True, is_bold=True), "Действие"),
        (Place(2, 2, COUNT_FORMAT, "right"), "Клиентов"),
        (Place(3, 3, MONEY_FORMAT, "right"), "₽"),
        (Place(4, 6, is_wrapped=True, is_small=True, indent=1), "Почему, где в рабочей книге"),
    ]
    rows = [
        (one["action"], one["count_clients"], one["amount_rub"], _why_and_where(one))
        for one in leaf.actions.sort_values("order").head(count).to_dict("records")
    ]
    remark = shown_of(len(rows), len(leaf.actions))
    table(paper, "Что сделать", headed, rows, "Срочных дел нет.", remark, is_kept_together=True)


def _why_and_where(record: dict[Any, Any]) -> str:
    """Return the reason of an action with the title of its sheet."""
    key = record["sheet_key"]
    return f"{record['reason']} (лист «{BY_KEY[key].title}»)" if key in BY_KEY else str(record["reason"])


def reactivation(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write the top of the reactivation list; a manager's page has telephones, the head's has managers."""
    second: Headed = (
        (Place(1, 1, is_wrapped=True, is_small=True), "Менеджер")
        if leaf.is_head
        else (Place(1, 1, is_small=True, is_shrunk=True), "Телефон")
    )
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Клиент"),
        second,
        (Place(2, 2, MONEY_FORMAT, "right"), "Отгрузки в окне, ₽"),
        (Place(3, 3, DATE_FORMAT, "center"), "Последняя покупка"),
        (Place(4, 4, COUNT_FORMAT, "center"), "Молчит, дн."),
        (Place(5, 5, align="center"), "Кат."),
        (Place(6, 6, is_wrapped=True, is_small=True, indent=1), "Почему"),
    ]
    rows = [
        (
            client(one),
            (manager(one) if leaf.is_head else one["phone"]),
            one["amount_9m_rub"],
            one["last_purchase_on"],
            one["silence_days"],
            plain(one["category"]),
            one["reason"],
        )
        for one in leaf.reactivation.head(count).to_dict("records")
    ]
    amount = float(leaf.reactivation["amount_9m_rub"].astype("float64").sum())
    if not count and len(leaf.reactivation):
        said = f"{clients(len(leaf.reactivation))}, всего {rub(amount)}; {_BY_NAME}"
        brief(paper, "Реактивация", said)
        return
    remark = shown_of(len(rows), len(leaf.reactivation)) + (f", всего {rub(amount)}" if rows else "")
    table(paper, "Реактивация: кому звонить", headed, rows, "Уснувших клиентов в списке нет.", remark)


def changes(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write what changed since last week with its reason, the largest clients first."""
    headed: list[Headed] = [
        (Place(0, 0, is_wrapped=True, is_bold=True), "Клиент"),
        (Place(1, 1, is_wrapped=True), "Что случилось"),
        (Place(2, 2, is_wrapped=True, is_small=True), "Было → стало"),
        (Place(3, 3, MONEY_FORMAT, "right"), "Оборот за 12 мес., ₽"),
    ]
    if leaf.is_head:
        headed.append((Place(4, 5, is_wrapped=True, is_small=True, indent=1), "Менеджер"))
    headed.append((Place(6 if leaf.is_head else 4, LAST, is_wrapped=True, is_small=True, indent=1), "Почему"))
    ordered = leaf.changes.assign(amount_rub=leaf.changes["amount_rub"].astype("float64")).sort_values(
        ["amount_rub", "client_code", "change"], ascending=[False, True, True], kind="stable"
    )
    if not count and len(ordered):
        kinds = ordered["change"].value_counts()
        brief(paper, "Изменения за неделю", f"{', '.join(f'{kind} — {n}' for kind, n in kinds.items())}; {_BY_NAME}")
        return
    rows = [
        (
            client(one),
            one["change"],
            _before_after(one),
            one["amount_rub"],
            *((manager(one),) if leaf.is_head else ()),
            one["reason"],
        )
        for one in ordered.head(count).to_dict("records")
    ]
    table(
        paper,
        "Что изменилось за неделю",
        headed,
        rows,
        "За неделю ничего не изменилось.",
        shown_of(len(rows), len(leaf.changes)),
    )


def client(record: dict[Any, Any]) -> str:
    """Return a client's name, else the code."""
    return str(plain(record["client_name"]) or plain(record["client_code"]))


def manager(record: dict[Any, Any]) -> str:
    """Return a manager's name, else «Без менеджера»."""
    return str(plain(record["manager"]) or NO_MANAGER)


def _before_after(record: dict[Any, Any]) -> str:
    """Return «было → стало»; what is not known is a dash."""
    return f"{plain(record['before']) or '—'} → {plain(record['after']) or '—'}"


def shown_of(count_shown: int, count: int) -> str:
    """Return how much of a list the page shows."""
    return (
        "" if not count else f"показаны все: {count}" if count_shown == count else f"показано {count_shown} из {count}"
    )


def problems_line(paper: Paper, leaf: Leaf, count: int) -> None:
    """Write how many problems of the data wait, because figures are only as good as they are.

    The count is the department's on every page: a manager's own workbook names only what is his, so his page says so.
    """
    of, book = ("", "рабочей книги") if leaf.is_head else (" отдела", "книги отдела")
    text = (
        f"Проблем в данных{of}: {count}. Они названы на листе «Проблемы» {book}."
        if count
        else "Проблем в данных не найдено."
    )
    row = paper.advance(15)
    paper.write(row, Place(0, LAST), text, font_size=9, font_color=MUTED)


def decisions(paper: Paper, room_points: float) -> None:
    """Write empty lines for what the meeting decides, where so much room is left on the page; else nothing."""
    headed: list[Headed] = [(Place(0, 3), "Что решили"), (Place(4, 5), "Кто"), (Place(6, 6), "Срок")]
    count = int((room_points - GAP_POINTS - SECTION_POINTS - header_points(headed)) // _DECISION_POINTS)
    if count < _FEWEST_DECISIONS:
        return
    paper.gap()
    section(paper, "Решения совещания", "вписать от руки")
    header(paper, headed)
    for _ in range(min(count, _MOST_DECISIONS)):
        row = paper.advance(_DECISION_POINTS)
        for place, _ in headed:
            paper.write(row, place, None, bottom=1, bottom_color=MUTED)
