"""The expressions of the facts compile for a company's own PostgreSQL or Spark as they are."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

import ibis
import pandas as pd
import pytest
from ibis.config import Config

from clientbase_xl.ledger import (
    assortment,
    channel_totals,
    client_facts,
    client_months,
    client_skus,
    discount_sales,
    engine,
    falling_windows,
    last_prices,
    latest,
    manager_totals,
    peer_skus,
    period_amounts,
    purchases,
    sku_sales,
    summary,
    task_years,
    weekly_units,
)
from clientbase_xl.ledger.windows import FactWindows, last_months
from clientbase_xl.rules.discount_spans import SPAN_KEYS
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES
from clientbase_xl.settings import Settings

TODAY = date(2026, 11, 21)
SPANS = pd.DataFrame([("1", "after", "К1", "Краски", "", date(2026, 1, 1), TODAY)], columns=list(SPAN_KEYS))
PERIODS = pd.DataFrame([("К1", date(2026, 1, 1), TODAY)], columns=list(period_amounts.PERIOD_KEYS))


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
    discount_sales.discount_sales(lines, SPANS, 0.95)
    discount_sales.discounted_turnover(lines, SPANS, windows.turnover)
    discount_sales.sold_products(lines, ["Краски"], ["Т1"])
    task_years.task_years(lines, TODAY)
    falling_windows.falling_windows(lines, TODAY)
    period_amounts.period_amounts(lines, PERIODS)
    catch_offers(lines)
    for run in (
        lambda: manager_totals.manager_weeks(lines, TODAY, 12),
        lambda: channel_totals.channel_totals(lines, {}, TODAY, Settings()),
        lambda: manager_totals.manager_months(lines, TODAY),
        lambda: summary.summarise(lines),
    ):
        with pytest.raises(IndexError):  # no engine, so no first row
            run()
    return caught


def catch_offers(lines: Any) -> None:
    """Run the queries of the offers."""
    window = last_months(TODAY, 6)
    pairs = pd.DataFrame({"client_code": ["1"], "sku": ["А"]})
    members = pd.DataFrame({"client_code": ["1"], "group_id": [0]})
    ranks = pd.DataFrame({"sku": ["А"], "liquid_rank": [1], "is_candidate": [True]})
    sku_sales.sku_sales(lines, window, window, window)
    peer_skus.peer_skus(lines, members, pd.DataFrame({"group_id": [0], "count_least": [1]}), window)
    client_skus.client_skus(lines, ["1"], ranks, window, most_liquid=1, most_other=1)
    weekly_units.weekly_units(lines, pairs, window)
    last_prices.last_prices(lines, pairs, window)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "pyspark"])
def test_every_query_compiles(dialect: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ibis.options, "pyspark", SparkOptions())
    compiler = import_module(f"ibis.backends.sql.compilers.{dialect}").compiler
    queries = every_query(monkeypatch)
    assert len(queries) >= 8
    for query in queries:
        assert "SELECT" in compiler.to_sqlglot(query).sql(dialect=compiler.dialect)
