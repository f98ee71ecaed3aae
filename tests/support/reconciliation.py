"""Rows of «Клиенты» and of acts of reconciliation in a few words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.activity_matrix import typed_matrix
from clientbase_xl.schemas.activity_matrix import ACTIVITY_MATRIX
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.contact_persons import CONTACT_PERSONS
from clientbase_xl.schemas.reconciliation import RECONCILIATION, RECONCILIATION_FIGURES
from clientbase_xl.schemas.typed_cells import stored_columns

MATRIX = typed_matrix(pd.DataFrame(columns=["category", *(one.key for one in stored_columns(ACTIVITY_MATRIX))]))
WHOLE: dict[str, Any] = {
    "client_code": "К1",
    "client_name": "ООО «Ладья»",
    "inn": "7707083893",
    "kpp": "773601001",
    "channel": "Опт",
    "manager": "Ветров",
    "backup_manager": "Градова",
    "contact_name": "Анна",
    "contact_role": "ЛПР",
    "phone": "8 900",
    "delivery_address": "Тверь",
    "category_approved": "B",
    "category": "B",
    "potential_in_force_rub": 500_000.0,
    "contract_no": "12",
    "contract_until": pd.Timestamp("2027-01-01"),
    "payment_delay_days": 0,
    "credit_limit_rub": 0.0,
    "status": "действующий",
    "reason": "Прибыльность 400 ₽ — Высокая",
    "last_purchase_on": pd.Timestamp("2025-12-20"),
}
"""A client of B with every mandatory parameter; 17 of them."""


def client(**cells: Any) -> dict[str, Any]:
    """Return a row of CLIENTS: whole but for what is given."""
    return dict.fromkeys(CLIENTS.keys) | WHOLE | cells


def clients(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return CLIENTS of rows that differ from a whole one."""
    return pd.DataFrame([client(**row) for row in rows], columns=list(CLIENTS.keys), dtype=object)


def persons(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return stored CONTACT_PERSONS."""
    return pd.DataFrame(list(rows), columns=["row_id", *(one.key for one in stored_columns(CONTACT_PERSONS))])


def figures(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return RECONCILIATION_FIGURES: B approved and computed, complete, «оставить», but for what is given."""
    usual = {"completeness": 1.0, "category_before": "B", "category": "B", "proposal": "оставить"}
    flags = {"is_preliminary": False, "is_actual": True, "status": "действующий"}
    return pd.DataFrame([usual | flags | row for row in rows], columns=list(RECONCILIATION_FIGURES.keys), dtype=object)


def decisions(**words: str) -> pd.DataFrame:
    """Return stored RECONCILIATION of client code → decision."""
    keys = [*RECONCILIATION.key_columns, *(one.key for one in stored_columns(RECONCILIATION))]
    return pd.DataFrame([{"client_code": code, "decision": word} for code, word in words.items()], columns=keys)
