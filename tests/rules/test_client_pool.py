"""Stable clients and clients to bet on, worked out by hand. On 20.11.2026 the full months are 11.2025–10.2026."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_pool import client_pool, with_proposals
from clientbase_xl.rules.periods import shift_months
from clientbase_xl.schemas.client_plans import CLIENT_POOL
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.settings import Settings, from_values

TODAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)
FIRST = date(2025, 11, 1)


def clients(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return CLIENTS: a row names its code and what matters."""
    keys = ["client_code", "client_name", "manager", "category_approved", "untapped_rub", "trend", "is_stopped"]
    assert set(keys) <= set(CLIENTS.keys)
    table = pd.DataFrame([{"is_stopped": False} | row for row in rows], columns=keys)
    table[["untapped_rub", "trend"]] = table[["untapped_rub", "trend"]].astype("float64")
    return table.assign(category_approved=table["category_approved"].astype(object).where(pd.notna, None))


def months(**sales: list[float | None]) -> pd.DataFrame:
    """Return client_months: code → roubles of the full months, oldest first; None bought nothing."""
    rows = [
        (code, pd.Timestamp(shift_months(FIRST, place)), roubles, 1)
        for code, by_month in sales.items()
        for place, roubles in enumerate(by_month)
        if roubles is not None
    ]
    return pd.DataFrame(rows, columns=["client_code", "month_start_on", "turnover_rub", "count_purchases"])


def pool(
    table: pd.DataFrame,
    sold: pd.DataFrame,
    *,
    first_on: date | None = LONG_AGO,
    settings: Settings | None = None,
    stages: dict[str, str] | None = None,
) -> pd.DataFrame:
    proposals = pd.DataFrame([("К1", 30.0, 120.0)], columns=["client_code", "quarter_rub", "year_rub"])
    found = client_pool(table, sold, first_on, stages or {}, TODAY, settings or Settings())
    return with_proposals(found, proposals)


def stable(by_month: list[float | None], **known: Any) -> bool:
    """Tell whether a client with these months stands in the pool as stable."""
    found = pool(clients({"client_code": "К1"}), months(К1=by_month), **known)
    return bool(len(found)) and bool(found["is_stable"].iloc[0])


@pytest.mark.parametrize(("count", "is_stable"), [(8, False), (9, True), (12, True)])
def test_nine_of_twelve_months_are_enough(count: int, is_stable: bool) -> None:
    assert stable([100.0] * count + [None] * (12 - count)) is is_stable


def test_a_variation_of_exactly_one_half_is_stable_and_a_hair_more_is_not() -> None:
    # Six months of 50 and six of 150: mean 100, population deviation 50.
    assert stable([50.0, 150.0] * 6)
    assert not stable([49.99, 150.01] * 6)
    # The deviation of a sample would be 52.2 and lose the client.


def test_months_without_a_purchase_do_not_vary() -> None:
    assert stable([100.0] * 9 + [None] * 3)


def test_a_month_with_returns_only_is_no_month_with_a_purchase() -> None:
    sold = months(К1=[100.0] * 9)
    only_returns = pd.DataFrame([("К1", pd.Timestamp("2026-10-01"), -50.0, 0)], columns=sold.columns)
    found = pool(clients({"client_code": "К1"}), pd.concat([sold, only_returns], ignore_index=True))
    assert (found["count_months"].tolist(), found["variation"].tolist()) == ([9], [0.0])
    assert found["turnover_year_rub"].tolist() == [850.0]


def test_the_current_month_and_months_before_the_twelve_do_not_count() -> None:
    sold = months(К1=[100.0] * 9)
    outside = [("К1", pd.Timestamp(day), 9_999.0, 1) for day in ("2025-10-01", "2026-11-01")]
    whole = pd.concat([sold, pd.DataFrame(outside, columns=sold.columns)], ignore_index=True)
    assert pool(clients({"client_code": "К1"}), whole)["count_months"].tolist() == [9]


