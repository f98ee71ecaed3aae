"""The buttons: what each is called and does; a few lines each above one workflow."""

from __future__ import annotations

from collections.abc import Callable, Collection

from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Action, Desk
from clientbase_xl.problems import Problem
from clientbase_xl.reading.own_workbook import read_grids
from clientbase_xl.workflows.refresh import ALL, Press, Refreshed, refresh
from clientbase_xl.workflows.send import send_book
from clientbase_xl.workflows.send_words import sent_lines
from clientbase_xl.workflows.undo_refresh import undo_refresh

MOST_NAMED = 5
SHEETS_OF: dict[str, Collection[str]] = {
    "Пересчитать всё": ALL,
    "Категории": ("clients", "undervalued", "large_unprofitable", "activity_matrix", "sales_channels"),
    "Потенциал": ("clients", "profiles", "profile_calls", "undervalued", "large_unprofitable"),
    "Реактивация": ("reactivation", "reactivation_results", "reactivation_conversion"),
}
"""Buttons that recalculate, and the sheets whose computed columns they bring up to date."""


def recalculation(name: str) -> Action:
    """Return what a recalculating button does: the computed columns of its sheets become those of the base today."""

    def action(desk: Desk, book: XlBook, show: Callable[[str], None]) -> str:
        done = refresh(
            desk.base,
            book,
            desk.today,
            sheets=SHEETS_OF[name],
            press=Press(name, desk.now, desk.user),
            zone=desk.zone,
            progress=show,
        )
        return _said(name, done, desk)

    return action


def undo(desk: Desk, book: XlBook, show: Callable[[str], None]) -> str:
    """Bring back what the last button changed."""
    show("Клиентская база: возвращаю…")
    back = undo_refresh(desk.base, book)
    return f"Возвращено, как было до кнопки «{back.button}»: листов — {len(back.sheets)}.{_named(back.not_found)}"


def send(desk: Desk, book: XlBook, show: Callable[[str], None]) -> str:
    """Bring what people typed into the base: at once, as requests, or as decisions on requests."""
    show("Клиентская база: отправляю…")
    typed = read_grids(book.name, book.grids(), book.visible(), book.marks())
    report = send_book(desk.base, typed, now=desk.now, user=desk.user)
    return "\n".join(sent_lines(report)) + _named(report.problems)


BUTTONS: dict[str, Action] = {name: recalculation(name) for name in SHEETS_OF} | {
    "Отправить изменения": send,
    "Решения по заявкам": send,  # decisions are cells of «Заявки на изменения» and travel with the others
    "Вернуть как было": undo,
}
"""Every button by its name."""


def _said(name: str, done: Refreshed, desk: Desk) -> str:
    """Return what was done and how many problems there are."""
    parts = [f"{name}: пересчитано на {desk.today:%d.%m.%Y}, листов — {len(done.rows)}."]
    if done.count_added:
        parts.append(f"Новых строк — {done.count_added}: они внизу таблиц.")
    if done.count_gone:
        parts.append(f"Строк, которых в базе больше нет, — {done.count_gone}: расчёт в них убран, введённое осталось.")
    if not desk.base.is_writable:
        parts.append("База открыта только для чтения: «Вернуть как было» не сработает.")
    parts.append(f"Проблем в данных — {len(done.problems)}" + (": лист «Проблемы»." if done.problems else "."))
    return " ".join(parts) + _named(done.not_found)


def _named(problems: Collection[Problem]) -> str:
    """Return the problems a line each, the first few."""
    lines = [f"\n{problem.sentence()}" for problem in list(problems)[:MOST_NAMED]]
    more = len(problems) - MOST_NAMED
    return "".join(lines) + (f"\n… и ещё {more}" if more > 0 else "")
