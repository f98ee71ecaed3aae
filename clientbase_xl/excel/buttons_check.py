"""«Проверить данные»: what would not be accepted from the open book and what is wrong in the base."""

from __future__ import annotations

from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Desk
from clientbase_xl.excel.words import named
from clientbase_xl.rules.words import grouped
from clientbase_xl.workflows.check_book import BookChecked, check_book
from clientbase_xl.workflows.send import SendReport


def check(desk: Desk, book: XlBook, host: Host) -> str:
    """Name what is wrong, the first few in the message, all of it on «Проблемы»; base and typed cells stay."""
    checked = check_book(
        desk.base, book, desk.today, now=desk.now, user=desk.acts_as, zone=desk.zone, progress=host.show
    )
    if checked.sheet:
        host.go_to(checked.sheet)
    return f"Проверено на {desk.today:%d.%m.%Y}. {_unsent(checked.trial)}\n{_found(checked)}"


def _unsent(trial: SendReport | None) -> str:
    """Return what waits to be sent."""
    if trial is None:
        return "База открыта только для чтения: отправить введённое в неё нельзя."
    ways = {
        "сразу в базу": trial.count_applied,
        "заявками": trial.count_requested,
        "в конфликте с базой": trial.count_conflicts,
        "решений по заявкам": len(trial.decided),
    }
    said = ", ".join(f"{way} — {grouped(count)}" for way, count in ways.items() if count)
    return f"Ещё не отправлено: {said}. Нажмите «Отправить изменения»." if said else "Неотправленного в книге нет."


def _found(checked: BookChecked) -> str:
    """Return how many problems there are, the first few, and where all of them stand."""
    if not checked.problems:
        return "Проблем не найдено." + named(checked.not_found)
    of_book = len(checked.problems) - len(checked.of_base)
    where = f"все — на листе «{checked.sheet}»" if checked.sheet else "первые из них"
    count = f"в книге — {grouped(of_book)}, в базе — {grouped(len(checked.of_base))}"
    return f"Проблем: {count}; {where}:{named(checked.problems)}{named(checked.not_found)}"
