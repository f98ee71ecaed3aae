"""Sales of the days by which a discount is judged, by hand (METHOD sections 0, 2 and 14)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.discount_sales import (
    MANAGER_KEYS,
    SALES_KEYS,
    discount_sales,
    discounted_turnover,
    sold_products,
)
from clientbase_xl.ledger.lines import open_lines
from clientbase_xl.ledger.windows import Window
from clientbase_xl.rules.discount_spans import SPAN_KEYS
from tests.support.sales import ledger, sale, store

TODAY = "2026-06-10"
YEAR = Window(date(2025, 6, 10), date(2026, 6, 10))


def spans(*rows: tuple[str, str, str, str, str, str, str]) -> pd.DataFrame:
    """Return stretches: number, name, client, category, SKU, first day, day after the last."""
    made = [(*row[:5], date.fromisoformat(row[5]), date.fromisoformat(row[6])) for row in rows]
    return pd.DataFrame(made, columns=list(SPAN_KEYS), dtype=object)


def found(lines: Any, *rows: tuple[str, str, str, str, str, str, str]) -> dict[tuple[str, str], dict[Any, Any]]:
    table = discount_sales(lines, spans(*rows), 0.95)
    assert tuple(table.columns) == SALES_KEYS
    return {(one["row_id"], one["span"]): one for one in table.to_dict("records")}


def test_the_first_day_counts_and_the_last_does_not(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-01-31", amount=1, cost_rub=0),
            sale("2026-02-01", amount=10, cost_rub=4, quantity=2),
            sale("2026-04-30", amount=20, cost_rub=8, quantity=3),
            sale("2026-05-01", amount=500, cost_rub=0),
        ],
        TODAY,
    )
    made = found(lines, ("1", "after", "К1", "", "", "2026-02-01", "2026-05-01"))
    one = made["1", "after"]
    assert (one["turnover_rub"], one["profit_rub"], one["volume"], one["count_lines"]) == (30.0, 18.0, 5.0, 2)


def test_a_return_is_taken_off_and_equal_lines_are_kept(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-02-01", amount="10.10", cost_rub=4),
            sale("2026-02-01", amount="10.10", cost_rub=4),
            sale("2026-02-05", amount="-10.10", cost_rub=-4, quantity=-1),
        ],
        TODAY,
    )
    one = found(lines, ("1", "after", "К1", "", "", "2026-02-01", "2026-05-01"))["1", "after"]
    assert (one["turnover_rub"], one["profit_rub"], one["volume"]) == (10.1, 6.1, 1.0)


def test_only_the_client_and_the_goods_of_the_discount_count(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-02-02", amount=1, product_category="Краски", sku_code="Т1", sku_name="Эмаль"),
            sale("2026-02-02", amount=2, product_category=" Краски ", sku_code="Т2", sku_name="Грунт"),
            sale("2026-02-02", amount=4, product_category="Клеи", sku_code=None, sku_name="Эмаль"),
            sale("2026-02-02", amount=8, product_category=None, sku_code="Т2", sku_name=None),
            sale("2026-02-02", client="К2", amount=16, product_category="Краски", sku_code="Т1"),
            sale("2026-02-02", client=None, amount=32, product_category="Краски", sku_code="Т1"),
        ],
        TODAY,
    )
    days = ("2026-02-01", "2026-05-01")
    made = found(
        lines,
        ("все", "after", "К1", "", "", *days),
        ("категория", "after", "К1", "Краски", "", *days),
        ("код", "after", "К1", "", "Т2", *days),
        ("имя", "after", "К1", "", "Эмаль", *days),
        ("оба", "after", "К1", "Краски", "Эмаль", *days),
        ("чужой", "after", "К3", "", "", *days),
    )
    turnovers = {number: one["turnover_rub"] for (number, _), one in made.items()}
    assert turnovers == {"все": 15.0, "категория": 3.0, "код": 10.0, "имя": 5.0, "оба": 1.0}


@pytest.mark.parametrize(("costed", "is_known"), [(95, True), (94, False)])
def test_profit_needs_the_cost_of_95_per_cent_of_the_amount(tmp_path: Path, costed: int, is_known: bool) -> None:
    lines = ledger(
        tmp_path,
        [sale("2026-02-01", amount=costed, cost_rub=10), sale("2026-02-01", amount=100 - costed)],
        TODAY,
    )
    one = found(lines, ("1", "after", "К1", "", "", "2026-02-01", "2026-05-01"))["1", "after"]
    assert one["turnover_rub"] == 100.0
    assert (one["profit_rub"] == costed - 10) is is_known
    assert pd.isna(one["profit_rub"]) is not is_known


def test_amounts_of_both_vat_bases_have_no_profit_and_one_basis_is_named(tmp_path: Path) -> None:
    parts = [
        store(tmp_path / "а", [sale("2026-02-01", amount=10, cost_rub=4)], amount_vat="с НДС", cost_vat="с НДС"),
        store(tmp_path / "б", [sale("2026-03-01", amount=10, cost_rub=4)], amount_vat="без НДС", cost_vat="без НДС"),
    ]
    made = found(
        open_lines(parts, date.fromisoformat(TODAY)),
        ("1", "after", "К1", "", "", "2026-02-01", "2026-05-01"),
        ("1", "before", "К1", "", "", "2026-01-01", "2026-03-01"),
    )
    assert pd.isna(made["1", "after"]["profit_rub"])
    assert (made["1", "before"]["vat_basis"], made["1", "before"]["profit_rub"]) == ("с НДС", 6.0)


def test_a_line_under_two_discounts_counts_once_for_the_manager_of_the_document(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-02-01", amount=10, manager="Ветров"),
            sale("2026-02-01", amount=10, manager="Ветров"),
            sale("2026-02-01", amount=5, manager=None),
            sale("2025-06-09", amount=900, manager="Ветров"),
            sale("2026-02-01", client="К2", amount=7, manager="Градова"),
        ],
        TODAY,
    )
    given = spans(
        ("1", "year", "К1", "", "", "2025-06-10", "2026-06-10"),
        ("2", "year", "К1", "", "Т1", "2026-01-01", "2026-06-10"),
    )
    table = discounted_turnover(lines, given, YEAR)
    assert tuple(table.columns) == MANAGER_KEYS
    rows = list(table.itertuples(index=False, name=None))
    assert rows == [("", 5.0, 5.0), ("Ветров", 20.0, 20.0), ("Градова", 7.0, 0.0)]


def test_without_discounts_there_is_a_turnover_and_nothing_under_a_discount(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-02-01", manager="Ветров")], TODAY)
    assert found(lines) == {}
    table = discounted_turnover(lines, spans(), YEAR)
    assert list(table.itertuples(index=False, name=None)) == [("Ветров", 100.0, 0.0)]


def test_an_empty_ledger_has_nothing() -> None:
    lines = open_lines([], date.fromisoformat(TODAY))
    assert found(lines, ("1", "after", "К1", "", "", "2026-02-01", "2026-05-01")) == {}
    assert discounted_turnover(lines, spans(), YEAR).empty


def test_goods_are_known_by_category_code_or_name(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2020-01-01", product_category=" Краски", sku_name="Эмаль")], TODAY)
    assert sold_products(lines, ["Краски", "Лаки"], ["Т1", "Эмаль", "Т9"]) == ({"Краски"}, {"Т1", "Эмаль"})
    assert sold_products(lines, [], []) == (set(), set())
