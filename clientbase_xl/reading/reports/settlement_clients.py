"""The clients of a report of settlements, however often each stands in it: debt, overdue, limit, open documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

import numpy as np
import pyarrow as pa

from clientbase_xl.errors import BadFile
from clientbase_xl.problems import Problem
from clientbase_xl.reading.open_debts import OpenDebt, OpenDocument
from clientbase_xl.reading.report_grid import ReportGrid
from clientbase_xl.reading.reports.figure_texts import is_either
from clientbase_xl.reading.reports.figures import MAX_FIGURE, shown_cell
from clientbase_xl.reading.reports.reconcile import EXPORT_AGAIN
from clientbase_xl.reading.reports.settlement_header import SettlementHeader, foreign_money_in
from clientbase_xl.reading.reports.settlement_levels import document_day
from clientbase_xl.reading.reports.settlement_rows import CLOSING, SettlementRows
from clientbase_xl.reading.text import clean_codes

MAX_DELAY_DAYS = 365
SET_ASIDE = "Впишите его долг и лимит в карточку сами или исправьте отчёт и загрузите его заново."


@dataclass(frozen=True)
class ClientDebt:
    """One client: `overdue_rub` and `credit_limit_rub` are None where the report does not tell them."""

    debt: OpenDebt
    overdue_rub: Decimal | None
    credit_limit_rub: Decimal | None


class _Reader:
    def __init__(self, grid: ReportGrid, file_name: str, header: SettlementHeader, found: SettlementRows) -> None:
        self.grid, self.file_name, self.header, self.found = grid, file_name, header, found
        self.problems: list[Problem] = []
        self.depths, self.ends = found.tree.depths, found.tree.ends
        # As the reader of cards will clean them: debts are looked up by these names.
        self.labels = [name or "" for name in clean_codes(pa.array(found.balances.labels, pa.string())).to_pylist()]

    def places(self) -> dict[str, list[int]]:
        """Return where each client stands, by name; a name that stands twice at the outermost level says nothing."""
        places: dict[str, list[int]] = defaultdict(list)
        for place in np.flatnonzero(self.depths == self.found.levels.client).tolist():
            places[self.labels[place]].append(place)
        for name in [name for name, rows in places.items() if not name or not any(char.isalpha() for char in name)]:
            self.tell(places.pop(name), "Остаток без контрагента: он не принят")
        if self.found.levels.client == 0:
            for name in [name for name, rows in places.items() if len(rows) > 1]:
                rows = ", ".join(str(self.row(place)) for place in places[name])
                self.tell(places.pop(name), f"Контрагент стоит в отчёте несколько раз (строки {rows}): не принят")
        return places

    def refuse_orphans(self) -> None:
        """Refuse a report with a row that no client owns: his row was deleted, or its level is another one."""
        owned = np.zeros(len(self.depths), dtype=bool)
        for place in np.flatnonzero(self.depths == self.found.levels.client).tolist():
            owned[place : self.ends[place]] = True
        orphans = np.flatnonzero(self.found.tree.is_leaf & ~owned)
        if len(orphans):
            place = int(orphans[0])
            raise BadFile(
                f"В ведомости «{self.file_name}», лист «{self.grid.sheet}» строка {self.row(place)} "
                f"«{self.labels[place]}» не относится ни к одному контрагенту.",
                "каждая строка стоит под строкой своего контрагента",
                EXPORT_AGAIN,
            )

    def row(self, place: int) -> int:
        return self.found.rows[place] + 1

    def tell(self, places: Sequence[int], message: str, remedy: str = SET_ASIDE, column: str = "") -> None:
        first = places[0]
        self.problems.append(
            Problem(
                message,
                remedy,
                file=self.file_name,
                sheet=self.grid.sheet,
                row=self.row(first),
                column=column,
                value=self.labels[first],
            )
        )

    def set_aside_foreign(self, places: dict[str, list[int]]) -> None:
        """Set clients aside whose contracts, or the rows above them, are in other money: sums would mix currencies."""
        paths = self.found.tree.paths()
        for name, rows in list(places.items()):
            near = {one for row in rows for one in (*paths[row][:-1], *range(row + 1, int(self.ends[row])))}
            foreign = sorted(
                one for one in near if not self.found.is_document(one) and foreign_money_in(self.labels[one])
            )
            if foreign:
                self.tell(
                    places.pop(name),
                    f"Расчёты не в рублях: «{self.labels[foreign[0]]}» (строка {self.row(foreign[0])}). "
                    "Долг клиента не принят",
                )

    def client(self, name: str, places: Sequence[int]) -> ClientDebt:
        units = self.found.balances.units
        debt = _roubles(int(units[list(places), CLOSING].sum()))
        overdue = None
        if self.found.overdue is not None:
            overdue = _roubles(int(self.found.overdue.units[list(places), 0].sum()))
            leaves = [one for place in places for one in self.below(place) if self.found.tree.is_leaf[one]]
            most = _roubles(int(np.maximum(units[leaves, CLOSING], 0).sum()))
            if self.found.tells_open and overdue > most:
                self.tell(
                    places,
                    f"Просрочено больше, чем клиент должен ({overdue} и {most} ₽): принято как в отчёте",
                    "Проверьте долг клиента в учётной системе.",
                )
        return ClientDebt(
            OpenDebt(name, self.row(places[0]), debt, self.documents(places)), overdue, self.limit(places)
        )

    def below(self, place: int) -> range:
        """Return a client's row and all rows below it."""
        return range(place, int(self.ends[place]))

    def documents(self, places: Iterable[int]) -> tuple[OpenDocument, ...] | None:
        """Return what is open on the documents; None when some of the debt has no dated document."""
        if not self.found.tells_open:
            return None
        documents = []
        for place in places:
            for one in self.below(place):
                if not self.found.tree.is_leaf[one]:
                    continue
                open_rub = _roubles(int(self.found.balances.units[one, CLOSING]))
                day = document_day(self.labels[one]) if self.found.is_document(one) else None
                if open_rub > 0 and day is None:
                    return None
                if open_rub:
                    documents.append(OpenDocument(day, open_rub, self.delay(place, one)))
        return tuple(documents)

    def delay(self, client: int, document: int) -> int | None:
        """Return the days of deferral told by the document's row, or by the nearest row above it up to the client."""
        if self.header.delay is None:
            return None
        path = [one for one in range(client, document + 1) if one <= document < self.ends[one]]
        told = (self.number(one, self.header.delay, MAX_DELAY_DAYS, is_whole=True) for one in reversed(path))
        days = next((days for days in told if days is not None), None)
        return None if days is None else int(days)

    def limit(self, places: Sequence[int]) -> Decimal | None:
        """Return the limit of a client: told by his row, else the sum of those of all his contracts."""
        if self.header.limit is None:
            return None
        told = [found for place in places for found in self.limits(place)]
        known = [limit for limit in told if limit is not None]
        if known and len(known) < len(told):
            self.tell(places, "Кредитный лимит есть не у всех договоров клиента: лимит клиента не известен")
        return reduce(Decimal.__add__, known) if known and len(known) == len(told) else None

    def limits(self, place: int) -> list[Decimal | None]:
        own = self.number(place, self.header.limit or 0)
        below = [one for one in self.below(place) if self.depths[one] == self.depths[place] + 1]
        contracts = [one for one in below if not self.found.is_document(one)]
        if own is not None or not contracts:
            return [own]
        return [self.number(one, self.header.limit or 0) for one in contracts]

    def number(self, place: int, column: int, most: int = MAX_FIGURE, *, is_whole: bool = False) -> Decimal | None:
        """Return a number of a cell in kopecks at most; what is none is told once per row and unknown."""
        cell = self.grid.cell(self.found.rows[place], column)
        text = shown_cell(cell).replace(" ", "") if isinstance(cell, str) else ""
        is_open = is_either(text) and not is_whole and not self.grid.decimal
        text = text.replace(",", "" if self.grid.decimal == "dot" else ".")
        if cell is None or (isinstance(cell, str) and text in ("", "-", "–", "—")):
            return None
        is_plain = text.replace(".", "", 1).isdecimal() and text.isascii()
        value = Decimal(repr(cell)) if type(cell) is float else Decimal(text) if is_plain else None
        if value is None or is_open or not 0 <= value <= most or (is_whole and value % 1):
            message = f"Не принято значение «{shown_cell(cell)}»"
            if is_open:
                message += ": не ясно, тысячи это или доли"
            if not any(one.row == self.row(place) and one.message == message for one in self.problems):
                self.tell([place], message, "Исправьте его в учётной системе или впишите верное в карточку.")
            return None
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def read_clients(
    grid: ReportGrid, file_name: str, header: SettlementHeader, found: SettlementRows, *, are_roubles: bool
) -> tuple[list[ClientDebt], tuple[Problem, ...]]:
    """Return the clients in the order of the report, and the problems of those set aside.

    A client below several contracts, firms or managers is one client: his balances add up. `are_roubles` says that
    the report gives all sums in roubles, whatever the currency of a contract. BadFile: a row that no client owns.
    """
    reader = _Reader(grid, file_name, header, found)
    reader.refuse_orphans()
    places = reader.places()
    if not are_roubles:
        reader.set_aside_foreign(places)
    clients = [reader.client(name, rows) for name, rows in places.items()]
    return clients, tuple(reader.problems)


def _roubles(kopecks: int) -> Decimal:
    return Decimal(kopecks).scaleb(-2)
