"""The day of the lines of a report that tells only its period (EXPORTS, layouts B, D and E).

A report over several months without months across is refused (ours). Its sales would all stand on one day: own rhythm,
silence, trends and months would be wrong, and an import replaces only the months that the lines bear, so the earlier
months of the period, once loaded, would be counted twice.
"""

from __future__ import annotations

from datetime import date

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.preamble import Preamble
from clientbase_xl.rules.words import day

ALLOWED = "отчёт за один месяц или за часть месяца, период стоит над таблицей"


def day_of_lines(preamble: Preamble, file_name: str, sheet: str) -> date:
    """Return the last day of the period; BadFile without a period and with one of several months."""
    first, last = preamble.period_from, preamble.period_to
    where = f"Отчёт «{file_name}», лист «{sheet}»"
    if first is None or last is None:
        raise BadFile(
            f"{where}: над таблицей нет периода, и неизвестно, за какой месяц эти продажи.",
            ALLOWED,
            "Выгрузите отчёт с выводом заголовка и параметров («Период: 01.03.2026 - 31.03.2026»).",
        )
    if (first.year, first.month) != (last.year, last.month):
        raise BadFile(
            f"{where}: период {day(first)} – {day(last)} длиннее месяца, а продажи в нём по месяцам не разделены. "
            "Записать их одним днём нельзя: ритм покупок и динамика станут неверными, а уже загруженные месяцы "
            "посчитаются дважды.",
            ALLOWED,
            "Выгрузите этот отчёт за каждый месяц отдельным файлом и загрузите файлы по очереди.",
        )
    return last
