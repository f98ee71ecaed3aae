"""A workbook with cards: awkward names and codes, records, months, actions, one client without anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules.card_index import card_index, month_starts
from clientbase_xl.rules.client_actions import client_actions
from clientbase_xl.rules.client_card import chosen_client, client_card
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.writing.content import WorkbookContent
from tests.support.workbook_sample import TODAY, sample_content

LONG_NAME = "Общество с ограниченной ответственностью «Объединённая снабженческая компания по Поволжью»"
AWKWARD: tuple[dict[str, Any], ...] = (
    {"client_code": "=1+1", "client_name": "=Ромашка+Лютик"},
    {"client_code": "'00*7?~", "client_name": "\"Кавычка\" и 'апостроф'"},
    {"client_code": "17850", "client_name": LONG_NAME, "comment": "длинно " * 60, "reason": "число и слово; " * 40},
    {"client_code": "Пусто-1", "client_name": "Никогда не покупал"},
    {"client_code": "А-1", "client_name": "Ромашка"},
)
"""Clients at their bounds; the one of 90 characters also has texts longer than their places."""
MOST_CLIENTS = 20


def card_content(count_clients: int = 30) -> WorkbookContent:
    """Return a content whose card follows the choice; months are kept for the 20 largest clients only."""
    whole = sample_content(count_clients)
    awkward = pd.DataFrame([{"turnover_12m_rub": 0.0, **one} for one in AWKWARD], columns=list(CLIENTS.keys))
    clients = pd.concat([whole.tables["clients"].astype(object), awkward.astype(object)], ignore_index=True)
    clients.loc[clients["client_code"] == "17850", "turnover_12m_rub"] = 9e8
    records = card_records(clients["client_code"].tolist())
    tables = {**whole.tables, "clients": clients, **records}
    actions = client_actions(clients, tables["reactivation"], tables["contacts"], TODAY)
    index = card_index(
        tables,
        actions,
        card_months(clients["client_code"].tolist()),
        TODAY,
        ledger_first_on=date(2025, 2, 10),
        most_clients=MOST_CLIENTS,
    )
    code = chosen_client(clients, actions)
    assert code is not None
    card = client_card(code, index, tables, TODAY)
    tables |= {"client_actions": actions, "client_card_index": index, "client_card": card}
    return replace(whole, tables=tables)


def card_records(codes: list[str]) -> Mapping[str, pd.DataFrame]:
    """Return contacts, tasks and people: none for the last client, more than a card shows for the 90 characters."""
    contacts, tasks, people = [], [], []
    for place, code in enumerate(codes[:-1]):
        if code == "Пусто-1":
            continue
        for number in range(7 if code == "17850" else place % 4):
            key = f"{place}-{number}"
            on = pd.Timestamp(TODAY - timedelta(days=3 * number + 1))
            contacts.append(
                {
                    "row_id": f"c{key}",
                    "client_code": code,
                    "contacted_on": on,
                    "contact_kind": "холодный звонок",
                    "result": "не дозвонились",
                    "description": "=очень длинное содержание " * (9 if number == 1 else 1),
                    "next_step": "-1 шаг" if number % 2 else None,
                    "next_touch_on": on + pd.Timedelta(days=1),
                }
            )
            tasks.append(
                {
                    "row_id": f"t{key}",
                    "client_code": code,
                    "task": f"Задача {key}",
                    "state": "в работе" if number % 3 else "просрочена",
                    "due_on": on,
                    "offer": "скидка" if number else None,
                }
            )
            people.append(
                {"row_id": f"p{key}", "client_code": code, "person_name": f"Человек {key}", "email": "a@b.ru"}
            )
    return {
        "contacts": pd.DataFrame(contacts, columns=list(CONTACTS.keys)),
        "tasks": pd.DataFrame(tasks, columns=list(TASKS.keys)),
        "contact_persons": pd.DataFrame(people, columns=list(CONTACT_PERSONS.keys)),
    }


def card_months(codes: list[str]) -> pd.DataFrame:
    """Return turnover by months with kopecks, a return and empty months among them."""
    rows = [
        {
            "client_code": code,
            "month_start_on": pd.Timestamp(start),
            "turnover_rub": round(1_000.07 * (place + 1) * (number % 5 - 1), 2),
        }
        for place, code in enumerate(codes)
        for number, start in enumerate(month_starts(TODAY))
        if number % 5 and number > 3 and code not in ("Пусто-1", "А-1")
    ]
    return pd.DataFrame(rows)
