"""Published figures of second purchases: CDNOW, a small log, and what Online Retail II gives (METHOD section 9)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.ledger.first_purchases import first_line_on, first_purchases
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.rules.retention import retention
from clientbase_xl.rules.retention_headline import retention_headline
from clientbase_xl.schemas.retention import MONTH_KEYS
from clientbase_xl.settings import Settings, from_values
from tests.support.online_retail import online_retail_lines
from tests.support.sales import ledger, sale

NO_CARDS = pd.DataFrame({"client_code": []}, dtype=object)
KNOWN = {"retention.unknown_months": 0}


def headline(lines: Any, today: date, settings: Settings) -> pd.DataFrame:
    table = retention_headline(first_purchases(lines), NO_CARDS, first_line_on(lines), today, settings)
    return table.set_index("client_group")


def test_four_of_six_clients_of_the_small_log_came_again_which_is_below_67_per_cent(tmp_path: Path) -> None:
    log = {
        "1": ("2015-01-01", "2015-02-06"),
        "2": ("2015-01-01",),
        "3": ("2015-01-01", "2015-01-02", "2015-01-05"),
        "4": ("2015-01-16", "2015-02-02", "2015-02-05"),
        "5": ("2015-01-16", "2015-01-17", "2015-01-18"),
        "6": ("2015-02-02",),
    }
    today = date(2015, 2, 7)
    lines = ledger(tmp_path, [sale(day, code) for code, days in log.items() for day in days], today)
    settings = from_values({**KNOWN, "retention.min_clients": 1, "retention.mature_days": 1})
    found = headline(lines, today, settings).loc["Созревшие"]
    assert (found["count_second"], found["count_first"]) == (4, 6)
    assert found["verdict"] == "дыра в кармане"


@pytest.mark.data
def test_cdnow_loses_three_of_five_clients_after_the_first_purchase(shared_data: Path, tmp_path: Path) -> None:
    rows = [line.split() for line in (shared_data / "CDNOW_sample.txt").read_text(encoding="ascii").splitlines()]
    lines = [
        sale(datetime.strptime(day, "%Y%m%d").date(), code, amount, count)  # noqa: DTZ007 - a day without a zone
        for _, code, day, count, amount in rows
    ]
    today = date(1997, 1, 1) + timedelta(weeks=39)
    table = ledger(tmp_path, lines, today)
    found = headline(table, today, from_values(KNOWN)).loc["Созревшие"]
    assert (found["count_second"], found["count_first"]) == (946, 2357)
    assert found["share_second"] == pytest.approx(0.4014, abs=0.00005)
    assert found["verdict"] == "дыра в кармане"
    # All of them first bought in the first three months of the log: by default nothing is known of them.
    by_default = headline(table, today, Settings())
    assert by_default.loc["Созревшие", "verdict"] == "нет данных"
    assert by_default.loc["Начало истории", "count_first"] == 2357


@pytest.mark.data
def test_cohorts_of_online_retail_add_up_to_the_headline(shared_data: Path, tmp_path: Path) -> None:
    today = date(2011, 12, 10)
    name = write_part(tmp_path, online_retail_lines(shared_data))
    online_retail = open_lines([ValidPart(tmp_path / name, (), True, "", "")], today)
    purchases = first_purchases(online_retail)
    given = (purchases, NO_CARDS, first_line_on(online_retail), today, Settings())
    cohorts, total = retention(*given), retention_headline(*given).set_index("client_group")
    assert cohorts["count_first"].sum() == total.loc["Все клиенты", "count_first"] == len(purchases)
    assert cohorts["count_second"].sum() == total.loc["Все клиенты", "count_second"]
    judged = cohorts[cohorts["is_mature"] & (cohorts["verdict"] != "начало истории")]
    assert total.loc["Созревшие", "count_first"] >= judged["count_first"].sum()
    # A year of months is over for the cohorts up to November 2010, and only for them.
    assert list(cohorts.loc[cohorts[MONTH_KEYS[12]].notna(), "cohort"])[-1] == "2010-11"
