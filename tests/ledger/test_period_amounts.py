"""Roubles of a client in its own periods: borders, returns, periods without lines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from clientbase_xl.ledger.period_amounts import KEYS, PERIOD_KEYS, period_amounts
from tests.support.sales import ledger, sale

TODAY = date(2026, 6, 1)


def periods(*rows: tuple[str, date, date]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(PERIOD_KEYS), dtype=object)


def test_the_first_day_counts_and_the_last_does_not_and_returns_are_taken_off(tmp_path: Path) -> None:
    lines = [
        sale("2026-01-31", "К1", "1000.00"),
        sale("2026-02-01", "К1", "10.10"),
        sale("2026-02-28", "К1", "5.05"),
        sale("2026-02-28", "К1", "-0.15", -1),
        sale("2026-03-01", "К1", "2000.00"),
        sale("2026-02-10", "К2", "7.00"),
        sale("2026-02-10", None, "9.00"),
    ]
    february = (date(2026, 2, 1), date(2026, 3, 1))
    asked = periods(("К1", *february), ("К1", *february), ("К2", *february), ("К3", *february))
    table = period_amounts(ledger(tmp_path, lines, TODAY), asked)
    assert tuple(table.columns) == KEYS
    assert table[["client_code", "amount_rub"]].to_numpy().tolist() == [["К1", 15.0], ["К2", 7.0], ["К3", 0.0]]


def test_periods_of_one_client_may_overlap(tmp_path: Path) -> None:
    lines = [sale("2026-02-10", "К1", "1.01"), sale("2026-03-10", "К1", "2.02")]
    asked = periods(("К1", date(2026, 2, 1), date(2026, 4, 1)), ("К1", date(2026, 3, 1), date(2026, 4, 1)))
    table = period_amounts(ledger(tmp_path, lines, TODAY), asked)
    assert table["amount_rub"].tolist() == [3.03, 2.02]


def test_no_periods_ask_nothing(tmp_path: Path) -> None:
    table = period_amounts(ledger(tmp_path, [sale("2026-02-10")], TODAY), periods())
    assert tuple(table.columns) == KEYS
    assert table.empty
