"""Queries of the KPIs of the active base: by hand, and against plain pandas on random ledgers."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.client_assortment import client_assortment
from clientbase_xl.ledger.listings import listings
from clientbase_xl.ledger.product_kpis import BRAND, CATEGORY, SKU, addresses_per_product, product_totals
from clientbase_xl.ledger.purchase_dates import purchase_dates
from clientbase_xl.ledger.shipments import lines_of_manager, lines_of_owners, shipped_clients
from clientbase_xl.ledger.windows import Window
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)
NOW, BEFORE = Window(date(2026, 10, 1), date(2026, 11, 1)), Window(date(2026, 9, 1), date(2026, 10, 1))
YEAR = Window(date(2025, 11, 1), date(2026, 11, 1))
NO_CLIENTS = pd.DataFrame({"client_code": [], "count_points": [], "is_active_now": [], "is_active_before": []})
LINES = [
    sale("2026-01-10", "К1", 100, 1, sku_code="А", brand="Б1", manager="Иванова"),
    sale("2026-09-30", "К1", 100, 1, sku_code="А", brand="Б1", manager="Иванова"),
    sale("2026-10-01", "К1", 200, 2, sku_code="А", brand="Б1", manager="Иванова"),
    sale("2026-10-01", "К1", 50, 1, sku_code="Б", brand="Б2", manager="Иванова", document="2"),
    sale("2026-10-15", "К1", 60, 1, sku_code="Б", brand="Б2", manager="Петров"),
    sale("2026-10-31", "К2", 10, 1, sku_code="А", brand="Б1", manager="Петров"),
    sale("2026-10-20", "К3", -30, -1, sku_code="А", brand="Б1", manager="Петров"),
    sale("2026-10-20", None, 7, 1, sku_code="А", brand="Б1", manager="Петров"),
    sale("2026-10-21", "К4", 5, 1, sku_code=None, sku_name="Услуга", manager=None),
    sale("2026-11-01", "К3", 40, 1, sku_code="А", brand="Б1", manager="Петров"),
]


def clients(*codes: str, points: int = 1, is_active: bool = True) -> pd.DataFrame:
    """Return clients of the active base with so many outlets each."""
    return pd.DataFrame(
        {"client_code": codes, "count_points": points, "is_active_now": is_active, "is_active_before": is_active}
    )


def rows(table: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Return a table as plain rows."""
    return list(table.itertuples(index=False, name=None))


def test_a_shipment_is_a_day_with_a_positive_quantity_of_a_known_client(tmp_path: Path) -> None:
    table = shipped_clients(ledger(tmp_path, LINES, TODAY), NOW)
    assert rows(table) == [("", "К4"), ("Иванова", "К1"), ("Петров", "К1"), ("Петров", "К2")]


@pytest.mark.long
def test_sales_of_a_client_handed_over_can_count_for_who_leads_it_now(tmp_path: Path) -> None:
    owners = pd.DataFrame({"client_code": ["К1", "К2"], "manager": ["Петров", None]})
    table = shipped_clients(lines_of_owners(ledger(tmp_path, LINES, TODAY), owners), NOW)
    assert rows(table) == [("", "К2"), ("", "К4"), ("Петров", "К1")]


def test_a_change_of_owners_keeps_every_line_and_every_column(tmp_path: Path) -> None:
    lines = ledger(tmp_path, LINES, TODAY)
    changed = lines_of_owners(lines, pd.DataFrame({"client_code": ["К1"], "manager": ["Петров"]}))
    assert changed.columns == lines.columns
    assert changed.count().to_pyarrow().as_py() == len(LINES)
    assert lines_of_manager(changed, "Петров").count().to_pyarrow().as_py() == 6  # five of К1, one without a client


def test_brands_by_hand(tmp_path: Path) -> None:
    table = product_totals(ledger(tmp_path, LINES, TODAY), clients("К1", "К2"), NOW, BEFORE, BRAND)
    found = table.set_index("product")
    keys = ["count_addresses_now", "count_addresses_before", "count_active_now", "turnover_now_rub"]
    assert tuple(found.loc["Б1", keys]) == (2, 1, 2, 187.0)
    assert tuple(found.loc["Б2", keys]) == (1, 0, 1, 110.0)
    assert tuple(found.loc["", keys]) == (1, 0, 0, 5.0)
    assert found["turnover_now_rub"].sum() == 302.0
    assert found.loc["Б1", "turnover_before_rub"] == 100.0


def test_addresses_are_outlets_where_clients_have_several(tmp_path: Path) -> None:
    table = product_totals(ledger(tmp_path, LINES, TODAY), clients("К1", points=5), NOW, BEFORE, BRAND)
    found = table.set_index("product")["count_addresses_now"]
    assert dict(found) == {"Б1": 6, "Б2": 5, "": 1}


