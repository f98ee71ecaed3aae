"""Months of clients, worked out by hand. Today is Saturday 21.11.2026: October is the last full month."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_months import KEYS, client_months, ledger_first_on
from clientbase_xl.settings import Settings
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)
LINES = [
    sale("2024-10-31", "К1", amount=5),
    sale("2024-11-01", "К1", amount="10.10"),
    sale("2024-11-30", "К1", amount="20.05", document="2"),
    sale("2024-11-30", "К1", amount="1.00", document="3"),
    sale("2026-10-31", "К1", amount=-7, quantity=-1),
    sale("2026-11-01", "К1", amount=1000),
    sale("2026-10-01", "К2", amount=100, cost_rub=60),
    sale("2026-10-02", None, amount=999),
]


def months(folder: Path, lines: list[dict[str, Any]] = LINES, today: date = TODAY, count: int = 24) -> pd.DataFrame:
    table = client_months(ledger(folder, lines, today), today, count, Settings())
    assert tuple(table.columns) == KEYS
    return table


def test_the_last_24_full_months_count_and_the_current_one_does_not(tmp_path: Path) -> None:
    table = months(tmp_path)
    rows = list(zip(table["client_code"], table["month_start_on"], table["turnover_rub"], strict=True))
    assert rows == [
        ("К1", pd.Timestamp("2024-11-01"), 31.15),
        ("К1", pd.Timestamp("2026-10-01"), -7.0),
        ("К2", pd.Timestamp("2026-10-01"), 100.0),
    ]


def test_purchases_are_days_and_returns_are_none(tmp_path: Path) -> None:
    assert months(tmp_path)["count_purchases"].tolist() == [2, 0, 1]


def test_profit_is_unknown_without_costs(tmp_path: Path) -> None:
    assert months(tmp_path)["gross_profit_rub"].tolist() == pytest.approx([float("nan")] * 2 + [40.0], nan_ok=True)


def test_on_the_first_of_a_month_the_month_before_is_full(tmp_path: Path) -> None:
    table = months(tmp_path, today=date(2026, 12, 1), count=1)
    assert table[["client_code", "turnover_rub"]].values.tolist() == [["К1", 1000.0]]


def test_on_the_first_of_january_december_is_full(tmp_path: Path) -> None:
    lines = [sale("2026-11-30", amount=1), sale("2026-12-31", amount=2)]
    table = months(tmp_path, lines, date(2027, 1, 1), 1)
    assert table["turnover_rub"].tolist() == [2.0]


def test_leap_february_is_whole(tmp_path: Path) -> None:
    table = months(tmp_path, [sale("2024-02-29", amount=3), sale("2024-03-01", amount=4)], date(2024, 3, 1), 1)
    assert table["turnover_rub"].tolist() == [3.0]


def test_an_empty_ledger_gives_an_empty_table_of_the_same_types(tmp_path: Path) -> None:
    table = months(tmp_path, [])
    assert table.empty
    assert str(table["month_start_on"].dtype).startswith("datetime64")


def test_the_ledger_begins_with_its_first_line_of_whatever_client(tmp_path: Path) -> None:
    lines = [sale("2026-10-02", None), sale("2026-10-05"), sale("2026-11-21")]
    assert ledger_first_on(ledger(tmp_path, lines, TODAY), TODAY) == date(2026, 10, 2)
    assert ledger_first_on(ledger(tmp_path / "2", [], TODAY), TODAY) is None
