"""Active addresses and zero clients by product, by hand. Active base: 10 clients at the end of both months."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.assortment_kpis import assortment_kpis
from clientbase_xl.rules.kpi_periods import kpi_periods
from clientbase_xl.schemas.base_kpis import ASSORTMENT_KPIS
from clientbase_xl.settings import BaseKpiSettings

PERIODS = kpi_periods(date(2026, 11, 21), BaseKpiSettings())
KEYS = ["product", "product_name", "count_addresses_now", "count_addresses_before", "count_active_now"]
KEYS += ["count_active_before", "turnover_now_rub", "turnover_before_rub"]


def totals(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return the totals of one dimension."""
    return pd.DataFrame(rows, columns=KEYS)


BRANDS = totals(("Б1", None, 7, 5, 6, 5, 300.0, 200.0), ("", None, 1, 0, 1, 0, 5.5, -3.0))


def kpis(count_skus: int = 2, *, is_before_known: bool = True, **dimensions: pd.DataFrame) -> pd.DataFrame:
    """Return the sheet of some dimensions."""
    named = {"brand": "бренд", "category": "категория товара", "sku": "SKU"}
    given = {named[key]: table for key, table in dimensions.items()}
    return assortment_kpis(given, (10, 8), PERIODS, count_skus=count_skus, is_before_known=is_before_known)


def test_a_brand_by_hand() -> None:
    table = kpis(brand=BRANDS)
    assert tuple(table.columns) == ASSORTMENT_KPIS.keys
    first = table.iloc[0]
    assert tuple(first[["dimension", "product", "count_addresses", "count_addresses_before", "count_change"]]) == (
        "бренд",
        "Б1",
        7,
        5,
        2,
    )
    # One of the seven addresses is an archived client: six of ten of the base bought, four are zero clients.
    assert tuple(first[["count_zero", "count_zero_before", "share_covered"]]) == (4, 3, 0.6)
    assert tuple(first[["turnover_rub", "turnover_before_rub", "change_turnover"]]) == (300.0, 200.0, 0.5)
    assert "активная база 10 − купили 6" in first["reason"]


def test_lines_without_a_brand_stand_apart_and_a_base_of_returns_gives_no_change() -> None:
    second = kpis(brand=BRANDS).iloc[1]
    assert second["product"] == "не указан"
    assert pd.isna(second["change_turnover"])
    assert second["turnover_before_rub"] == -3.0


def test_a_dimension_that_no_line_names_has_no_rows() -> None:
    assert kpis(brand=totals(("", None, 5, 5, 5, 5, 1.0, 1.0))).empty


@pytest.mark.parametrize(("count_skus", "rows"), [(1, 2), (2, 3), (3, 3), (4, 3)])
def test_skus_beyond_the_limit_are_one_row_and_roubles_add_up(count_skus: int, rows: int) -> None:
    skus = totals(*((f"Т{n}", f"товар {n}", n, n, n, n, n * 10.01, 1.0) for n in (3, 2, 1)))
    table = kpis(count_skus, sku=skus)
    assert len(table) == rows
    assert round(table["turnover_rub"].sum(), 2) == 60.06
    assert table["count_addresses"].isna().tolist() == [False] * min(count_skus, 3) + [True] * (rows > count_skus)


def test_a_period_before_the_ledger_is_missing_not_zero() -> None:
    row = kpis(brand=BRANDS, is_before_known=False).iloc[0]
    assert row[["count_addresses_before", "count_zero_before", "turnover_before_rub", "count_change"]].isna().all()
    assert row["count_addresses"] == 7
    assert row["reason"].endswith("нет данных")


def test_without_an_active_base_no_share_is_made_up() -> None:
    table = assortment_kpis({"бренд": BRANDS}, (0, 0), PERIODS, count_skus=5, is_before_known=True)
    assert table["share_covered"].isna().all()
    assert assortment_kpis({}, (0, 0), PERIODS, count_skus=5, is_before_known=True).empty