def test_a_client_with_returns_only_is_no_address_of_the_brand(tmp_path: Path) -> None:
    lines = [sale("2026-10-20", "К3", -30, -1, brand="Б1"), sale("2026-09-20", "К3", 30, 1, brand="Б1")]
    table = product_totals(ledger(tmp_path, lines, TODAY), clients("К3"), NOW, BEFORE, BRAND)
    assert tuple(table.loc[0, ["count_addresses_now", "count_addresses_before"]]) == (0, 1)
    assert tuple(table.loc[0, ["turnover_now_rub", "turnover_before_rub"]]) == (-30.0, 30.0)


def test_average_addresses_of_a_brand_leave_out_what_has_no_brand(tmp_path: Path) -> None:
    both = addresses_per_product(ledger(tmp_path, LINES, TODAY), clients("К1"), NOW, BEFORE, BRAND)
    assert rows(both[~both["is_now"]])[-1] == (False, None, 1, 1)
    table = both[both["is_now"]]
    assert dict(zip(table["manager"], rows(table[["count_addresses", "count_products"]]), strict=True)) == {
        "Иванова": (2, 2),
        "Петров": (2, 2),
        None: (3, 2),
    }


def test_a_listing_is_the_first_shipment_to_a_client_that_bought_before(tmp_path: Path) -> None:
    lines = ledger(tmp_path, LINES, TODAY)
    table = listings(lines, NOW, 3)
    assert rows(table[["manager", "client_code", "sku", "amount_rub", "is_novelty"]]) == [
        ("Иванова", "К1", "Б", 50.0, True)
    ]
    assert listings(lines, Window(date(2026, 11, 1), TODAY), 3).empty  # К3 had only returned before


def test_an_earlier_purchase_without_an_item_makes_the_client_an_old_one(tmp_path: Path) -> None:
    lines = [sale("2026-09-01", sku_code=None), sale("2026-10-05", sku_code="А")]
    assert listings(ledger(tmp_path, lines, TODAY), NOW, 3)["sku"].tolist() == ["А"]


@pytest.mark.parametrize(("months", "novelty"), [(1, False), (2, True), (9, True), (10, None)])
def test_a_novelty_needs_a_ledger_that_reaches_further_back(tmp_path: Path, months: int, novelty: bool | None) -> None:
    lines = [
        sale("2026-01-01", "К1", sku_code="А"),
        sale("2026-09-01", "К2", sku_code="Б"),
        sale("2026-10-05", "К1", sku_code="Б"),
    ]
    found = listings(ledger(tmp_path, lines, TODAY), NOW, months)["is_novelty"].tolist()
    assert found == ([pd.NA] if novelty is None else [novelty])


def test_width_depth_and_must_list_of_a_client(tmp_path: Path) -> None:
    lines = [
        sale("2026-10-01", "К1", 10, "2.5", sku_code="А"),
        sale("2026-10-02", "К1", 10, 4, sku_code="Б"),
        sale("2026-10-03", "К1", -10, -4, sku_code="Б"),
        sale("2026-10-03", "К2", -10, -4, sku_code="Б"),
        sale("2025-10-31", "К1", 10, 4, sku_code="В"),
    ]
    table = client_assortment(ledger(tmp_path, lines, TODAY), YEAR, ["А", "Б", "В"])
    keys = ["client_code", "width_skus", "count_mml", "quantity_bought"]
    assert rows(table[keys]) == [("К1", 1, 1, 2.5)]
    assert client_assortment(ledger(tmp_path, lines, TODAY), YEAR, [])["count_mml"].tolist() == [0]


def test_purchase_dates_see_only_what_was_before_their_day(tmp_path: Path) -> None:
    days = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 16), date(2026, 1, 10)]
    found = purchase_dates(ledger(tmp_path, LINES, TODAY), days)
    last = {
        day: dict(zip(table["client_code"], table["last_purchase_on"], strict=True)) for day, table in found.items()
    }
    assert last[days[0]] == {"К1": pd.Timestamp("2026-01-10")}
    assert last[days[1]] == {"К1": pd.Timestamp("2026-09-30")}
    assert last[days[2]] == {"К1": pd.Timestamp("2026-10-15")}
    assert found[days[3]].empty
    assert found[days[2]]["first_purchase_on"].tolist() == [pd.Timestamp("2026-01-10")]


def test_an_empty_ledger_gives_empty_tables_of_the_same_columns(tmp_path: Path) -> None:
    empty, full = (ledger(tmp_path / name, lines, TODAY) for name, lines in (("пусто", []), ("есть", LINES)))
    for dimension in (BRAND, CATEGORY, SKU):
        table = product_totals(empty, NO_CLIENTS, NOW, BEFORE, dimension)
        assert table.empty
        assert list(table.columns) == list(product_totals(full, clients("К1"), NOW, BEFORE, dimension).columns)
        assert addresses_per_product(empty, NO_CLIENTS, NOW, BEFORE, dimension).empty
    assert shipped_clients(empty, NOW).empty
    assert listings(empty, NOW, 3).empty
    assert client_assortment(empty, YEAR, ["А"]).empty
    assert purchase_dates(empty, [TODAY])[TODAY].empty
    assert shipped_clients(lines_of_owners(empty, NO_CLIENTS.assign(manager=None)), NOW).empty


