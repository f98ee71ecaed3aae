"""Sum, depth and outcome of the discounts of each manager (METHOD section 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.discount_facts import DiscountFacts
from clientbase_xl.rules.discount_managers import discount_managers
from clientbase_xl.rules.discounts_table import discounts_table
from clientbase_xl.schemas.discounts import DISCOUNT_MANAGERS
from clientbase_xl.schemas.validation import check_table
from tests.support.discounts import KNOWN, TODAY, discounts, facts, plain, sales, verdicts

CARDS = pd.DataFrame({"client_code": ["К1"], "client_name": ["Ромашка"]}, dtype=object)
NO_TURNOVER: tuple[tuple[str, float, float], ...] = ()


def managers(
    *rows: dict[str, Any],
    found: dict[str, DiscountFacts],
    turnovers: tuple[tuple[str, float, float], ...] = NO_TURNOVER,
) -> dict[str, dict[str, Any]]:
    table = discounts_table(discounts(*rows), CARDS, found, verdicts(), KNOWN)[0]
    sold = pd.DataFrame(turnovers, columns=["manager", "turnover_rub", "discounted_rub"])
    made = discount_managers(table, found, sold, TODAY)
    assert check_table(made, DISCOUNT_MANAGERS) == ()
    return {row["manager"]: row for row in made.to_dict("records")}


def test_sum_depth_and_share_by_hand() -> None:
    found = {
        "н-1": facts(sales(500, 100, 5), sales(950, 200, 9)),  # 5 %: 50 of 1 000
        "н-2": facts(sales(500, 100, 5), sales(1800, 50, 9)),  # 10 %: 200 of 2 000
    }
    made = managers(
        {},
        {"discount_share": 0.1, "ground": None, "purchase": None},
        found=found,
        turnovers=(("Ветров", 10_000.0, 2_750.0), ("Градова", 5_000.0, 0.0)),
    )
    row = made["Ветров"]
    assert (row["count_in_force"], row["count_decided"]) == (2, 2)
    assert row["given_rub"] == pytest.approx(250)
    assert row["depth"] == pytest.approx(250 / 3_000)
    assert row["discounted_share"] == pytest.approx(0.275)
    assert (row["count_paid"], row["count_not_paid"], row["profit_change_rub"]) == (1, 1, 50.0)
    assert (row["count_no_ground"], row["count_no_purchase"]) == (1, 1)
    assert plain(row["reason"]) == (
        "за 12 мес.: отдано 250 ₽ с 3 000 ₽ по прежним ценам — 8,3 %; со скидкой 2 750 ₽ из 10 000 ₽ — 27,5 %"
    )
    assert list(made) == ["Ветров", "Отдел"]  # Градова sold nothing under a discount
    assert made["Отдел"]["discounted_share"] == pytest.approx(2_750 / 15_000)


@pytest.mark.parametrize(
    ("first", "count"),
    [(date(2025, 6, 10), 1), (date(2025, 6, 9), 0), (date(2026, 6, 9), 1), (date(2026, 6, 10), 0)],
)
def test_decisions_of_the_last_year_count_today_does_not(first: date, count: int) -> None:
    made = managers({"decided_on": first}, found={})
    assert made["Ветров"]["count_decided"] == count
    assert made["Ветров"]["count_in_force"] == 1


def test_who_sold_under_somebody_elses_discount_has_a_row_with_his_share() -> None:
    made = managers({}, found={}, turnovers=(("Градова", 1_000.0, 400.0), ("", 50.0, 50.0)))
    assert list(made) == ["Ветров", "Градова", "не указан", "Отдел"]
    assert made["Градова"]["discounted_share"] == pytest.approx(0.4)
    assert (made["Градова"]["count_decided"], made["Градова"]["given_rub"]) == (0, 0.0)
    assert pd.isna(made["Градова"]["depth"])


def test_what_nobody_judged_has_no_roubles_and_what_nobody_sold_no_share() -> None:
    row = managers({"decided_on": date(2026, 5, 1)}, found={})["Ветров"]
    assert (row["count_early"], row["count_unknown"]) == (1, 0)
    assert pd.isna(row["profit_change_rub"])
    assert pd.isna(row["discounted_share"])
    assert plain(row["reason"]) == "за 12 мес.: продаж под скидкой нет"


def test_a_discount_without_a_manager_is_of_nobody_and_none_at_all_are_no_rows() -> None:
    assert list(managers({"manager": None}, found={})) == ["не указан", "Отдел"]
    assert managers(found={}) == {}
