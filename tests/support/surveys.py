"""Surveys, cards and profiles for tests in a few words; TODAY is 01.06.2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pandas as pd

from clientbase_xl.rules.purchase_change import with_ledger
from clientbase_xl.rules.surveys import settled_surveys
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.monitoring import MONITORING
from clientbase_xl.schemas.profiles import PROFILES
from clientbase_xl.schemas.survey_words import BLOCKS
from clientbase_xl.schemas.tasks import TASKS
from clientbase_xl.schemas.typed_cells import stored_columns

TODAY = date(2026, 6, 1)


def said(number: int, dynamics: str | None = None, *, back: int = 5, client: str | None = "К1", **cells: Any) -> Any:
    """Return one survey so many days before TODAY."""
    block = BLOCKS[number - 1] if number else cells.pop("block", None)
    day = TODAY - timedelta(days=back)
    return {"surveyed_on": day, "client_code": client, "block": block, "dynamics": dynamics} | cells


def stored(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return surveys as the base keeps them, numbered 0-1, 0-2 … where no number is given."""
    keys = ["row_id", *(column.key for column in stored_columns(MONITORING))]
    return pd.DataFrame([{"row_id": f"0-{at}"} | row for at, row in enumerate(rows, 1)], columns=keys, dtype=object)


def profiles(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return surveys of the profile as the base keeps them."""
    keys = ["row_id", *(column.key for column in stored_columns(PROFILES))]
    return pd.DataFrame([{"row_id": f"9-{at}"} | row for at, row in enumerate(rows, 1)], columns=keys, dtype=object)


def plan(word: str, *, back: int = 10, client: str = "К1", change: float | None = None) -> dict[str, Any]:
    """Return a survey of the profile with its answer about the plan of purchases."""
    day = TODAY - timedelta(days=back)
    return {"client_code": client, "surveyed_on": day, "purchase_plan": word, "plan_change": change}


def settled(
    *rows: dict[str, Any], of_profiles: pd.DataFrame | None = None, change: float = float("nan")
) -> pd.DataFrame:
    """Return the surveys as the rules take them; purchases changed by `change` where the ledger is asked."""
    surveys = settled_surveys(stored(*rows), profiles() if of_profiles is None else of_profiles, TODAY, 90)
    return with_ledger(surveys, pd.Series(change, index=surveys.index), 0.2)


def cards(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return cards; without any: К1 and К2 of Ветров."""
    given = rows or ({"client_code": "К1"}, {"client_code": "К2"})
    keys = ["client_code", *(column.key for column in CLIENTS.typed if column.key != "client_code")]
    filled = [{"client_name": f"ООО «{one['client_code']}»", "manager": "Ветров"} | one for one in given]
    return pd.DataFrame(filled, columns=keys, dtype=object)


def tasks(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return tasks as the base keeps them."""
    return pd.DataFrame(list(rows), columns=["row_id", *(column.key for column in TASKS.typed)], dtype=object)
