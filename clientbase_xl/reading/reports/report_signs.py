"""What shows that a sheet is a report of 1C though no reader knows it: then naming columns leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from clientbase_xl.reading.reports.manager_blocks import names_in_doubt
from clientbase_xl.reading.reports.measures import has_dates, header_row, label_column
from clientbase_xl.reading.reports.preamble import row_text
from clientbase_xl.rules.words import quoted

# Lines that 1C prints above a report; «Период:» stands above plain lists as well.
_PARAMETER = re.compile(
    r"(?:параметры|отбор|показатели|группировк[аи](?: (?:строк|столбцов|колонок))?|дополнительные поля)"
    r"(?: отч[её]та)?:.*",
    re.IGNORECASE,
)
MOST_SHOWN = 3
TAKE_ANOTHER = (
    "Выгрузите отчёт, который читается: «Валовая прибыль» по месяцам или по клиентам и менеджерам, отгрузки по "
    "клиентам и точкам, «Ведомость по взаиморасчётам с контрагентами» (docs/imports.md). Или простой список без групп: "
    "дата, клиент, товар, количество и сумма в каждой строке."
)


class ReportSigns(NamedTuple):
    """What is found in a report that no reader knows, and what to do."""

    found: str
    remedy: str


def report_signs(rows: Sequence[Sequence[str]]) -> ReportSigns | None:
    """Return what to say of a sheet that looks like a report of 1C; None for any other.

    Its marks: lines of parameters, an amount below another row of headings, names with leading spaces.
    """
    doubtful = names_in_doubt(rows)
    if doubtful:
        return ReportSigns(
            "Похоже на отчёт 1С с менеджерами по столбцам, но не сказано, что над столбцами менеджеры: "
            f"{quoted(doubtful, MOST_SHOWN)}.",
            "Если это менеджеры, впишите слово «Менеджер» в ячейку над таблицей (или выведите его в параметрах отчёта: "
            "«Группировки столбцов: Менеджер»); узнаются и имена вида «Иванова О. П.». Если это склады или "
            f"подразделения, поставьте в столбцы отчёта менеджера. {TAKE_ANOTHER}",
        )
    sign = _sign(rows)
    return ReportSigns(f"Похоже на отчёт 1С ({sign}), но такой отчёт не читается.", TAKE_ANOTHER) if sign else None


def _sign(rows: Sequence[Sequence[str]]) -> str:
    texts = [text for row in rows if (text := row_text(row))]
    parameter = next((text for text in texts if _PARAMETER.fullmatch(text)), "")
    if parameter:
        return f"есть строка «{parameter.split(':')[0]}:»"
    row = header_row(rows)
    if row is None or has_dates(rows[row]):
        return ""
    labels = label_column(rows[max(row - 1, 0) : row + 1], rows[row + 1 :])
    if row and _is_headed_above(rows[row - 1], rows[row], labels):
        return "заголовки в две строки"
    names = [cells[labels] for cells in rows[row + 1 :] if labels < len(cells) and cells[labels].strip()]
    return "названия строк с отступами" if sum(not name[:2].strip() for name in names) > 1 else ""


def _is_headed_above(above: Sequence[str], headings: Sequence[str], labels: int) -> bool:
    """Tell whether the heading of the names, and another one, stands in the row above that of the measures."""
    own = row_text(headings[labels : labels + 1])
    return not own and bool(row_text(above[labels : labels + 1]) and row_text(above[labels + 1 :]))
