"""How much of a debt is overdue, by the days of its documents and the days of deferral.

METHOD section 1: ПДЗ and отсрочка of the card (the arithmetic ours).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal


def overdue_debt(documents: Iterable[tuple[date | None, Decimal, int]], on: date) -> Decimal:
    """Return the overdue roubles of a client on a day.

    METHOD section 1 (ours). In: per document its day, what is open on it (above 0 owed to us, below 0 paid or returned
    beyond it) and the days of deferral. What was paid beyond documents pays the oldest ones first. Boundary: a document
    is overdue the day after its last day of deferral. Raises ValueError for a debt without a day.
    """
    open_documents = list(documents)
    credit = -sum((open_rub for _, open_rub, _ in open_documents if open_rub < 0), Decimal(0))
    overdue = Decimal(0)
    for day, open_rub, delay_days in sorted(
        ((day, open_rub, delay) for day, open_rub, delay in open_documents if open_rub > 0), key=_day_of
    ):
        paid = min(credit, open_rub)
        credit -= paid
        if _due(day, delay_days) < on:
            overdue += open_rub - paid
    return overdue


def _day_of(document: tuple[date | None, Decimal, int]) -> date:
    if document[0] is None:
        raise ValueError("a debt without a day")
    return document[0]


def _due(day: date | None, delay_days: int) -> date:
    return (day or date.min) + timedelta(days=delay_days)
