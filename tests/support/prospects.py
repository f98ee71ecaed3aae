"""Prospects for tests in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.level_cuts import LevelCuts
from clientbase_xl.schemas.contacts import CONTACTS
from clientbase_xl.schemas.prospects import PROSPECTS
from clientbase_xl.schemas.typed_cells import stored_columns

TODAY = date(2026, 11, 20)  # a Friday
CUTS = LevelCuts.of((None, None, None), (1_000_000.0, 400_000.0), is_profit_known=True)
NO_CUTS = LevelCuts.of((None, None, None), (None, None), is_profit_known=True)
WHOLE: Mapping[str, Any] = {
    "prospect_name": "Ромашка",
    "inn": "9612860979",
    "manager": "Ветров",
    "contact_name": "Ива И. И.",
    "phone": "1",
    "potential_rub": 2_000_000,
    "meeting_plan": "вт",
    "refusal_history": "отказов не было",
    "is_in_news": True,
    "is_in_offers": True,
    "next_step": "Позвонить",
    "next_step_on": date(2026, 12, 1),
    "responsible": "Ветров",
    "entered_on": date(2026, 3, 1),
}
"""A prospect of A with everything but a contact."""


def prospects(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Return stored PROSPECTS numbered п-1, п-2 …"""
    keys = ["row_id", *(column.key for column in stored_columns(PROSPECTS))]
    return pd.DataFrame([{"row_id": f"п-{n}"} | dict(row) for n, row in enumerate(rows, 1)], columns=keys, dtype=object)


def contacts(*rows: tuple[str, date | None, str] | tuple[str, date | None, str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return stored CONTACTS of (code, day, kind, other cells)."""
    keys = ["row_id", *(column.key for column in stored_columns(CONTACTS))]
    whole = [
        {"row_id": f"к-{n}", "client_code": row[0], "contacted_on": row[1], "contact_kind": row[2], "manager": "Ветров"}
        | dict(row[3] if len(row) > 3 else {})
        for n, row in enumerate(rows, 1)
    ]
    return pd.DataFrame(whole, columns=keys, dtype=object)


def facts(**firsts: date | None) -> pd.DataFrame:
    """Return FACTS of client code → first purchase; each has a turnover of 500."""
    return pd.DataFrame(
        {
            "client_code": pd.Series(list(firsts), dtype=object),
            "first_purchase_on": pd.to_datetime(pd.Series(list(firsts.values()), dtype=object)),
            "turnover_12m_rub": [500.0] * len(firsts),
        }
    )


def cards(*rows: Mapping[str, Any]) -> pd.DataFrame:
    """Return cards."""
    return pd.DataFrame(list(rows), columns=["client_code", "client_name", "manager", "inn", "kpp"], dtype=object)


def answers(*rows: tuple[Any, Any, Any]) -> pd.DataFrame:
    """Return stored NPS_ANSWERS of (client, day, score) numbered о-1 …"""
    keys = ["row_id", "client_code", "asked_on", "score"]
    return pd.DataFrame([(f"о-{n}", *row) for n, row in enumerate(rows, 1)], columns=keys, dtype=object)
