"""The queries of the offers on Online Retail II: against plain pandas on the raw file, and fast enough."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_skus import client_skus
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.ledger.peer_skus import peer_skus
from clientbase_xl.ledger.sku_sales import sku_sales
from clientbase_xl.ledger.windows import last_months
from tests.support.online_retail import online_retail_lines

pytestmark = pytest.mark.data
TODAY = date(2011, 12, 1)
SOLD, AGAIN, YEAR = (last_months(TODAY, months) for months in (3, 6, 12))


@pytest.fixture(scope="module")
def lines(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return Online Retail II as a ledger seen on 1 December 2011."""
    folder = tmp_path_factory.mktemp("ledger")
    return open_lines(
        [ValidPart(folder / write_part(folder, online_retail_lines(shared_data)), (), True, "", "")], TODAY
    )


@pytest.fixture(scope="module")
def pairs(shared_data: Path) -> pd.DataFrame:
    """Return days of purchase per client and article of six months, straight from the raw file."""
    raw = pd.read_parquet(shared_data / "online_retail_II.parquet")
    raw["day"] = pd.to_datetime(raw["InvoiceDate"]).dt.normalize()
    is_in = (raw["day"] >= pd.Timestamp(AGAIN.start)) & (raw["day"] < pd.Timestamp(TODAY))
    is_bought = (raw["Quantity"] > 0) & ~raw["InvoiceNo"].astype(str).str.startswith("C") & raw["CustomerID"].notna()
    bought = raw[is_in & is_bought]
    return bought.groupby(["StockCode", "CustomerID"]).agg(days=("day", "nunique"), last=("day", "max")).reset_index()


def test_buyers_and_rebuyers_are_those_of_the_raw_file(lines: Any, pairs: pd.DataFrame) -> None:
    found = sku_sales(lines, SOLD, AGAIN, YEAR).set_index("sku")
    by = pairs.assign(is_recent=pairs["last"] >= pd.Timestamp(SOLD.start), again=pairs["days"] >= 2).groupby(
        "StockCode"
    )
    expected = by.agg(
        count_buyers=("is_recent", "sum"), count_buyers_long=("days", "size"), count_rebuyers=("again", "sum")
    )
    known = found.loc[expected.index, list(expected.columns)]
    assert len(known) > 3_000
    assert (known.astype(int) == expected.astype(int)).all(axis=None)
    assert found.drop(expected.index)["count_buyers_long"].sum() == 0


def test_what_all_clients_together_rebuy_is_that_of_the_raw_file(lines: Any, pairs: pd.DataFrame) -> None:
    codes = sorted({str(int(code)) for code in pairs["CustomerID"]})
    members = pd.DataFrame({"client_code": codes, "group_id": 0})
    found = peer_skus(lines, members, pd.DataFrame({"group_id": [0], "count_least": [100]}), AGAIN)
    counts = pairs[pairs["days"] >= 2].groupby("StockCode").size()
    assert found.set_index("sku")["count_rebuyers"].to_dict() == counts[counts >= 100].to_dict()


@pytest.mark.figure
def test_the_queries_of_offers_take_well_under_five_seconds(lines: Any) -> None:
    began = time.perf_counter()
    sales = sku_sales(lines, SOLD, AGAIN, YEAR)
    ranks = sales[["sku"]].assign(liquid_rank=range(len(sales)), is_candidate=False)
    largest = sorted({row for row in lines.select("client_code").distinct().to_pyarrow()[0].to_pylist() if row})
    found = client_skus(lines, largest[:300], ranks, YEAR, most_liquid=15, most_other=5)
    assert time.perf_counter() - began < 5
    assert found.groupby("client_code").size().max() <= 20
