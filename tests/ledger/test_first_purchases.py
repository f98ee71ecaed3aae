"""First and second purchases and the months after the first, worked out by hand (METHOD section 9)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.ledger.first_purchases import FIRST_PURCHASE_KEYS, first_line_on, first_purchases
from tests.support.sales import ledger, sale

TODAY = "2026-11-20"


def test_several_documents_of_a_day_are_one_purchase_and_the_next_day_is_the_second(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-01-31", "А", document="1"),
            sale("2026-01-31", "А", document="2"),
            sale("2026-02-01", "А"),
            sale("2026-05-05", "А"),
            sale("2026-05-06", "А"),
            sale("2026-03-01", "Б"),
            sale("2026-04-01", "Б", quantity=-1, amount=-1),
            sale("2026-01-01", "В", quantity=-1, amount=-1),
        ],
        TODAY,
    )
    found = first_purchases(lines)
    assert tuple(found.columns) == FIRST_PURCHASE_KEYS
    assert list(found["client_code"]) == ["А", "Б"]
    assert list(found["first_on"]) == [pd.Timestamp("2026-01-31"), pd.Timestamp("2026-03-01")]
    assert found.loc[0, "second_on"] == pd.Timestamp("2026-02-01")
    assert pd.isna(found.loc[1, "second_on"])
    assert list(found["months_mask"]) == [0b10011, 0b1]  # January, February, May; March only


def test_months_count_over_the_turn_of_the_year_up_to_the_twelfth(tmp_path: Path) -> None:
    days = ("2024-12-15", "2025-01-01", "2025-12-31", "2026-01-01")
    found = first_purchases(ledger(tmp_path, [sale(day) for day in days], TODAY))
    assert list(found["months_mask"]) == [1 + 2 + (1 << 12)]  # the thirteenth month is not told apart


def test_an_empty_ledger_has_no_first_purchases(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-11-20")], TODAY)
    assert first_purchases(lines).empty
    assert first_line_on(lines) is None


def test_the_first_day_of_the_ledger_counts_lines_without_a_client(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-02-01"), sale("2026-01-05", client=None)], TODAY)
    assert first_line_on(lines) == date(2026, 1, 5)
