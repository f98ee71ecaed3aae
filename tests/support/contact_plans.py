"""Invented clients for the matrix of actions: categories, managers, frequencies; nothing else."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.activity_matrix import typed_matrix
from clientbase_xl.rules.contact_plan import contact_plan
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import CLIENTS

MATRIX = typed_matrix(pd.DataFrame(columns=list(ACTIVITY_MATRIX.keys)))
"""The matrix of the method: nobody typed anything."""


def client(code: str, letter: str | None, manager: str | None = "Белова", **cells: Any) -> dict[str, Any]:
    """Return one row of CLIENTS; cells that are not named are empty."""
    row: dict[str, Any] = dict.fromkeys(CLIENTS.keys)
    row |= {"client_code": code, "client_name": f"Клиент {code}", "manager": manager, "category_approved": letter}
    return row | {"turnover_12m_rub": 0.0, "is_stopped": False} | cells


def clients_of(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return CLIENTS with these rows."""
    return pd.DataFrame(list(rows), columns=list(CLIENTS.keys), dtype=object)


def statuses_of(clients: pd.DataFrame, inactive: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return STATUS in which everybody but `inactive` is of the active base."""
    codes = clients["client_code"].tolist()
    return pd.DataFrame(
        {"client_code": codes, "is_active_base": [code not in inactive for code in codes]}, dtype=object
    )


def plan_of(*rows: dict[str, Any], matrix: pd.DataFrame = MATRIX) -> pd.DataFrame:
    """Return CONTACT_PLAN of clients of the active base."""
    clients = clients_of(*rows)
    return contact_plan(clients, statuses_of(clients), matrix)
