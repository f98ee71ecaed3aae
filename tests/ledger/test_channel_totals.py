"""Totals per channel by hand: turnover adds up to the ledger's, profit and trend follow the rules of the facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.channel_totals import KEYS, channel_totals
from clientbase_xl.ledger.summary import summarise
from clientbase_xl.settings import Settings
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)
"""Last full months: August, September, October 2026; a year ago the same of 2025."""
CHANNELS = {"К1": "Опт", "К2": "Опт", "К3": "Розница"}


def totals(folder: Path, lines: list[dict[str, Any]], today: date = TODAY) -> pd.DataFrame:
    table = channel_totals(ledger(folder, lines, today), CHANNELS, today, Settings())
    assert tuple(table.columns) == KEYS
    return table.set_index("channel")


def test_a_channel_sums_its_clients_and_the_rest_stands_without_one(tmp_path: Path) -> None:
    lines = [
        sale("2026-01-10", "К1", "100.10"),
        sale("2026-02-10", "К2", "200.20", channel="Розница"),
        sale("2026-02-11", "К2", "-50.05", -1),
        sale("2026-03-10", "К3", "0.30"),
        sale("2026-03-10", "К9", "7.07", channel="Опт"),
        sale("2026-03-11", None, "1.01"),
        sale("2026-11-21", "К1", 5_000),
    ]
    table = totals(tmp_path, lines)
    assert table.index.tolist() == ["", "Опт", "Розница"]
    assert table["turnover_12m_rub"].tolist() == [8.08, 250.25, 0.30]
    exact = summarise(ledger(tmp_path, lines, TODAY)).amount_rub
    assert sum(Decimal(str(value)) for value in table["turnover_12m_rub"]) == exact


def test_the_trend_compares_the_last_full_months_with_those_a_year_ago(tmp_path: Path) -> None:
    lines = [
        sale("2025-08-01", "К1", 100),
        sale("2025-10-31", "К2", 300),
        sale("2025-11-01", "К1", 9_000),
        sale("2026-08-01", "К1", 150),
        sale("2026-10-31", "К2", 350),
        sale("2026-11-01", "К1", 9_000),
        sale("2026-10-31", "К3", 10),
    ]
    table = totals(tmp_path, lines)
    assert table.loc["Опт", "trend"] == pytest.approx(0.25)
    assert table.loc["Опт", "trend_basis"] == "год назад"
    assert pd.isna(table.loc["Розница", "trend"])
    assert table.loc["Розница", "trend_basis"] == "нет данных"


def test_a_short_ledger_compares_with_the_months_before(tmp_path: Path) -> None:
    lines = [sale("2026-05-10", "К1", 200), sale("2026-09-10", "К1", 100), sale("2026-05-01", "К3", 1)]
    table = totals(tmp_path, lines)
    assert table.loc["Опт", "trend"] == -0.5
    assert table.loc["Опт", "trend_basis"] == "предыдущие месяцы"


@pytest.mark.parametrize(("uncosted", "is_known"), [("5.00", True), ("5.50", False)])
def test_profit_needs_the_cost_of_95_percent_of_the_channel(tmp_path: Path, uncosted: str, is_known: bool) -> None:
    lines = [sale("2026-03-01", "К1", 95, cost_rub=60), sale("2026-03-01", "К2", uncosted), sale("2026-03-01", "К3", 1)]
    table = totals(tmp_path, lines)
    assert table["gross_profit_12m_rub"].notna().to_dict() == {"Опт": is_known, "Розница": False}
    assert not is_known or table.loc["Опт", "gross_profit_12m_rub"] == 35


def test_a_channel_that_sold_nothing_in_12_months_has_no_turnover_and_no_profit(tmp_path: Path) -> None:
    table = totals(tmp_path, [sale("2025-03-01", "К1", 95), sale("2026-03-01", "К3", 95, cost_rub=90)])
    assert table.loc["Опт", ["turnover_12m_rub", "gross_profit_12m_rub"]].tolist() == [0, 0]


def test_an_empty_ledger_has_no_channels(tmp_path: Path) -> None:
    assert totals(tmp_path, [sale("2026-11-21", "К1", 5_000)]).empty


def test_without_a_channel_in_any_card_everything_stands_in_one_row(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-01-10", "К1", "1.10"), sale("2026-02-10", None, "2.20")], TODAY)
    table = channel_totals(lines, {}, TODAY, Settings())
    assert table["channel"].tolist() == [""]
    assert table["turnover_12m_rub"].tolist() == [3.30]
