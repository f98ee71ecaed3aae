"""Turnover of single clients in windows of their own, worked out by hand (METHOD section 13)."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from ibis.config import Config

from clientbase_xl.ledger.window_turnovers import KEYS, WINDOW_KEYS, totals, window_turnovers
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES
from tests.support.sales import ledger, sale

TODAY = "2026-11-20"


def windows(*rows: tuple[str | None, str | None, str]) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=list(WINDOW_KEYS), dtype=object)
    return table.assign(**{key: pd.to_datetime(table[key]) for key in WINDOW_KEYS[1:]})


def found(tmp_path: Path, lines: list[dict[str, Any]], *rows: tuple[str | None, str | None, str]) -> list[Any]:
    table = window_turnovers(ledger(tmp_path, lines, TODAY), windows(*rows))
    assert list(table.columns) == list(KEYS)
    return [tuple(row) for row in table[["client_code", "turnover_rub", "count_purchases"]].to_numpy().tolist()]


def test_the_first_day_counts_and_the_last_does_not_and_returns_are_taken_off(tmp_path: Path) -> None:
    lines = [
        sale("2026-02-28", amount=1),
        sale("2026-03-01", amount="10.10"),
        sale("2026-03-01", amount="0.20", sku_code="Т2"),
        sale("2026-03-31", amount=-5, quantity=-1),
        sale("2026-04-01", amount=1000),
        sale("2026-03-05", client="К2", amount=7),
    ]
    assert found(tmp_path, lines, ("К1", "2026-03-01", "2026-04-01")) == [("К1", 5.3, 1)]


def test_windows_of_a_client_may_overlap_and_equal_ones_count_once(tmp_path: Path) -> None:
    lines = [sale("2026-03-01", amount=1), sale("2026-03-02", amount=2)]
    asked = [
        ("К1", "2026-03-01", "2026-03-03"),
        ("К1", "2026-03-02", "2026-03-03"),
        ("К1", "2026-03-02", "2026-03-03"),
        ("К9", "2026-03-01", "2026-03-03"),
    ]
    assert found(tmp_path, lines, *asked) == [("К1", 3.0, 2), ("К1", 2.0, 1), ("К9", 0.0, 0)]


def test_a_window_without_a_client_or_a_day_is_not_asked(tmp_path: Path) -> None:
    lines = [sale("2026-03-01", client=None)]
    assert found(tmp_path, lines, (None, "2026-03-01", "2026-04-01"), ("К1", None, "2026-04-01")) == []


def test_kopecks_are_exact_however_many_there_are(tmp_path: Path) -> None:
    lines = [sale(date(2026, 3, 1 + number % 28), amount="0.10") for number in range(1_000)]
    assert found(tmp_path, lines, ("К1", "2026-03-01", "2026-04-01")) == [("К1", 100.0, 28)]


class SparkOptions(Config):
    """The options that Ibis registers when Spark itself is loaded; compiling does not need Spark."""

    treat_nan_as_null: bool = False


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_the_query_compiles_for_a_company_s_own_database(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    lines = ibis.table(ibis.schema(arrow_schema(SALES_LINES)), name="sales_lines")
    asked = ibis.table(
        ibis.schema(pa.schema([("client_code", pa.string()), ("start_on", pa.date32()), ("end_on", pa.date32())])),
        name="windows",
    )
    compiler = import_module(f"ibis.backends.sql.compilers.{dialect}").compiler
    query = compiler.to_sqlglot(totals(lines, asked)).sql(dialect=compiler.dialect)
    assert "SELECT" in query
    assert "JOIN" in query
