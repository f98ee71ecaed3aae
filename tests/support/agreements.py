"""Documents and participations written by hand: a row names only what matters to the test."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.agreements_table import agreement_windows, agreements_table
from clientbase_xl.schemas.agreements import AGREEMENTS
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.programmes import PROGRAMMES
from clientbase_xl.schemas.typed_cells import stored_columns

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)


def _records(sheet: Sheet, rows: tuple[dict[str, Any], ...]) -> pd.DataFrame:
    keys = [*sheet.key_columns, *(column.key for column in stored_columns(sheet))]
    assert {key for row in rows for key in row} <= set(keys)
    cells = [{"row_id": f"a-{number}", "client_code": "К1"} | row for number, row in enumerate(rows, 1)]
    return pd.DataFrame(cells, columns=keys, dtype=object)


def documents(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored AGREEMENTS, numbered a-1, a-2 …, of client К1 unless told."""
    return _records(AGREEMENTS, rows)


def participations(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored PROGRAMMES, numbered a-1, a-2 …, of client К1 unless told."""
    return _records(PROGRAMMES, rows)


def people(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return clients as the rules of METHOD 13 ask for them; a row names its `client_code` and what matters."""
    keys = ["client_code", "client_name", "manager", "category", "channel", "status", "is_target",
            "first_purchase_on", "is_archived", "is_stopped", "contract_no", "contract_until"]  # fmt: skip
    assert {key for row in rows for key in row} <= set(keys)
    table = pd.DataFrame(
        [{"is_archived": False, "is_stopped": False} | row for row in rows], columns=keys, dtype=object
    )
    return table.assign(is_target=table["is_target"].astype("boolean"))


def shown_documents(*rows: dict[str, Any], cards: pd.DataFrame | None = None, sold: float = 0.0) -> pd.DataFrame:
    """Return AGREEMENTS of `TODAY`; every plan that has begun has sold the same roubles."""
    given = documents(*rows)
    windows = agreement_windows(given, TODAY).assign(turnover_rub=sold)
    clients = people({"client_code": "К1", "client_name": "Опт", "manager": "Ветров"}) if cards is None else cards
    return agreements_table(given, clients, windows, LONG_AGO, TODAY)
