"""Which heading of a foreign file is which column: asked by «да» and «нет», the likeliest headings first."""

from __future__ import annotations

from collections.abc import Mapping

from clientbase_xl.excel.host import Host
from clientbase_xl.excel.press import Cancelled
from clientbase_xl.reading.seen_layout import SeenLayout
from clientbase_xl.schemas.sales_lines import SALES_LINES

MOST_OFFERED = 4
"""Headings offered for one column: who has said «нет» that often is quicker to rename a heading in the file."""


def ask_columns(seen: SeenLayout, host: Host) -> Mapping[str, str]:
    """Return key → heading for the missing columns, empty when one of them stays open; Cancelled stops everything."""
    if not all(any(seen.candidates(key) for key in group) for group in seen.missing):
        return {}
    answers: dict[str, str] = {}
    for group in seen.missing:
        found = next(((key, heading) for key in group if (heading := _ask_one(key, seen, answers, host))), None)
        if found is None:
            return {}
        answers[found[0]] = found[1]
    return answers


def _ask_one(key: str, seen: SeenLayout, answers: Mapping[str, str], host: Host) -> str:
    free = [one for one in seen.candidates(key) if one.heading not in answers.values()]
    for one in free[:MOST_OFFERED]:
        answer = host.choose(
            f"Столбцы файла «{seen.file_name}» не опознаны.\n"
            f"«{SALES_LINES[key].title}» — это столбец «{one.heading}» "
            f"({', '.join(one.examples) or 'пусто'})?\n"
            "Да — он, и ответ запомнится; Нет — другой; Отмена — ничего не загружать."
        )
        if answer == "cancel":
            raise Cancelled
        if answer == "yes":
            return one.heading
    return ""