def random_lines(seed: int) -> list[dict[str, Any]]:
    """Return lines of few clients and items, with returns, missing codes, brands and managers."""
    draw = random.Random(seed)
    return [
        sale(
            date(2025, 9, 1) + timedelta(days=draw.randrange(440)),
            draw.choice(["К1", "К2", "К3", "К4", "К5", None]),
            draw.randrange(1, 50_000) / 100,
            draw.choice([1, 2, 3, -1]),
            sku_code=draw.choice(["А", "Б", "В", "Г", None]),
            sku_name=draw.choice(["товар", None]),
            brand=draw.choice(["Б1", "Б2", None]),
            product_category=draw.choice(["К", None]),
            manager=draw.choice(["Иванова", "Петров", None]),
        )
        for _ in range(400)
    ]


def in_pandas(lines: list[dict[str, Any]]) -> pd.DataFrame:
    """Return lines as a plain frame with the item, and whether a line is a purchase."""
    frame = pd.DataFrame(lines)
    frame = frame.assign(amount_rub=frame["amount_rub"].astype(float), quantity=frame["quantity"].astype(float))
    item = frame["sku_code"].where(frame["sku_code"].notna(), frame["sku_name"])
    is_purchase = (frame["quantity"] > 0) & frame["client_code"].notna()
    return frame.assign(item=item.where(item.notna(), ""), is_purchase=is_purchase)


def of(frame: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the rows of a window."""
    return frame[(frame["sold_on"] >= window.start) & (frame["sold_on"] < window.end)]


@pytest.mark.parametrize("seed", range(4))
def test_every_query_agrees_with_plain_pandas(tmp_path: Path, seed: int) -> None:
    made = random_lines(seed)
    lines, frame = ledger(tmp_path, made, TODAY), in_pandas(made)
    frame = frame[frame["sold_on"] < TODAY]
    bought = frame[frame["is_purchase"]]
    base = clients("К1", "К2", points=3)
    points = {"К1": 3, "К2": 3}

    assert set(rows(shipped_clients(lines, NOW))) == set(
        rows(of(bought, NOW).fillna({"manager": ""})[["manager", "client_code"]])
    )
    for dimension, column in ((BRAND, "brand"), (CATEGORY, "product_category"), (SKU, "item")):
        table = product_totals(lines, base, NOW, BEFORE, dimension).set_index("product")
        for key, window in (("now", NOW), ("before", BEFORE)):
            of_window = of(frame, window).fillna({column: ""})
            sums = of_window.groupby(column)["amount_rub"].sum().round(2)
            assert table[f"turnover_{key}_rub"].reindex(sums.index).tolist() == sums.tolist()
            assert round(table[f"turnover_{key}_rub"].sum(), 2) == round(of_window["amount_rub"].sum(), 2)
            buyers = of(bought, window).fillna({column: ""}).groupby(column)["client_code"].unique()
            for product, codes in buyers.items():
                assert table.loc[product, f"count_addresses_{key}"] == sum(points.get(code, 1) for code in codes)
                assert table.loc[product, f"count_active_{key}"] == len(set(codes) & set(points))
    wide = of(frame[frame["client_code"].notna() & (frame["item"] != "")], YEAR)
    net = wide.groupby(["client_code", "item"])["quantity"].sum().loc[lambda found: found > 0].reset_index()
    assortment = client_assortment(lines, YEAR, ["А", "Г"]).set_index("client_code")
    assert assortment["width_skus"].to_dict() == net.groupby("client_code")["item"].size().to_dict()
    assert assortment["quantity_bought"].to_dict() == net.groupby("client_code")["quantity"].sum().to_dict()
    listed = net[net["item"].isin(["А", "Г"])].groupby("client_code").size()
    assert assortment["count_mml"].to_dict() == listed.reindex(assortment.index, fill_value=0).to_dict()
    assert set(rows(listings(lines, NOW, 3)[["client_code", "sku"]])) == first_shipments(bought)


def first_shipments(bought: pd.DataFrame) -> set[tuple[str, str]]:
    """Return clients and items first shipped in the window, of clients that had bought on an earlier day."""
    first = bought[bought["item"] != ""].groupby(["client_code", "item"])["sold_on"].min()
    started = bought.groupby("client_code")["sold_on"].min()
    return {
        (client, item) for (client, item), day in first.items() if NOW.start <= day < NOW.end and started[client] < day
    }
