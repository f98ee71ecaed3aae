"""Baseline, now and the cut of purchases by hand; boundaries of the ledger and of 20 % (METHOD section 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.falling_baseline import KEYS, count_months, falling_baseline
from clientbase_xl.settings import FallingSettings


def found(months: int = 30, *, cut_share: float = 0.2, **sums: float) -> dict[Any, Any]:
    given = {"now_rub": 0.0, "year_ago_rub": 0.0, "before_rub": 0.0, "typed_month_rub": float("nan")} | sums
    table = falling_baseline(
        pd.DataFrame([{"client_code": "К1"} | given]), months, FallingSettings(cut_share=cut_share)
    )
    assert tuple(table.columns) == KEYS
    (row,) = table.to_dict("records")
    return row


def test_the_same_three_months_a_year_ago_are_the_baseline() -> None:
    row = found(now_rub=210_000, year_ago_rub=300_000, before_rub=1_200_000)
    assert (row["baseline_rub"], row["now_rub"], row["baseline_of"]) == (100_000, 70_000, "год назад")
    assert row["cut_share"] == pytest.approx(0.3)
    assert (row["state"], row["at_risk_rub"]) == ("сокращает", 360_000)


@pytest.mark.parametrize("year_ago", [0.0, -3_000.0])
def test_without_them_the_six_months_before_are(year_ago: float) -> None:
    row = found(now_rub=90_000, year_ago_rub=year_ago, before_rub=360_000)
    assert (row["baseline_rub"], row["baseline_of"]) == (60_000, "6 месяцев до")
    assert row["cut_share"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("months", "base", "state"),
    [
        (15, "год назад", "сокращает"),
        (14, "6 месяцев до", "сокращает"),
        (9, "6 месяцев до", "сокращает"),
        (8, None, "нет данных"),
        (2, None, "нет данных"),
        (0, None, "нет данных"),
    ],
)
def test_a_baseline_must_lie_inside_the_ledger(months: int, base: str | None, state: str) -> None:
    row = found(months, now_rub=3_000, year_ago_rub=300_000, before_rub=600_000)
    assert (row["baseline_of"], row["state"]) == (base, state)
    assert pd.isna(row["now_rub"]) is (months < 3)


@pytest.mark.parametrize(("now", "state"), [(240_000, "сокращает"), (240_000.03, "восстановился"), (0, "сокращает")])
def test_a_cut_of_exactly_20_per_cent_is_one(now: float, state: str) -> None:
    row = found(now_rub=now, year_ago_rub=300_000)
    assert row["state"] == state
    assert pd.isna(row["at_risk_rub"]) is (state == "восстановился")


def test_the_hair_of_a_third_does_not_decide() -> None:
    assert found(now_rub=0.8, year_ago_rub=1.0)["state"] == "сокращает"
    assert found(now_rub=70.0, year_ago_rub=100.0, cut_share=0.3)["state"] == "сокращает"


def test_a_typed_period_goes_before_everything_and_needs_no_long_ledger() -> None:
    row = found(4, now_rub=30_000, year_ago_rub=90_000, before_rub=60_000, typed_month_rub=40_000)
    assert (row["baseline_rub"], row["baseline_of"], row["cut_share"]) == (40_000, "предкризисный период", 0.75)


@pytest.mark.parametrize("month", [0.0, -10.0])
def test_a_typed_period_without_purchases_is_no_baseline_and_nothing_stands_in_for_it(month: float) -> None:
    row = found(now_rub=30_000, year_ago_rub=90_000, before_rub=90_000, typed_month_rub=month)
    assert (row["baseline_of"], row["state"]) == ("предкризисный период", "нет данных")
    assert [pd.isna(row[key]) for key in ("baseline_rub", "cut_share", "at_risk_rub")] == [True] * 3


def test_who_grew_and_who_never_bought_do_not_fall() -> None:
    assert found(now_rub=600_000, year_ago_rub=300_000)["state"] == "восстановился"
    assert found()["state"] == "нет данных"


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 3, 1), date(2026, 5, 31), 3),
        (date(2026, 2, 1), date(2026, 2, 14), 0.5),
        (date(2025, 12, 17), date(2026, 1, 31), 15 / 31 + 1),
        (date(2026, 2, 28), date(2026, 2, 28), 1 / 28),
        (date(2024, 2, 1), date(2024, 2, 29), 1),
    ],
)
def test_months_of_a_period_are_counted_by_days_of_each_month(first: date, last: date, months: float) -> None:
    assert count_months(first, last) == pytest.approx(months)
