"""The buttons: what each one does, a few lines above one workflow."""

from __future__ import annotations

from collections.abc import Collection

from clientbase_xl.excel.buttons_about import about, guide, settings
from clientbase_xl.excel.buttons_check import check
from clientbase_xl.excel.buttons_fbs import fbs
from clientbase_xl.excel.buttons_import import import_sales
from clientbase_xl.excel.buttons_weekly import weekly
from clientbase_xl.excel.declared import BY_KEY, DECLARED
from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Action, Desk
from clientbase_xl.excel.words import named, refreshed_words
from clientbase_xl.reading.own_workbook import read_grids
from clientbase_xl.workflows.refresh import ALL, Press, refresh
from clientbase_xl.workflows.send import send_book
from clientbase_xl.workflows.send_words import sent_lines
from clientbase_xl.workflows.undo_refresh import undo_refresh

SHEETS_OF: dict[str, Collection[str]] = {
    "refresh_all": ALL,
    "refresh_categories": ("clients", "undervalued", "large_unprofitable", "activity_matrix", "sales_channels"),
    "refresh_potential": ("clients", "profiles", "profile_calls", "undervalued", "large_unprofitable"),
    "refresh_reactivation": ("reactivation", "reactivation_results", "reactivation_conversion"),
}
"""Buttons that recalculate, and the sheets whose computed columns they bring up to date."""


def recalculation(key: str) -> Action:
    """Return what a recalculating button does: the computed columns of its sheets become those of the base today."""

    def action(desk: Desk, book: XlBook, host: Host) -> str:
        label = BY_KEY[key].label
        done = refresh(
            desk.base,
            book,
            desk.today,
            sheets=SHEETS_OF[key],
            press=Press(label, desk.now, desk.acts_as),
            zone=desk.zone,
            progress=host.show,
        )
        return f"{label}: {refreshed_words(done, desk)}"

    return action


def undo(desk: Desk, book: XlBook, host: Host) -> str:
    """Bring back what the last button changed in the book; what it brought into the base stays there."""
    host.show("Клиентская база: возвращаю…")
    back = undo_refresh(desk.base, book)
    said = f"Возвращено, как было до кнопки «{back.button}»: листов — {len(back.sheets)}."
    if back.button == BY_KEY["import_sales"].label:
        said += " Загруженные продажи остались в базе: загрузку отменяет команда clientbase imports --undo."
    return said + named(back.not_found)


def send(desk: Desk, book: XlBook, host: Host) -> str:
    """Bring what people typed into the base: at once, as requests, or as decisions on requests."""
    host.show("Клиентская база: отправляю…")
    typed = read_grids(book.name, book.grids(), book.visible(), book.marks())
    report = send_book(desk.base, typed, now=desk.now, user=desk.acts_as, zone=desk.zone)
    return "\n".join(sent_lines(report)) + named(report.problems)


ACTIONS: dict[str, Action] = {key: recalculation(key) for key in SHEETS_OF} | {
    "import_sales": import_sales,
    "fbs": fbs,
    "weekly": weekly,
    "check": check,
    "send": send,
    "decide": send,  # decisions are cells of «Заявки на изменения» and travel with the others
    "undo": undo,
    "settings": settings,
    "help": guide,
    "about": about,
}
"""What every declared button does, by its key."""

BUTTONS: dict[str, Action] = {one.label: ACTIONS[one.key] for one in DECLARED}
"""Every button by what stands on it."""
