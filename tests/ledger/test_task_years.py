"""Two years of the client manager's tasks by hand: repeat roubles, purchases, width, the borders of both years."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from clientbase_xl.ledger.task_years import TASK_YEAR_KEYS, task_years
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)


def test_each_year_has_its_own_roubles_purchases_and_items(tmp_path: Path) -> None:
    lines = [
        sale("2024-11-20", "К1", "9000.00", sku_code="Т9"),  # before both years, but the first purchase
        sale("2024-11-21", "К1", "100.10"),
        sale("2025-11-20", "К1", "200.20", sku_code="Т2"),
        sale("2025-11-21", "К1", "1.01"),
        sale("2026-11-20", "К1", "2.02", sku_code="Т2"),
        sale("2026-11-20", "К1", "3.00", sku_code="Т3"),
        sale("2026-11-21", "К1", "5000.00", sku_code="Т4"),  # today
        # The first purchase of К2 is no repeat, what it bought and returned the same day neither.
        sale("2026-03-01", "К2", "70.00"),
        sale("2026-03-01", "К2", "-10.00", -1, sku_code="Т2"),
        sale("2026-04-01", "К2", "30.00", 2, sku_code="Т2"),
        sale("2026-05-01", "К2", "-15.00", -1, sku_code="Т2"),
        sale("2026-01-10", None, "1.00"),
    ]
    table = task_years(ledger(tmp_path, lines, TODAY), TODAY)
    assert tuple(table.columns) == TASK_YEAR_KEYS
    assert table.to_dict("records") == [
        dict(zip(TASK_YEAR_KEYS, ("К1", 6.03, 300.30, 6.03, 300.30, 2, 2, 3, 2), strict=True)),
        # К2: Т1 one, Т2 −1 + 2 − 1 = 0, so one item; 70 − 10 on the first day, 30 − 15 after it.
        dict(zip(TASK_YEAR_KEYS, ("К2", 75.0, 0.0, 15.0, 0.0, 2, 0, 1, 0), strict=True)),
    ]


def test_who_only_returned_has_no_purchase_and_no_repeat(tmp_path: Path) -> None:
    table = task_years(ledger(tmp_path, [sale("2026-03-01", "К1", "-5.00", -1)], TODAY), TODAY)
    shown = table[["turnover_now_rub", "repeat_now_rub", "purchases_now", "skus_now"]]
    assert shown.to_numpy().tolist() == [[-5, 0, 0, 0]]


def test_a_ledger_without_lines_of_clients_gives_an_empty_table(tmp_path: Path) -> None:
    table = task_years(ledger(tmp_path, [sale("2026-03-01", None, "5.00")], TODAY), TODAY)
    assert table.empty
    assert tuple(table.columns) == TASK_YEAR_KEYS
