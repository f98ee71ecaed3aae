"""Two years of a client by hand: the borders of both, returns, who was a client before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clientbase_xl.ledger.year_turnovers import KEYS, year_turnovers
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)


def test_both_years_end_before_their_border_and_a_return_makes_no_client(tmp_path: Path) -> None:
    lines = [
        sale("2024-11-20", "К1", "9000.00"),
        sale("2024-11-21", "К1", "100.10"),
        sale("2025-11-20", "К1", "200.20"),
        sale("2025-11-21", "К1", "1.01"),
        sale("2026-11-20", "К1", "2.02"),
        sale("2026-11-21", "К1", "5000.00"),
        sale("2025-01-10", "К2", "-50.00", -1),
        sale("2026-01-10", "К2", "70.00"),
        sale("2026-01-10", None, "1.00"),
        sale("2024-01-10", "К3", "1.00"),
    ]
    table = year_turnovers(ledger(tmp_path, lines, TODAY), TODAY)
    assert tuple(table.columns) == KEYS
    assert table.to_numpy().tolist() == [["К1", 3.03, 300.30, True], ["К2", 70.0, -50.0, False]]
