"""Cohorts of the first purchase, worked out by hand (METHOD section 9)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.retention import retention
from clientbase_xl.schemas.retention import MONTH_KEYS, RETENTION
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import from_values

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)
NO_CARDS = pd.DataFrame({"client_code": []}, dtype=object)


def client(code: str, first: str, second: str | None = None, months: int = 1) -> dict[str, Any]:
    return {
        "client_code": code,
        "first_on": pd.Timestamp(first),
        "second_on": pd.Timestamp(second) if second else pd.NaT,
        "months_mask": months,
    }


def many(count: int, again: int, first: str = "2026-03-10") -> list[dict[str, Any]]:
    """Return so many clients of one day, some of which came again."""
    return [client(f"К{n}", first, "2026-04-01" if n < again else None) for n in range(count)]


def cohorts(
    *rows: dict[str, Any],
    cards: pd.DataFrame = NO_CARDS,
    begin: date | None = LONG_AGO,
    today: date = TODAY,
    **settings: Any,
) -> pd.DataFrame:
    purchases = pd.DataFrame(list(rows), columns=["client_code", "first_on", "second_on", "months_mask"])
    table = retention(purchases, cards, begin, today, from_values({f"retention.{k}": v for k, v in settings.items()}))
    assert tuple(table.columns) == RETENTION.keys
    assert check_table(table, RETENTION) == ()
    return table


def test_the_first_columns_are_those_that_other_programs_read() -> None:
    assert RETENTION.keys[:5] == ("cohort", "count_first", "count_second", "share_second", "is_mature")


def test_clients_are_counted_in_the_month_of_the_first_purchase_the_oldest_first() -> None:
    table = cohorts(
        client("А", "2026-05-31", "2026-06-01"), client("Б", "2026-05-01"), client("В", "2025-12-31", "2026-01-05")
    )
    rows = table[["cohort", "count_first", "count_second", "share_second"]].to_numpy().tolist()
    assert rows == [["2025-12", 1, 1, 1.0], ["2026-05", 2, 1, 0.5]]


@pytest.mark.parametrize(
    ("count", "again", "verdict"),
    [
        (100, 67, "дыры нет"),
        (100, 66, "дыра в кармане"),
        (30, 20, "дыра в кармане"),  # 66.67 %
        (20, 14, "дыры нет"),
        (20, 13, "дыра в кармане"),
        (19, 19, "мало данных"),
        (1, 0, "мало данных"),
    ],
)
def test_the_verdict_of_a_mature_cohort(count: int, again: int, verdict: str) -> None:
    assert cohorts(*many(count, again)).loc[0, "verdict"] == verdict


def test_the_reason_never_rounds_a_share_up_to_the_threshold() -> None:
    assert cohorts(*many(30, 20)).loc[0, "reason"] == "20 из 30: 66\u00a0% < 67\u00a0%"
    assert cohorts(*many(100, 67)).loc[0, "reason"] == "67 из 100: 67\u00a0% ≥ 67\u00a0%"


@pytest.mark.parametrize(
    ("today", "is_mature"), [(date(2026, 6, 28), False), (date(2026, 6, 29), True), (date(2026, 6, 30), True)]
)
def test_a_cohort_is_mature_when_its_last_day_is_ninety_days_ago(today: date, is_mature: bool) -> None:
    found = cohorts(*many(30, 30), today=today).iloc[0]  # 31 March + 90 days is 29 June
    assert bool(found["is_mature"]) == is_mature
    assert found["verdict"] == ("дыры нет" if is_mature else "не созрела")


@pytest.mark.parametrize(
    ("begin", "verdict"),
    [
        (date(2025, 9, 1), "дыры нет"),  # six months end on 1 March
        (date(2025, 9, 2), "начало истории"),  # 2 March: the cohort began before
        (date(2026, 3, 10), "начало истории"),
    ],
)
def test_cohorts_of_the_first_months_of_the_ledger_are_apart(begin: date, verdict: str) -> None:
    assert cohorts(*many(30, 30), begin=begin).loc[0, "verdict"] == verdict


def test_no_month_is_unknown_when_the_setting_says_so() -> None:
    assert cohorts(*many(30, 30), begin=date(2026, 3, 10), unknown_months=0).loc[0, "verdict"] == "дыры нет"


def test_project_clients_are_left_out() -> None:
    cards = pd.DataFrame({"client_code": ["А", "Б", "В"], "is_project": [True, False, None]}, dtype=object)
    rows = [client("А", "2026-03-01"), client("Б", "2026-03-01"), client("В", "2026-03-01"), client("Г", "2026-03-01")]
    assert cohorts(*rows, cards=cards).loc[0, "count_first"] == 3


def test_months_show_who_bought_and_stay_empty_until_they_are_over() -> None:
    rows = [client("А", "2026-08-05", "2026-09-01", 0b1011), client("Б", "2026-08-31", "2026-10-01", 0b0101)]
    found = cohorts(*rows).iloc[0]
    # August, September, October are over on 20 November; November (bit 3) is not, though somebody has bought.
    assert found[list(MONTH_KEYS[:3])].tolist() == [1.0, 0.5, 0.5]
    assert found[list(MONTH_KEYS[3:])].isna().all()
    later = cohorts(*rows, today=date(2026, 12, 1)).iloc[0]
    assert later[MONTH_KEYS[3]] == 0.5
    assert pd.isna(later[MONTH_KEYS[4]])


def test_a_month_in_which_nobody_bought_is_nought_once_it_is_over() -> None:
    found = cohorts(client("А", "2025-01-01")).iloc[0]
    assert found[list(MONTH_KEYS)].tolist() == [1.0] + [0.0] * 12


def test_an_empty_ledger_has_no_cohorts() -> None:
    assert cohorts(begin=None).empty
