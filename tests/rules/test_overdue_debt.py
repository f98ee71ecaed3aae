"""A debt is overdue the day after the last day of deferral; payments without a document pay the oldest ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from clientbase_xl.rules.overdue_debt import overdue_debt

ON = date(2026, 3, 31)


def debt(*documents: tuple[str | None, str, int]) -> str:
    return str(
        overdue_debt(
            ((date.fromisoformat(day) if day else None, Decimal(rub), days) for day, rub, days in documents), ON
        )
    )


@pytest.mark.parametrize(("delay_days", "overdue"), [(29, "100.50"), (30, "0"), (31, "0"), (0, "100.50")])
def test_the_last_day_of_deferral_is_not_overdue_yet(delay_days: int, overdue: str) -> None:
    assert debt(("2026-03-01", "100.50", delay_days)) == overdue


def test_only_documents_past_their_day_are_overdue() -> None:
    assert debt(("2026-01-10", "3000.25", 30), ("2026-02-03", "1200", 30), ("2026-03-25", "700", 30)) == "4200.25"


def test_each_document_has_the_deferral_of_its_contract() -> None:
    assert debt(("2026-01-10", "10", 90), ("2026-03-25", "20", 0)) == "20"


def test_what_was_paid_beyond_documents_pays_the_oldest_first() -> None:
    assert debt(("2026-01-10", "100", 30), ("2026-03-20", "50", 30), (None, "-100", 0)) == "0"
    assert debt(("2026-03-20", "50", 30), ("2026-01-10", "100", 30), (None, "-30", 0)) == "70"


def test_who_paid_more_than_he_owes_has_nothing_overdue() -> None:
    assert debt(("2026-01-10", "100", 0), (None, "-500", 0)) == "0"
    assert debt() == "0"


def test_a_debt_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="without a day"):
        debt((None, "5", 0))
