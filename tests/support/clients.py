"""Facts and cards written by hand: a row names only what matters to the test."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules.category import CategoryResult, categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.settings import Settings, from_values

TODAY = date(2026, 11, 21)
CARD_KEYS = (
    *(column.key for column in CLIENTS.typed if column.key not in NOT_STORED),
    "category_approved",
    "is_category_preliminary",
)


def fact(code: str, *, silence: int | None = 10, today: date = TODAY, **known: Any) -> dict[str, Any]:
    """Return the facts of one client, silent so many days (None: never bought), an old client unless told."""
    last = None if silence is None else today - timedelta(days=silence)
    first = None if last is None else min(last, today - timedelta(days=700))
    return {
        "client_code": code,
        "last_purchase_on": last,
        "first_purchase_on": first,
        "silence_days": silence,
        "turnover_12m_rub": 0.0,
        "amount_9m_rub": 0.0,
        **known,
    }


def facts_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return a table of facts; what a row does not name is unknown."""
    table = pd.DataFrame(list(rows), columns=list(FACTS.keys))
    assert {key for row in rows for key in row} <= set(FACTS.keys)
    return table


def cards_of(*rows: dict[str, Any], extra: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return a table of cards; what a row does not name is not filled in."""
    keys = [*CARD_KEYS, *extra]
    assert {key for row in rows for key in row} <= set(keys)
    return pd.DataFrame(list(rows), columns=keys)


def profits_of(*profits: float | None, **known: Any) -> pd.DataFrame:
    """Return facts of active clients К01, К02 … with these gross profits and a turnover of 1 000 each."""
    rows = [
        fact(f"К{number:02d}", **({"gross_profit_12m_rub": profit, "turnover_12m_rub": 1_000.0} | known))
        for number, profit in enumerate(profits, start=1)
    ]
    return facts_of(*rows)


def settings_of(**values: Any) -> Settings:
    """Return settings from `group__name` words."""
    return from_values({address.replace("__", "."): value for address, value in values.items()})


def computed(
    facts: pd.DataFrame, cards: pd.DataFrame | None = None, settings: Settings | None = None, today: date = TODAY
) -> CategoryResult:
    """Return the categories of facts and cards on a date."""
    chosen = settings or Settings()
    given = cards_of() if cards is None else cards
    return categories(facts, given, statuses(facts, given, today, chosen), chosen)


def by_code(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with client codes for its index."""
    return table.set_index("client_code", drop=False)


def plain(text: str) -> str:
    """Return a sentence with ordinary spaces, as one types it in a test."""
    return text.replace("\u00a0", " ")
