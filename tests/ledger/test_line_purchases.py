"""What clients bought of each line by hand: kopecks, days, returns, categories put together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from clientbase_xl.ledger.line_purchases import KEYS, line_purchases, line_totals
from clientbase_xl.ledger.windows import Window, last_months
from tests.support.sales import ledger, sale

TODAY = date(2026, 11, 21)


def bought(folder: Path, lines: list[dict[str, Any]], window: Window | None = None, **mapped: str) -> pd.DataFrame:
    table = line_purchases(ledger(folder, lines, TODAY), mapped, window or last_months(TODAY, 12))
    assert tuple(table.columns) == KEYS
    return table


LINES = [
    sale("2025-11-21", "К1", "100.10", product_category="Клеи"),
    sale("2025-11-20", "К1", "9000.00", product_category="Клеи"),
    sale("2026-01-10", "К1", "200.20", product_category="Краски"),
    sale("2026-01-10", "К1", "0.70", product_category="Клеи "),
    sale("2026-02-01", "К1", "-50.00", -1, product_category="Клеи"),
    sale("2026-03-01", "К2", "7.00", product_category=None),
    sale("2026-03-02", None, "1.00", product_category="Клеи"),
    sale("2026-11-21", "К2", "5000.00", product_category="Клеи"),
]


def test_lines_are_categories_of_the_window_net_of_returns(tmp_path: Path) -> None:
    table = bought(tmp_path, LINES)
    rows = table[table["client_code"].notna()].set_index(["client_code", "line"])
    assert rows["turnover_rub"].to_dict() == {
        ("К1", "Клеи"): 50.80,
        ("К1", "Краски"): 200.20,
        ("К2", "без категории"): 7.0,
    }
    assert rows["count_purchases"].tolist() == [2, 1, 1]
    assert rows.loc[("К1", "Клеи"), "last_on"] == pd.Timestamp("2026-01-10")


def test_categories_of_one_line_share_their_days(tmp_path: Path) -> None:
    table = bought(tmp_path, LINES, Клеи="Химия", Краски="Химия")
    row = table[table["client_code"] == "К1"].iloc[0]
    assert (row["line"], row["turnover_rub"], row["count_purchases"]) == ("Химия", 251.0, 2)


def test_totals_count_clients_that_bought_and_money_of_everybody(tmp_path: Path) -> None:
    totals = line_totals(bought(tmp_path, [*LINES, sale("2026-04-01", "К3", "-5.00", -1, product_category="Краски")]))
    by_line = totals.set_index("line")
    assert by_line["turnover_rub"].to_dict() == {"Клеи": 51.8, "Краски": 195.2, "без категории": 7.0}
    assert by_line["count_clients"].to_dict() == {"Клеи": 1, "Краски": 1, "без категории": 1}
    assert by_line["count_purchases"].to_dict() == {"Клеи": 2, "Краски": 1, "без категории": 1}


def test_an_empty_window_gives_no_rows(tmp_path: Path) -> None:
    table = bought(tmp_path, LINES, Window(date(2020, 1, 1), date(2020, 2, 1)))
    assert table.empty
    assert line_totals(table).empty
