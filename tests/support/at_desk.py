"""Workbooks of an office as they are read back, without files: what people typed, and the marks of the base."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, uuid5

import pandas as pd

from clientbase_xl.base.rows import read_rows
from clientbase_xl.reading.own_workbook import OwnWorkbook
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.reconciliation import RECONCILIATION
from clientbase_xl.schemas.typed_cells import stored_columns
from clientbase_xl.workflows.origin import IDENTITY_MARK, MOMENT_MARK, head_at, marks_of
from clientbase_xl.workflows.reconciliation_tables import reconciliation_tables
from clientbase_xl.workflows.send import SendReport, send_book
from clientbase_xl.workflows.state import load_state
from tests.support.office import TODAY, Office

RECORDS = ("contacts", "tasks", "prospects")


class AtDesk:
    """A workbook at somebody's desk: «Клиенты», «Сверка», «Контакты», «Задачи», prospects of a manager, or of all."""

    def __init__(self, office: Office, manager: str = "", name: str = "книга.xlsx") -> None:
        """Make the workbook of the base as it is."""
        self.office, self.name = office, name
        state = load_state(office.base, TODAY)
        clients = state.clients()
        if manager:
            clients = clients[clients["manager"] == manager].reset_index(drop=True)
        shown = {CLIENTS.key: clients} | {key: read_rows(office.base, key) for key in RECORDS}
        shown[RECONCILIATION.key] = reconciliation_tables(office.base, state, clients, manager)[RECONCILIATION.key]
        self.tables = {key: _typed(key, frame) for key, frame in shown.items()}
        now = office.now()
        self.marks = marks_of(office.base, head_at(office.base), now, manager)
        self.marks[IDENTITY_MARK] = str(uuid5(NAMESPACE_OID, f"{now:%H%M}{name}"))
        assert self.marks[MOMENT_MARK]

    @property
    def codes(self) -> list[str]:
        """Return the clients that the workbook shows."""
        return [str(code) for code in self.tables[CLIENTS.key]["client_code"]]

    def type(self, sheet_key: str, code: str, **cells: Any) -> AtDesk:
        """Type into the row of a client."""
        table = self.tables[sheet_key]
        for key, value in cells.items():
            table.loc[table["client_code"] == code, key] = value
        return self

    def add(self, sheet_key: str, **cells: Any) -> AtDesk:
        """Type a new record."""
        table = self.tables[sheet_key]
        row = dict.fromkeys(table.columns) | cells
        self.tables[sheet_key] = pd.DataFrame([*table.to_dict("records"), row], columns=table.columns, dtype=object)
        return self

    def send(self, user: str) -> SendReport:
        """Send the workbook as it stands."""
        book = OwnWorkbook(self.name, {key: frame.copy() for key, frame in self.tables.items()}, (), self.marks)
        return send_book(self.office.base, book, now=self.office.now(), user=user)


def messages(report: SendReport) -> list[str]:
    """Return what a person is told of what was not taken."""
    return [one.message for one in report.problems]


def _typed(sheet_key: str, frame: pd.DataFrame) -> pd.DataFrame:
    sheet = BY_KEY[sheet_key]
    keys = dict.fromkeys([*sheet.key_columns, *(column.key for column in stored_columns(sheet))])
    whole = frame.reindex(columns=list(keys)).astype(object)
    return whole.where(whole.notna(), None)
