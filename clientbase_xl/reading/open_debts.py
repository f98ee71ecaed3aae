"""What a report of settlements tells of a client's debt beside the fields of the card (EXPORTS, layout F)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class OpenDocument(NamedTuple):
    """What is open on a document at the end of the period: above 0 owed to us, below 0 paid beyond what is due.

    `delay_days` is what the report says of the contract, None where it says nothing.
    """

    day: date | None
    open_rub: Decimal
    delay_days: int | None = None


@dataclass(frozen=True)
class OpenDebt:
    """The debt of one client: above 0 owed to us, below 0 an advance of his.

    `documents` is None where the report does not tell of which documents the debt consists.
    """

    client_name: str
    row_number: int
    debt_rub: Decimal
    documents: tuple[OpenDocument, ...] | None = None


@dataclass(frozen=True)
class OpenDebts:
    """The debts of all clients of a report by the name it gives them; `as_of` is the last day of its period."""

    as_of: date | None
    by_client: Mapping[str, OpenDebt]
