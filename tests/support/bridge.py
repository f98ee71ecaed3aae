"""Clients as both ends of October 2026 saw them, for tests of the bridge of the base."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from clientbase_xl.rules.akb_moves import BridgePeriod
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.settings import Settings

START, END = date(2026, 10, 1), date(2026, 11, 1)
KEYS = ["client_code", "client_name", "manager", "status", "is_active_base", "last_purchase_on", "amount_rub"]


def snapshot(day: date, clients: dict[str, tuple[str | None, int | None]], **flags: set[str]) -> pd.DataFrame:
    """Return clients as a day saw them: code → (manager, days of silence; None: never bought)."""
    rows = [
        {"client_code": code, "manager": manager, "last_purchase_on": day - timedelta(days=silence)}
        for code, (manager, silence) in clients.items()
        if silence is not None
    ]
    facts = pd.DataFrame(rows, columns=["client_code", "manager", "last_purchase_on"])
    facts["first_purchase_on"] = pd.Timestamp("2020-01-01")
    cards = pd.DataFrame({"client_code": list(clients)}, dtype=object)
    for key in ("is_archived", "is_stopped"):
        cards[key] = [code in flags.get(key, set()) for code in clients]
    table = statuses(facts, cards, day, Settings()).merge(facts, on="client_code", how="left", suffixes=("", "_"))
    table["manager"] = table["client_code"].map({code: manager for code, (manager, _) in clients.items()})
    return table.assign(client_name=table["client_code"], amount_rub=100.0)[KEYS]


def october(before: pd.DataFrame, after: pd.DataFrame) -> BridgePeriod:
    """Return the full month."""
    return BridgePeriod("последний полный месяц", START, END, before, after)


# К1 stays; К2 is new; К3 came back after 90 days; К4 fell asleep; К5 was stopped; К6 went to Петров;
# К7 slept and left the active base; К8 never bought.
BEFORE = {"К1": ("И", 10), "К3": ("И", 90), "К4": ("И", 40), "К5": ("И", 5), "К6": ("И", 1), "К7": ("П", 350)}
AFTER = {
    "К1": ("И", 20),
    "К2": ("П", 3),
    "К3": ("И", 2),
    "К4": ("И", 71),
    "К5": ("И", 36),
    "К6": ("П", 4),
    "К7": ("П", 381),
    "К8": ("П", None),
}


def by_hand() -> BridgePeriod:
    """Return October of the eight clients."""
    return october(snapshot(START, BEFORE), snapshot(END, AFTER, is_stopped={"К5"}))
