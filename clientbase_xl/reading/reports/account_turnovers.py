"""Layout C: turnovers of an account are recognised by name and refused, for they hold no sales (EXPORTS, layout C)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import find_header, shown
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.reading.sales_needs import missing_needs
from clientbase_xl.schemas.sales_lines import SALES_LINES

MAX_TITLE_ROWS, MAX_COLUMN_ROWS = 15, 60
_TITLE = re.compile(
    r"(?:обороты сч[её]та|анализ (?:сч[её]та|субконто)|карточка (?:сч[её]та|субконто)|обороты между субконто"
    r"|(?:оборотно[- ]сальдовая|сальдо[- ]оборотная|шахматная) ведомость|журнал[- ]ордер|главная книга"
    r"|отч[её]т по проводкам)\b",
    re.IGNORECASE,
)
# Accounts on which debts of clients stand: then people looked for debts, not for sales.
_DEBTS = re.compile(r"сч[её]т\w* (?:62|76|60)(?:\.\d+)?\b", re.IGNORECASE)
_SHOWN = re.compile(r"выводимые данные", re.IGNORECASE)
_TWO_ROWS = ("БУ", "Кол.")


def identify(peek: Peek) -> bool:
    """Tell whether a line above the table is the name of a report on accounts; a flat table of sales never is one."""
    if not _title(peek.rows):
        return False
    header = find_header(peek, SALES_LINES, {})
    return header is None or bool(missing_needs(header))


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Refuse with BadFile: what the report was seen as, why it cannot serve, which one to export instead."""
    rows = [[cell if isinstance(cell, str) else "" for cell in row] for row in grid.rows[:MAX_COLUMN_ROWS]]
    title = _title(rows)
    raise BadFile(
        f"Файл «{file_name}», лист «{grid.sheet}» — бухгалтерский отчёт «{title}»{_signs(rows)}. В нём обороты и "
        "остатки счёта, а продаж по клиентам нет: нет дня и клиента каждой продажи.",
        "отчёт о продажах с клиентами и датами: «Продажи», «Валовая прибыль»; долги клиентов — «Ведомость по "
        "взаиморасчётам с контрагентами»",
        _remedy(title),
    )


def _title(rows: Sequence[Sequence[str]]) -> str:
    cells = (shown(cell) for row in rows[:MAX_TITLE_ROWS] for cell in row if cell)
    return next((cell for cell in cells if _TITLE.match(cell)), "")


def _signs(rows: Sequence[Sequence[str]]) -> str:
    """Return what else it was recognised by, as the end of a sentence; "" when the name is all."""
    texts = [shown(cell) for row in rows for cell in row if cell]
    signs = []
    if any(_SHOWN.match(text) for text in texts):
        signs.append("строка «Выводимые данные»")
    if pair := [mark for mark in _TWO_ROWS if _has(texts, mark)]:
        signs.append(f"строки {' и '.join(f'«{mark}»' for mark in pair)} у каждой позиции")
    return f" ({', '.join(signs)})" if signs else ""


def _has(texts: Iterable[str], mark: str) -> bool:
    return any(text.rstrip(".") == mark.rstrip(".") for text in texts)


def _remedy(title: str) -> str:
    sales = "Выгрузите отчёт «Продажи» или «Валовая прибыль» с группировкой по контрагентам и периодом по месяцам."
    if _DEBTS.search(title):
        return (
            "Для долгов и лимитов выгрузите «Ведомость по взаиморасчётам с контрагентами» с группировкой по "
            f"контрагентам, договорам и документам. Для продаж: {sales[0].lower()}{sales[1:]}"
        )
    return sales


READER = ReportReader("C", "Обороты счёта", identify, read)
