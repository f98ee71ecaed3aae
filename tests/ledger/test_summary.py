"""Exact totals of the ledger and of a period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.ledger.summary import LedgerSummary, summarise, summarise_period
from tests.support.sales import ledger, sale, store

NOTHING = LedgerSummary(0, Decimal("0.00"), 0, None, None)


def test_totals_are_exact_and_count_lines_without_a_client(tmp_path: Path) -> None:
    lines = [sale("2026-01-01", amount="0.10") for _ in range(1000)]
    lines += [sale("2026-01-02", None, amount="0.07"), sale("2026-01-03", "К2", amount="-0.02", quantity=-1)]
    assert summarise(ledger(tmp_path, lines, "2026-02-01")) == LedgerSummary(
        1002, Decimal("100.05"), 2, date(2026, 1, 1), date(2026, 1, 3)
    )


def test_large_sums_keep_their_kopecks(tmp_path: Path) -> None:
    lines = [sale("2026-01-01", amount="9999999999999999.99"), sale("2026-01-01", amount="0.01")]
    assert summarise(ledger(tmp_path, lines, "2026-02-01")).amount_rub == Decimal("10000000000000000.00")


def test_a_period_takes_its_first_and_last_day_and_what_of_the_parts_is_valid(tmp_path: Path) -> None:
    whole = store(tmp_path, [sale(f"2026-01-{day:02}", amount=day) for day in range(1, 11)])
    part = replace(whole, is_whole=False, periods=((date(2026, 1, 1), date(2026, 1, 5)),))
    assert summarise_period([whole], date(2026, 1, 4), date(2026, 1, 6)).amount_rub == 15
    assert summarise_period([part], date(2026, 1, 4), date(2026, 1, 6)).amount_rub == 9
    assert summarise_period([part], date(2026, 1, 6), date(2026, 1, 6)) == NOTHING


def test_nothing_adds_up_to_zero_roubles() -> None:
    assert summarise(open_lines([], date(2026, 1, 1))) == NOTHING
