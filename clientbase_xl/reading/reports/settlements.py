"""Layout F: settlements with clients, opening + in − out = closing, as overdue debts and credit limits of cards.

EXPORTS, layout F; METHOD section 1 (ПДЗ, кредитный лимит, отсрочка). A closing balance in our favour is a debt; it is
overdue only if the report says so, or if its documents and the days of deferral do.
"""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.reading.header import shown
from clientbase_xl.reading.open_debts import OpenDebts
from clientbase_xl.reading.raw import Peek
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.model import FlatReport, ReportReader
from clientbase_xl.reading.reports.preamble import Preamble, read_preamble
from clientbase_xl.reading.reports.roubles import corner, refuse_thousands
from clientbase_xl.reading.reports.settlement_clients import ClientDebt, read_clients
from clientbase_xl.reading.reports.settlement_header import (
    SettlementHeader,
    balances_row,
    foreign_money_in,
    names_roubles,
    read_settlement_header,
)
from clientbase_xl.reading.reports.settlement_levels import find_levels
from clientbase_xl.reading.reports.settlement_rows import CLOSING, SettlementRows, read_settlement_rows
from clientbase_xl.rules.words import grouped
from clientbase_xl.schemas.clients import CLIENTS

_TITLE = re.compile(r"ведомость\b.*\b(?:взаиморасч[её]т|расч[её]т|контрагент|дебитор)\w*", re.IGNORECASE)
_INDICATORS = re.compile(r"показател", re.IGNORECASE)
_MONEY = pa.decimal128(18, 2)


def identify(peek: Peek) -> bool:
    """Tell whether a line names a report of settlements and a row below it the four balances."""
    place = balances_row(peek.rows)
    if place is None:
        return False
    return any(_TITLE.match(shown(cell)) for row in peek.rows[:place] for cell in row if cell)


def read(grid: ReportGrid, file_name: str) -> FlatReport:
    """Return one line per client with overdue debt and credit limit, and the open documents beside them.

    BadFile: what does not reconcile, foreign money, no client among the groupings, nothing that a card has.
    """
    place = balances_row(grid.rows)
    if place is None:
        raise BadFile(
            f"В ведомости «{file_name}» нет столбцов «нач. остаток», «приход», «расход», «кон. остаток».",
            "эти четыре столбца в одной строке заголовка",
            "Выгрузите отчёт заново, не меняя его столбцов.",
        )
    header = read_settlement_header(grid.rows, place, file_name)
    preamble = read_preamble(grid.rows, header.row)
    _refuse_thousands(grid, header, preamble, file_name)
    is_roubles = _check_money(preamble, header, file_name)
    found = read_settlement_rows(
        grid, file_name, header, lambda tree: find_levels(preamble, header.label, tree.count_levels, file_name)
    )
    clients, problems = read_clients(grid, file_name, header, found, are_roubles=is_roubles)
    if header.overdue is None and header.limit is None and all(one.debt.documents is None for one in clients):
        raise _nothing_for_cards(file_name, found)
    keys = ["client_name", "overdue_rub", *(["credit_limit_rub"] if header.limit is not None else [])]
    columns = {
        "client_name": pa.array([one.debt.client_name for one in clients], pa.string()),
        "overdue_rub": pa.array([one.overdue_rub for one in clients], _MONEY),
        "credit_limit_rub": pa.array([one.credit_limit_rub for one in clients], _MONEY),
    }
    return FlatReport(
        grid.sheet,
        tuple(CLIENTS[key].title for key in keys),
        tuple(columns[key] for key in keys),
        np.array([one.debt.row_number for one in clients], dtype=np.int64),
        _summary(preamble, clients),
        (*found.problems, *problems),
        OpenDebts(preamble.period_to, {one.debt.client_name: one.debt for one in clients}),
    )


def _refuse_thousands(grid: ReportGrid, header: SettlementHeader, preamble: Preamble, file_name: str) -> None:
    where = f"Ведомость «{file_name}», лист «{grid.sheet}»"
    indicators = (text for text in preamble.texts if _INDICATORS.match(text))
    top = grid.rows[max(0, header.row - 1) : header.row + 1]
    texts = (*preamble.told, *corner(top, min(header.balances)))
    refuse_thousands(texts, where, of_money=(header.money, *header.headings, *indicators))


def _check_money(preamble: Preamble, header: SettlementHeader, file_name: str) -> bool:
    """Tell whether the report says that its sums are roubles; BadFile when it names other money."""
    texts = [header.money, *(text for text in preamble.texts if _INDICATORS.match(text))]
    if any(names_roubles(text) for text in texts):
        return True
    foreign = next((word for text in texts if (word := foreign_money_in(text))), "")
    if foreign:
        raise BadFile(
            f"Ведомость «{file_name}» — в валюте ({foreign}), а не в рублях.",
            "суммы в рублях",
            "Выберите в показателях отчёта сумму в рублях и выгрузите его заново.",
        )
    return False


def _nothing_for_cards(file_name: str, found: SettlementRows) -> BadFile:
    outermost = found.tree.depths == 0
    debt = found.balances.shown(int(found.balances.units[outermost, CLOSING].sum()), CLOSING)
    return BadFile(
        f"Ведомость «{file_name}» сходится (остаток на конец {debt} ₽), но в ней нет ничего для карточек: ни "
        "просроченного долга, ни кредитного лимита, ни документов, по датам которых видна просрочка.",
        "столбец «Просрочено» или «Кредитный лимит», либо строки документов расчётов с датами и остатками",
        "Добавьте группировку строк «Документ расчётов» (под договором) или эти столбцы и выгрузите отчёт заново.",
    )


def _summary(preamble: Preamble, clients: list[ClientDebt]) -> str:
    debts = [one.debt.debt_rub for one in clients]
    owed = sum((debt for debt in debts if debt > 0), Decimal(0))
    advances = -sum((debt for debt in debts if debt < 0), Decimal(0))
    day = f" на {preamble.period_to:%d.%m.%Y}" if preamble.period_to else ""
    return (
        f"Ведомость по взаиморасчётам с контрагентами{day}: клиентов {grouped(len(clients))}, должны нам "
        f"{grouped(owed, 2)} ₽, их авансы {grouped(advances, 2)} ₽; остатки, группы и «Итого» сходятся."
    )


READER = ReportReader("F", "Ведомость по взаиморасчётам с контрагентами", identify, read)
