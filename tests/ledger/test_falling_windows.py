"""The months by which a cut is measured, by hand: borders of the windows, month ends, returns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clientbase_xl.ledger.falling_windows import KEYS, falling_windows, months_covered
from tests.support.sales import ledger, sale


@pytest.mark.parametrize("today", [date(2026, 6, 1), date(2026, 6, 30)])
def test_each_line_falls_into_its_window(tmp_path: Path, today: date) -> None:
    lines = [
        sale("2025-02-28", "К1", "1.00"),
        sale("2025-03-01", "К1", "2.00"),
        sale("2025-05-31", "К1", "3.00"),
        sale("2025-06-01", "К1", "4.00"),
        sale("2025-08-31", "К1", "5.00"),
        sale("2025-09-01", "К1", "6.00"),
        sale("2026-02-28", "К1", "7.00"),
        sale("2026-03-01", "К1", "8.00"),
        sale("2026-05-31", "К1", "9.05"),
        sale("2026-05-31", "К1", "-1.00", -1),
        sale("2026-06-01", "К1", "1000.00"),
        sale("2025-07-01", "К2", "5.00"),
        sale("2024-07-01", "К3", "5.00"),
        sale("2026-05-01", None, "5.00"),
    ]
    table = falling_windows(ledger(tmp_path, lines, today), today)
    assert tuple(table.columns) == KEYS
    assert table.to_numpy().tolist() == [["К1", 16.05, 5.0, 13.0], ["К2", 0.0, 0.0, 0.0]]


@pytest.mark.parametrize(
    ("first", "today", "count"),
    [
        (date(2026, 5, 1), date(2026, 6, 1), 1),
        (date(2026, 5, 2), date(2026, 6, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 31), 0),
        (date(2025, 3, 1), date(2026, 6, 15), 15),
        (date(2025, 3, 2), date(2026, 6, 15), 14),
        (date(2026, 6, 1), date(2026, 6, 15), 0),
        (None, date(2026, 6, 15), 0),
    ],
)
def test_months_are_covered_whole_or_not_at_all(first: date | None, today: date, count: int) -> None:
    assert months_covered(first, today) == count
