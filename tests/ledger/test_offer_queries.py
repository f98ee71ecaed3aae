"""What the offers ask of the ledger, worked out by hand (METHOD section 12)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from clientbase_xl.ledger.client_skus import client_skus
from clientbase_xl.ledger.last_prices import last_prices
from clientbase_xl.ledger.peer_skus import peer_skus
from clientbase_xl.ledger.sku_sales import sku_sales
from clientbase_xl.ledger.weekly_units import weekly_units
from clientbase_xl.ledger.windows import Window, last_months
from clientbase_xl.rules.weekly_demand import shipment_demand
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 20)
SOLD, AGAIN, YEAR = (last_months(TODAY, months) for months in (3, 6, 12))
WEEKS = Window(date(2026, 9, 21), date(2026, 11, 16))


def sales(tmp_path: Path, *lines: dict[str, object]) -> pd.DataFrame:
    """Return how articles turn, by article."""
    return sku_sales(ledger(tmp_path, lines, TODAY), SOLD, AGAIN, YEAR).set_index("sku")


def test_buyers_of_three_months_and_rebuyers_of_six_with_the_days_of_their_windows(tmp_path: Path) -> None:
    table = sales(
        tmp_path,
        sale("2026-08-20", "К1", quantity=5),
        sale("2026-08-19", "К2", quantity=7),
        sale("2026-05-20", "К1", quantity=1),
        sale("2026-05-19", "К2", quantity=1),
        sale("2026-09-01", "К3", document="1"),
        sale("2026-09-01", "К3", document="2"),
        sale("2026-09-02", None, quantity=3, amount=30),
        sale("2026-11-19", "К4", quantity=-2, amount=-20),
    )
    row = table.loc["Т1"]
    assert row["count_buyers"] == 2, "К1 on the first day of the window, К3; К2 a day too early, К4 only returned"
    assert row["count_buyers_long"] == 3
    assert row["count_rebuyers"] == 1, "К1 on two days; two documents of a day are one; К2's other day is too early"
    assert row["units"] == 5 + 2 + 3 - 2
    assert row["amount_rub"] == 100 * 3 + 30 - 20


def test_an_article_is_its_code_else_its_name_and_takes_the_name_under_which_it_was_bought(tmp_path: Path) -> None:
    table = sales(
        tmp_path,
        sale("2026-10-01", sku_name="Гвоздь"),
        sale("2026-10-02", None, quantity=-1, amount=0, sku_name="повреждён"),
        sale("2026-10-01", sku_code=None, sku_name="Без кода"),
        sale("2026-10-01", sku_code=None, sku_name=None),
        sale("2025-11-19", sku_code="Старый"),
        sale("2025-11-20", sku_code="Год назад"),
    )
    assert sorted(table.index) == ["Без кода", "Год назад", "Т1"]
    assert table.loc["Т1", "product_name"] == "Гвоздь"
    assert table.loc["Год назад", ["count_buyers", "count_buyers_long", "units"]].tolist() == [0, 0, 0]


def test_what_a_group_rebuys_with_the_median_of_its_rebuyers(tmp_path: Path) -> None:
    lines = [sale(f"2026-10-{day:02d}", f"К{n}", quantity=n) for n in (1, 2, 4) for day in (1, 2)]
    lines += [sale("2026-10-01", "К5", quantity=99), sale("2026-10-01", "Ч1"), sale("2026-10-02", "Ч1")]
    members = pd.DataFrame({"client_code": ["К1", "К2", "К4", "К5", "Ч1"], "group_id": [0, 0, 0, 0, 1]})
    for least, count in ((3, 1), (4, 0)):
        bounds = pd.DataFrame({"group_id": [0], "count_least": [least]})
        found = peer_skus(ledger(tmp_path / str(least), lines, TODAY), members, bounds, AGAIN)
        assert len(found) == count
        if count:
            assert found.iloc[0].to_dict() == {"group_id": 0, "sku": "Т1", "count_rebuyers": 3, "units_median": 4.0}


def test_the_best_liquid_articles_and_the_largest_others_of_a_client(tmp_path: Path) -> None:
    lines = [sale("2026-10-01", "К1", amount, sku_code=sku) for sku, amount in zip("АБВГДЕ", range(1, 7), strict=True)]
    lines += [sale("2026-10-02", "К1", -6, -1, sku_code="Е"), sale("2026-10-03", "К2", sku_code="А")]
    lines += [sale("2026-10-03", "К1", -5, -1, sku_code="Ж"), sale("2025-11-19", "К1", sku_code="З")]
    ranks = pd.DataFrame(
        {"sku": list("АБВЕ"), "liquid_rank": [2, 1, 3, pd.NA], "is_candidate": [False, False, True, True]}
    )
    found = client_skus(ledger(tmp_path, lines, TODAY), ["К1"], ranks, YEAR, most_liquid=2, most_other=1)
    assert found[found["is_best"]]["sku"].tolist() == ["А", "Б", "Д"]
    assert found[~found["is_best"]]["sku"].tolist() == ["В", "Е"], "candidates he bought, whatever their place"
    row = found.set_index("sku").loc["Е"]
    assert (row["count_days"], row["units"], row["amount_rub"]) == (1, 0, 0)


def test_weeks_count_from_the_first_purchase_also_where_it_is_older_than_the_window(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2025-11-13", quantity=10),
            sale("2025-11-12", quantity=-1, amount=-1),
            sale("2026-11-10", quantity=70),
            sale("2025-11-25", "К2", quantity=10),
            sale("2026-11-10", "К2", quantity=70),
            sale("2026-11-10", "К3", quantity=70),
            sale("2026-11-21", "К3", quantity=5),
            sale("2025-11-13", "К4"),
        ],
        date(2026, 11, 22),
    )
    ranks = pd.DataFrame({"sku": ["Т1"], "liquid_rank": [1], "is_candidate": [False]})
    found = client_skus(lines, ["К1", "К2", "К3", "К4"], ranks, YEAR, most_liquid=1, most_other=1)
    assert found["client_code"].tolist() == ["К1", "К2", "К3"], "an article not bought in the window is not there"
    assert found["first_on"].dt.date.tolist() == [date(2025, 11, 13), date(2025, 11, 25), date(2026, 11, 10)]
    assert found["units"].tolist() == [70, 80, 70], "of the window only"
    assert found["count_days"].tolist() == [1, 2, 1]
    demand = shipment_demand(weekly_units(lines, found, WEEKS), found, WEEKS.start, WEEKS.end)
    assert demand["count_weeks"].tolist() == [8, 8, 1]
    assert demand["demand_day"].tolist() == pytest.approx([70 / 56, 70 / 56, 10])


def test_weeks_begin_on_monday_and_are_net_of_returns(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-09-20", quantity=1),
            sale("2026-09-21", quantity=2),
            sale("2026-09-27", quantity=-1, amount=-1),
            sale("2026-11-15", quantity=1.5),
            sale("2026-11-16", quantity=9),
            sale("2026-10-01", sku_code="Другой"),
            sale("2026-10-01", "К2"),
        ],
        TODAY,
    )
    pairs = pd.DataFrame({"client_code": ["К1"], "sku": ["Т1"]})
    found = weekly_units(lines, pairs, WEEKS)
    assert found["week_on"].dt.date.tolist() == [date(2026, 9, 21), date(2026, 11, 9)]
    assert found["units"].tolist() == [1, 1.5]


def test_the_last_price_is_the_amount_of_the_last_day_by_its_units(tmp_path: Path) -> None:
    lines = ledger(
        tmp_path,
        [
            sale("2026-10-01", amount=999, quantity=1),
            sale("2026-10-05", amount=100, quantity=10),
            sale("2026-10-05", amount=60, quantity=6.5),
            sale("2026-10-07", amount=-10, quantity=-1),
        ],
        TODAY,
    )
    [row] = last_prices(lines, pd.DataFrame({"client_code": ["К1"], "sku": ["Т1"]}), YEAR).to_dict("records")
    assert row["price_rub"] == pytest.approx(160 / 16.5)
    assert row["last_on"] == pd.Timestamp("2026-10-05")


def test_an_empty_ledger_and_nobody_asked_give_empty_tables(tmp_path: Path) -> None:
    lines = ledger(tmp_path, [sale("2026-11-20")], TODAY)
    nobody = pd.DataFrame({"client_code": pd.Series(dtype=object), "sku": pd.Series(dtype=object)})
    members = pd.DataFrame({"client_code": pd.Series(dtype=object), "group_id": pd.Series(dtype="int64")})
    bounds = pd.DataFrame({"group_id": pd.Series(dtype="int64"), "count_least": pd.Series(dtype="int64")})
    ranks = pd.DataFrame({"sku": [], "liquid_rank": [], "is_candidate": []})
    assert sku_sales(lines, SOLD, AGAIN, YEAR).empty
    assert peer_skus(lines, members, bounds, AGAIN).empty
    assert client_skus(lines, [], ranks, YEAR, most_liquid=5, most_other=5).empty
    assert weekly_units(lines, nobody, WEEKS).empty
    assert last_prices(lines, nobody, YEAR).empty
