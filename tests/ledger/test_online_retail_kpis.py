"""KPIs of the active base on Online Retail II: against plain pandas on the raw file, and fast enough."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_assortment import client_assortment
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.listings import listings
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.ledger.product_kpis import BRAND, SKU, addresses_per_product, product_totals
from clientbase_xl.ledger.purchase_dates import purchase_dates
from clientbase_xl.ledger.shipments import shipped_clients
from clientbase_xl.ledger.windows import Window
from tests.support.online_retail import online_retail_lines

pytestmark = pytest.mark.data
TODAY = date(2011, 12, 1)
NOW, BEFORE = Window(date(2011, 11, 1), TODAY), Window(date(2011, 10, 1), date(2011, 11, 1))
MML = ["22423", "85123A", "47566"]


@pytest.fixture(scope="module")
def lines(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return Online Retail II as a ledger seen on 1 December 2011."""
    folder = tmp_path_factory.mktemp("ledger")
    return open_lines(
        [ValidPart(folder / write_part(folder, online_retail_lines(shared_data)), (), True, "", "")], TODAY
    )


@pytest.fixture(scope="module")
def raw(shared_data: Path) -> pd.DataFrame:
    """Return the purchases of known clients straight from the file, without any code of the product."""
    frame = pd.read_parquet(
        shared_data / "online_retail_II.parquet",
        columns=["InvoiceNo", "StockCode", "Quantity", "InvoiceDate", "CustomerID"],
    )
    frame = frame[frame["InvoiceDate"] < pd.Timestamp(TODAY)]
    is_bought = (frame["Quantity"] > 0) & ~frame["InvoiceNo"].str.startswith("C") & frame["CustomerID"].notna()
    return frame[is_bought].assign(day=frame["InvoiceDate"].dt.normalize())


def clients(raw: pd.DataFrame) -> pd.DataFrame:
    """Return all clients as the active base of both months."""
    codes = sorted({str(int(code)) for code in raw["CustomerID"].unique()})
    return pd.DataFrame({"client_code": codes, "count_points": 1, "is_active_now": True, "is_active_before": True})


def test_active_addresses_of_november_are_those_of_the_raw_file(lines: Any, raw: pd.DataFrame) -> None:
    november = raw[raw["day"] >= pd.Timestamp("2011-11-01")]
    assert len(shipped_clients(lines, NOW)) == november["CustomerID"].nunique() == 1665
    table = product_totals(lines, clients(raw), NOW, BEFORE, SKU).set_index("product")
    by_sku = november.groupby("StockCode")["CustomerID"].nunique()
    found = table.loc[table["count_addresses_now"] > 0, "count_addresses_now"]
    assert found.to_dict() == by_sku.to_dict()
    assert addresses_per_product(lines, clients(raw), NOW, BEFORE, BRAND).empty  # the file names no brands


def test_first_shipments_of_november_are_those_of_the_raw_file(lines: Any, raw: pd.DataFrame) -> None:
    first = raw.groupby(["CustomerID", "StockCode"])["day"].min().reset_index()
    first = first.merge(raw.groupby("CustomerID")["day"].min().rename("started"), on="CustomerID")
    november = first[(first["day"] >= pd.Timestamp("2011-11-01")) & (first["started"] < first["day"])]
    assert len(listings(lines, NOW, 3)) == len(november)


def test_a_client_that_returned_everything_has_no_width_and_was_an_active_address(lines: Any) -> None:
    january = Window(date(2011, 1, 1), date(2011, 2, 1))
    assert "12346" in set(shipped_clients(lines, january)["client_code"])
    assert "12346" not in set(client_assortment(lines, january, MML)["client_code"])


@pytest.mark.figure
def test_all_queries_of_a_million_lines_take_a_few_seconds(lines: Any, raw: pd.DataFrame) -> None:
    base = clients(raw)
    started = time.perf_counter()
    days = [date(2011, 10, 1), date(2011, 11, 1), date(2011, 11, 24), date(2010, 12, 1), TODAY]
    assert len(purchase_dates(lines, days)[TODAY]) == raw["CustomerID"].nunique()
    shipped_clients(lines, NOW)
    product_totals(lines, base, NOW, BEFORE, SKU)
    addresses_per_product(lines, base, NOW, BEFORE, SKU)
    listings(lines, Window(BEFORE.start, NOW.end), 3)
    client_assortment(lines, Window(date(2010, 12, 1), TODAY), MML)
    assert time.perf_counter() - started < 15
