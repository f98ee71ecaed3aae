"""What buttons say at the end: what was done and how many problems there are, the first of them a line each."""

from __future__ import annotations

from collections.abc import Sequence

from clientbase_xl.excel.press import Desk
from clientbase_xl.problems import Problem
from clientbase_xl.rules.words import grouped
from clientbase_xl.workflows.refresh import Refreshed

MOST_NAMED = 5


def refreshed_words(done: Refreshed, desk: Desk) -> str:
    """Return what a recalculation did and how many problems there are."""
    parts = [f"пересчитано на {desk.today:%d.%m.%Y}, листов — {len(done.rows)}."]
    if done.is_adopted:
        parts.append(
            f"Шаблон стал книгой базы «{desk.base.folder.name}». "
            "Введённое в нём осталось: отправьте его кнопкой «Отправить изменения»."
        )
    if done.count_added:
        parts.append(f"Новых строк — {grouped(done.count_added)}: они внизу таблиц.")
    if done.count_gone:
        gone = grouped(done.count_gone)
        parts.append(f"Строк, которых в базе больше нет, — {gone}: расчёт в них убран, введённое осталось.")
    if not desk.base.is_writable:
        parts.append("База открыта только для чтения: «Вернуть как было» не сработает.")
    count = len(done.problems)
    parts.append(f"Проблем в данных — {grouped(count)}" + (": лист «Проблемы»." if count else "."))
    return " ".join(parts) + named(done.not_found)


def named(problems: Sequence[Problem]) -> str:
    """Return the problems a line each, the first few, beginning with a new line; "" for none."""
    lines = [f"\n• {problem.sentence()}" for problem in problems[:MOST_NAMED]]
    more = len(problems) - MOST_NAMED
    return "".join(lines) + (f"\n… и ещё {grouped(more)}" if more > 0 else "")