@pytest.mark.parametrize(
    ("first_on", "is_stable"), [(date(2025, 11, 30), True), (date(2025, 12, 1), False), (None, False)]
)
def test_a_shorter_ledger_knows_nobody_as_stable(first_on: date | None, is_stable: bool) -> None:
    assert stable([100.0] * 12, first_on=first_on) is is_stable
    bet = clients({"client_code": "К1", "category_approved": "A", "trend": 0.1})
    row = pool(bet, months(К1=[100.0] * 12), first_on=first_on).iloc[0]
    assert pd.isna(row["is_stable"]) is not is_stable
    assert ("продаж меньше 12 полных месяцев" in row["reason"]) is not is_stable


def bets(*rows: dict[str, Any]) -> list[str]:
    """Return who is a bet among clients without sales."""
    codes = [{"client_code": f"К{place}"} | row for place, row in enumerate(rows, 1)]
    found = pool(clients(*codes), months())
    return list(found.loc[found["is_bet"].fillna(value=False), "client_code"])


@pytest.mark.parametrize(("trend", "is_bet"), [(0.0, True), (-0.0001, False), (None, False)])
def test_a_and_b_are_bets_unless_they_fall(trend: float | None, is_bet: bool) -> None:
    rows = [{"category_approved": letter, "trend": trend} for letter in "ABC"]
    assert bets(*rows) == (["К1", "К2"] if is_bet else [])


def test_the_first_fifth_by_untapped_roubles_is_rounded_up_and_equal_ones_are_all_in() -> None:
    def known(*untapped: float | None) -> list[str]:
        return bets(*({"category_approved": "C", "untapped_rub": one, "trend": 0.0} for one in untapped))

    assert known(1, 5, 3, 4, 2) == ["К2"]  # 20 % of 5 is 1
    assert known(1, 5, 3, 4, 2, 6) == ["К2", "К6"]  # 20 % of 6 is 1.2: two
    assert known(5, 5, 3, 4, 2) == ["К1", "К2"]  # the first place twice
    assert known(6, 5, 5, 4, 3, 2) == ["К1", "К2", "К3"]  # the second place twice
    assert known(7) == ["К1"]
    assert known(0, None, -3) == []
    assert len(known(*range(1, 16))) == 3  # 20 % of 15 is 3, also where 0.2 × 15 is a hair more


def test_who_has_stopped_is_in_no_pool() -> None:
    assert bets({"category_approved": "A", "trend": 0.5, "is_stopped": True}) == []


def test_the_pool_is_ordered_by_turnover_and_knows_stage_step_and_proposal() -> None:
    table = clients(
        {"client_code": "К2", "category_approved": "A", "trend": 0.0},
        {"client_code": "К1", "category_approved": "C", "trend": -0.5, "untapped_rub": 10.0},
        {"client_code": "К3", "category_approved": "C", "trend": 0.5},
    )
    found = pool(table, months(К1=[100.0] * 12, К2=[50.0]), stages={"К1": "переговоры"})
    assert found["client_code"].tolist() == ["К1", "К2"]
    assert found["rank"].tolist() == [1, 2]
    assert found["next_step"].tolist() == ["Подписать соглашение о намерениях", "Начать переговоры о плане"]
    assert found["quarter_rub"].tolist()[0] == 30.0
    assert pd.isna(found["quarter_rub"].tolist()[1])
    assert found["reason"].tolist() == [
        "Стабильный: покупки в 12 из 12 мес., коэффициент вариации 0\xa0% (нужно от 9 и до 50\xa0%). "
        "Не ставка: категория C, не взято 10\xa0₽, место 1 из 1 (верх — 1), тренд −50\xa0%",
        "Не стабильный: покупки в 1 из 12 мес., коэффициент вариации 0\xa0% (нужно от 9 и до 50\xa0%). "
        "Ставка: категория A, не взято: нет данных, тренд 0\xa0%",
    ]


def test_the_thresholds_are_settings() -> None:
    loose = from_values({"agreements.stable_months": 3, "agreements.stable_variation": 0.0})
    assert stable([100.0] * 3, settings=loose)
    assert not stable([100.0, 101.0, 100.0], settings=loose)


def test_nobody_is_in_the_pool_of_an_empty_base() -> None:
    found = pool(clients(), months())
    assert list(found.columns) == list(CLIENT_POOL.keys)
    assert found.empty
