"""What the ledger holds, in exact totals: before and after a replacement, and against the export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import ibis

from clientbase_xl.ledger import engine
from clientbase_xl.ledger.lines import ValidPart, open_all_lines


@dataclass(frozen=True, slots=True)
class LedgerSummary:
    """Totals of lines: roubles net of returns, exact; clients with a code; first and last day (None: no lines)."""

    count_lines: int
    amount_rub: Decimal
    count_clients: int
    first_on: date | None
    last_on: date | None


def summarise(lines: Any) -> LedgerSummary:
    """Return the totals of all lines given, also those without a client."""
    totals = lines.aggregate(
        count_lines=lines.count(),
        amount_rub=lines.amount_rub.sum(),
        count_clients=lines.client_code.nunique(),
        first_on=lines.sold_on.min(),
        last_on=lines.sold_on.max(),
    )
    row = engine.fetch(totals).to_pylist()[0]
    row["amount_rub"] = row["amount_rub"] or Decimal("0.00")
    return LedgerSummary(**row)


def summarise_period(parts: Sequence[ValidPart], first: date, last: date) -> LedgerSummary:
    """Return the totals of the valid lines sold from `first` to `last`, both inclusive, whatever today is."""
    lines = open_all_lines(parts)
    return summarise(lines.filter(lines.sold_on.between(ibis.date(first), ibis.date(last))))


def days_sold(parts: Sequence[ValidPart]) -> list[date]:
    """Return the days with at least one valid line, ascending, whatever today is."""
    days = open_all_lines(parts).select("sold_on").distinct()
    return sorted(row["sold_on"] for row in engine.fetch(days).to_pylist())
