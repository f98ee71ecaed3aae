"""Tables written by hand from which cards are made: a row names only what matters to the test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.card_index import card_index
from clientbase_xl.rules.client_card import client_card
from clientbase_xl.schemas.client_card import CLIENT_ACTIONS, CLIENT_CARD, CLIENT_CARD_INDEX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.validation import check_table

TODAY = date(2026, 11, 20)
Rows = Sequence[dict[str, Any]]


def tables_of(clients: Rows, contacts: Rows = (), tasks: Rows = (), people: Rows = ()) -> dict[str, pd.DataFrame]:
    """Return the tables that a card is made of."""
    given = ((CLIENTS, clients), (CONTACTS, contacts), (TASKS, tasks), (CONTACT_PERSONS, people))
    return {sheet.key: pd.DataFrame(list(rows), columns=list(sheet.keys), dtype=object) for sheet, rows in given}


def actions_of(*rows: tuple[str, float | None]) -> pd.DataFrame:
    """Return actions of clients with their roubles."""
    records = [
        {"client_code": code, "order": 1, "action": f"Дело {code}", "amount_rub": amount, "reason": "потому что"}
        for code, amount in rows
    ]
    return pd.DataFrame(records, columns=list(CLIENT_ACTIONS.keys)).astype({"amount_rub": "float64"})


def months_of(*rows: tuple[str, date, float]) -> pd.DataFrame:
    """Return turnover of clients by months."""
    table = pd.DataFrame(list(rows), columns=["client_code", "month_start_on", "turnover_rub"])
    return table.assign(month_start_on=pd.to_datetime(table["month_start_on"]))


def index_of(tables: dict[str, pd.DataFrame], **given: Any) -> pd.DataFrame:
    """Return the index of tables without actions and months unless they are given."""
    actions, months = given.pop("actions", actions_of()), given.pop("months", months_of())
    found = card_index(
        tables, actions, months, TODAY, ledger_first_on=given.pop("ledger_first_on", date(2020, 1, 1)), **given
    )
    assert check_table(found, CLIENT_CARD_INDEX) == ()
    return found


def card_of(code: str, tables: dict[str, pd.DataFrame], **given: Any) -> dict[str, Any]:
    """Return the cells of a card by key."""
    card = client_card(code, index_of(tables, **given), tables, TODAY)
    assert check_table(card, CLIENT_CARD) == ()
    return dict(zip(card["key"], card["value"], strict=True))


def one(code: str = "К1", name: str | None = "Ромашка", **known: Any) -> dict[str, Any]:
    """Return a row of «Клиенты»."""
    return {"client_code": code, "client_name": name, "turnover_12m_rub": 0.0, **known}
