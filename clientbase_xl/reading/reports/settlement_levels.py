"""What each level of a report of settlements is: client, contract or document (EXPORTS, layout F)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.reports.preamble import Preamble, split_levels

_CLIENT = re.compile(r"контрагент|покупател|клиент|партн[её]р|дебитор", re.IGNORECASE)
_CONTRACT = re.compile(r"договор|контракт|соглашени", re.IGNORECASE)
_DOCUMENT = re.compile(r"документ|регистратор|накладн|реализаци", re.IGNORECASE)
# Without names of levels a document is told by its own: an order or an invoice asks for money, it is no debt.
_OF_DOCUMENT = re.compile(
    r"реализаци|отгрузк|(?:расходн|товарн|приходн)\w* ?(?:накладн|кассов)|накладн|возврат|корректировк|поступлени|"
    r"оплат|плат[её]ж|ввод (?:начальных )?остатков|упд|акт ",
    re.IGNORECASE,
)
_OF_CONTRACT = re.compile(r"основной договор|(?:договор|контракт|соглашение)\b.*\d", re.IGNORECASE)
_DAY = re.compile(r"\bот (\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)", re.IGNORECASE)
KEEP = "Уберите из группировок строк уровни над контрагентом и выгрузите: Контрагент, Договор, Документ расчётов."


@dataclass(frozen=True)
class Levels:
    """The depth of clients (0 = outermost), and that of documents: None when their level is not named."""

    client: int
    document: int | None
    are_named: bool

    def is_document(self, label: str, depth: int) -> bool:
        """Tell whether a row is a document that a debt may consist of."""
        if self.are_named:
            return depth == self.document
        return depth > self.client and bool(_OF_DOCUMENT.match(label))


def find_levels(preamble: Preamble, heading: str, count_levels: int, file_name: str) -> Levels:
    """Return what the levels are by the line «Группировки строк», else by the heading of the first column.

    Where neither names them the outermost rows are clients. BadFile: no level is the client's; more levels than names
    (folders of clients).
    """
    names = preamble.groupings or split_levels(heading)
    clients = [place for place, name in enumerate(names) if _CLIENT.search(name) and not _is_other(name)]
    if not clients:
        if preamble.groupings:
            raise BadFile(
                f"В ведомости «{file_name}» строки сгруппированы без контрагентов: {', '.join(names)}.",
                "одна из группировок строк — «Контрагент»",
                KEEP,
            )
        return Levels(0, None, are_named=False)
    if preamble.groupings and count_levels > len(names):
        raise BadFile(
            f"В ведомости «{file_name}» уровней строк больше ({count_levels}), чем группировок ({', '.join(names)}): "
            "похоже, контрагенты разложены по папкам.",
            "по одному уровню строк на группировку",
            "Выберите для контрагента «Только элементы» (без иерархии) и выгрузите отчёт заново.",
        )
    exact = [place for place in clients if "контрагент" in names[place].casefold()]
    documents = [place for place, name in enumerate(names) if _DOCUMENT.search(name)]
    is_whole = bool(preamble.groupings) or count_levels <= len(names)
    return Levels((exact or clients)[0], documents[-1] if documents else None, are_named=is_whole and len(names) > 1)


def is_below_clients(label: str) -> bool:
    """Tell whether a row is a document or a contract by its name."""
    return bool(_OF_CONTRACT.match(label) or (_OF_DOCUMENT.match(label) and document_day(label)))


def document_day(label: str) -> date | None:
    """Return the day of a document by its name: «Реализация 000012 от 05.03.2026 12:00:00»."""
    match = _DAY.search(label)
    if match is None:
        return None
    year = int(match[3])
    try:
        return date(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    except ValueError:
        return None


def _is_other(name: str) -> bool:
    """Tell whether a level is only about clients: their contracts, documents or folders."""
    return bool(
        _CONTRACT.search(name) or _DOCUMENT.search(name) or re.search("групп|менеджер|регион", name, re.IGNORECASE)
    )
