"""The expressions of the facts compile for a company's own PostgreSQL or Spark as they are."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import ibis
import pytest
from ibis.config import Config

from clientbase_xl.ledger import (
    assortment,
    channel_totals,
    client_facts,
    client_months,
    engine,
    latest,
    manager_totals,
    purchases,
    summary,
)
from clientbase_xl.ledger.windows import FactWindows
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 21)


class SparkOptions(Config):
    """The options that Ibis registers when Spark itself is loaded; compiling does not need Spark."""

    treat_nan_as_null: bool = False


def every_query(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the expressions that the package executes, caught on the way to an engine."""
    caught: list[Any] = []

    def catch(expression: Any) -> Any:
        caught.append(expression)
        empty = engine.connect().create_table("empty", schema=expression.schema())
        return empty.to_pyarrow()

    monkeypatch.setattr(engine, "fetch", catch)
    schema = dict(ibis.schema(arrow_schema(SALES_LINES))) | {"amount_vat": "string", "cost_vat": "string"}
    lines = ibis.table(schema, name="sales_lines")
    windows = FactWindows.of(TODAY, Settings())
    days = purchases.purchase_days(lines)
    caught += [purchases.purchase_counts(days, windows), purchases.rhythm(days, windows)]
    caught += [assortment.assortment(lines, windows), latest.latest(lines), client_facts.amounts(lines, windows)]
    client_months.client_months(lines, TODAY, 24, Settings())
    for run in (
        lambda: manager_totals.manager_weeks(lines, TODAY, 12),
        lambda: channel_totals.channel_totals(lines, {}, TODAY, Settings()),
        lambda: manager_totals.manager_months(lines, TODAY),
        lambda: summary.summarise(lines),
    ):
        with pytest.raises(IndexError):  # no engine, so no first row
            run()
    return caught


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_every_query_compiles(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    compiler = import_module(f"ibis.backends.sql.compilers.{dialect}").compiler
    queries = every_query(monkeypatch)
    assert len(queries) >= 8
    for query in queries:
        assert "SELECT" in compiler.to_sqlglot(query).sql(dialect=compiler.dialect)
