"""Weeks and months of managers, worked out by hand. Today is Saturday 21.11.2026; the week began on 16.11."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.ledger.manager_totals import manager_months, manager_weeks
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.schemas.facts import MANAGER_MONTHS, MANAGER_WEEKS, MIXED_VAT
from tests.support.sales import ledger, sale, store

TODAY = date(2026, 11, 21)
LINES = [
    sale("2020-01-01", manager="Ушедшая"),
    sale("2026-11-08", amount=1, manager="Иванова"),
    sale("2026-11-09", amount=10, manager="Иванова"),
    sale("2026-11-15", amount=100, manager="Иванова"),
    sale("2026-11-16", "К1", amount=1000, manager="Иванова", cost_rub=600),
    sale("2026-11-16", "К1", amount=500, manager="Иванова", cost_rub=300, document="2"),
    sale("2026-11-20", "К2", amount=-200, quantity=-2, manager="Иванова", cost_rub=-100),
    sale("2026-11-20", "К3", amount=50, manager="Петров"),
    sale("2026-11-20", None, amount=7, manager="Петров"),
    sale("2026-11-20", "К3", amount=3),
    sale("2026-11-21", amount=9999, manager="Петров"),
]


def weeks(folder: Path, lines: list[dict[str, Any]] = LINES, today: date = TODAY, count: int = 2) -> pd.DataFrame:
    """Return the weeks of a small ledger by manager and Monday."""
    table = manager_weeks(ledger(folder, lines, today), today, count)
    assert tuple(table.columns) == MANAGER_WEEKS.keys
    return table.set_index(["manager", "week_start_on"])


def test_every_manager_has_every_week_also_without_sales(tmp_path: Path) -> None:
    table = weeks(tmp_path)
    mondays = [pd.Timestamp("2026-11-09"), pd.Timestamp("2026-11-16")]
    assert list(table.index) == [(manager, monday) for manager in ("", "Иванова", "Петров") for monday in mondays]
    assert table.loc[("Петров", "2026-11-09"), "turnover_rub"] == 0.0
    assert table.loc[("Петров", "2026-11-09"), "gross_profit_rub"] == 0.0


def test_a_week_runs_from_monday_to_sunday_and_the_current_one_to_yesterday(tmp_path: Path) -> None:
    table = weeks(tmp_path)
    assert table.loc[("Иванова", "2026-11-09"), "turnover_rub"] == 110.0
    assert table.loc[("Иванова", "2026-11-16"), "turnover_rub"] == 1300.0
    assert table.loc[("Петров", "2026-11-16"), "turnover_rub"] == 57.0
    assert table.loc[("", "2026-11-16"), "turnover_rub"] == 3.0


def test_profit_of_a_week_follows_the_rule_of_the_facts(tmp_path: Path) -> None:
    table = weeks(tmp_path)
    assert table.loc[("Иванова", "2026-11-16"), "gross_profit_rub"] == 500.0
    assert pd.isna(table.loc[("Петров", "2026-11-16"), "gross_profit_rub"])


def test_a_week_tells_what_its_profit_can_be_judged_by(tmp_path: Path) -> None:
    keys = ["amount_absolute_rub", "amount_costed_rub", "profit_costed_rub", "vat_basis"]
    table = weeks(tmp_path)[keys]
    assert tuple(table.loc[("Иванова", "2026-11-16")]) == (1700.0, 1700.0, 500.0, None)
    assert tuple(table.loc[("Петров", "2026-11-16")]) == (57.0, 0.0, 0.0, None)
    assert tuple(table.loc[("Петров", "2026-11-09")]) == (0.0, 0.0, 0.0, None)


@pytest.mark.parametrize(
    ("amount_vat", "cost_vat", "basis"),
    [("с НДС", "с НДС", "с НДС"), ("без НДС", "", "без НДС"), ("с НДС", "без НДС", MIXED_VAT)],
)
def test_a_week_names_the_vat_basis_of_its_lines(tmp_path: Path, amount_vat: str, cost_vat: str, basis: str) -> None:
    part = store(tmp_path, [sale("2026-11-16", cost_rub=1)], amount_vat=amount_vat, cost_vat=cost_vat)
    assert manager_weeks(open_lines([part], TODAY), TODAY, 1)["vat_basis"].tolist() == [basis]


def test_returns_and_lines_without_a_client_are_no_purchases(tmp_path: Path) -> None:
    table = weeks(tmp_path)
    assert tuple(table.loc[("Иванова", "2026-11-16"), ["count_clients", "count_purchases"]]) == (1, 1)
    assert tuple(table.loc[("Петров", "2026-11-16"), ["count_clients", "count_purchases"]]) == (1, 1)
    assert tuple(table.loc[("Петров", "2026-11-09"), ["count_clients", "count_purchases"]]) == (0, 0)


def test_on_monday_the_current_week_is_there_and_empty(tmp_path: Path) -> None:
    table = weeks(tmp_path, today=date(2026, 11, 16))
    assert list(table.loc["Иванова", "turnover_rub"]) == [110.0, 0.0]


def test_weeks_before_the_ledger_began_have_no_rows(tmp_path: Path) -> None:
    table = weeks(tmp_path, [sale("2026-11-11", manager="Иванова")], count=12)
    assert len(table) == 2


def test_weeks_over_the_turn_of_the_year_keep_their_mondays(tmp_path: Path) -> None:
    lines = [sale("2026-12-31", amount=1, manager="М"), sale("2027-01-03", amount=2, manager="М")]
    table = weeks(tmp_path, lines, date(2027, 1, 4))
    assert table.loc[("М", "2026-12-28"), "turnover_rub"] == 3.0


def test_months_are_24_with_the_current_one(tmp_path: Path) -> None:
    lines = [
        sale("2024-11-30", amount=1, manager="М"),
        sale("2024-12-01", amount=2, manager="М"),
        sale("2025-11-20", amount=10, manager="М"),
        sale("2025-11-21", amount=20, manager="М"),
        sale("2026-11-01", "К1", amount=100, manager="М"),
        sale("2026-11-20", "К2", amount=200, manager="М"),
        sale("2026-11-20", None, amount=400, manager="М"),
    ]
    table = manager_months(ledger(tmp_path, lines, TODAY), TODAY)
    assert tuple(table.columns) == MANAGER_MONTHS.keys
    months = table.set_index("month_start_on")
    assert (months.index[0], months.index[-1], len(months)) == (
        pd.Timestamp("2024-12-01"),
        pd.Timestamp("2026-11-01"),
        24,
    )
    assert months.loc["2024-12-01", "turnover_rub"] == 2.0
    assert tuple(months.loc["2025-11-01", ["turnover_rub", "turnover_same_days_rub"]]) == (30.0, 10.0)
    assert tuple(months.loc["2026-11-01", ["turnover_rub", "turnover_same_days_rub", "count_clients"]]) == (
        700.0,
        700.0,
        2,
    )


@pytest.mark.parametrize(("today", "same_days"), [("2026-03-01", 0.0), ("2026-03-28", 1.0), ("2026-03-31", 3.0)])
def test_same_days_of_a_shorter_month_are_all_of_it(tmp_path: Path, today: str, same_days: float) -> None:
    lines = [sale("2026-02-27", amount=1, manager="М"), sale("2026-02-28", amount=2, manager="М")]
    day = date.fromisoformat(today)
    months = manager_months(ledger(tmp_path, lines, day), day).set_index("month_start_on")
    assert months.loc["2026-02-01", "turnover_same_days_rub"] == same_days


def test_managers_add_up_to_the_ledger_to_the_kopeck(tmp_path: Path) -> None:
    lines = ledger(tmp_path, LINES[1:], TODAY)
    total = round(manager_months(lines, TODAY)["turnover_rub"].sum() * 100)
    assert total == summarise(lines).amount_rub * 100


def test_an_empty_ledger_gives_empty_tables_of_the_same_types(tmp_path: Path) -> None:
    full, empty = weeks(tmp_path / "1"), weeks(tmp_path / "2", [sale("2026-11-21")])
    assert len(empty) == 0
    assert dict(full.dtypes) == dict(empty.dtypes)
