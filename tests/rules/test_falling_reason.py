"""Every suggested reason with its evidence, in first-match order (METHOD section 11)."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.falling_reason import KEYS, falling_reason
from clientbase_xl.settings import FallingSettings

NOTHING: dict[str, Any] = dict.fromkeys(KEYS)


def suggested(**cells: Any) -> tuple[int, str]:
    table = falling_reason(pd.DataFrame([NOTHING | cells], dtype=object), FallingSettings())
    (row,) = table.to_dict("records")
    return row["reason_number"], row["evidence"].replace("\xa0", " ")


@pytest.mark.parametrize(("days", "reason"), [(30, 4), (31, 3), (0, 4)])
def test_overdue_of_exactly_30_days_is_not_more_than_30(days: int, reason: int) -> None:
    assert suggested(overdue_days=days, overdue_rub=500)[0] == reason
    assert suggested(overdue_days=days)[0] == reason


def test_days_of_a_debt_that_the_card_calls_nothing_say_nothing() -> None:
    assert suggested(overdue_days=45, overdue_rub=0)[0] == 4


@pytest.mark.parametrize(("free", "reason"), [(-0.01, 3), (0, 4), (100, 4)])
def test_a_limit_is_exceeded_below_nothing(free: float, reason: int) -> None:
    assert suggested(free_limit_rub=free)[0] == reason


@pytest.mark.parametrize(
    ("before", "now", "reason"), [(100, 90, 2), (100, 90.1, 4), (30, 27, 2), (100, 0, 2), (100, 110, 4)]
)
def test_sell_out_down_by_exactly_10_per_cent_is_down(before: float, now: float, reason: int) -> None:
    assert suggested(sell_out_before_units=before, sell_out_units=now)[0] == reason


@pytest.mark.parametrize(("before", "now", "reason"), [(100, 100, 1), (100, 91, 1), (100, 90, 2)])
def test_a_falling_forecast_counts_while_the_sell_out_is_not_down(before: float, now: float, reason: int) -> None:
    assert suggested(sell_out_before_units=before, sell_out_units=now, forecast="падает")[0] == reason
    assert suggested(sell_out_before_units=before, sell_out_units=now, forecast="растёт")[0] in (2, 4)


@pytest.mark.parametrize(("before", "now"), [(None, 90), (100, None), (0, 90), (100, -1), (None, None)])
def test_a_sell_out_that_is_not_known_is_not_known_to_stand(before: float | None, now: float | None) -> None:
    reason, evidence = suggested(sell_out_before_units=before, sell_out_units=now, forecast="падает")
    assert (reason, "спросите" in evidence) == (4, True)


def test_the_first_match_wins() -> None:
    everything = {"overdue_days": 40, "free_limit_rub": -1, "sell_out_before_units": 100, "forecast": "падает"}
    assert suggested(**everything, sell_out_units=50) == (3, "просрочка 40 дн., больше 30 дн.")
    rest = everything | {"overdue_days": 30, "sell_out_units": 50}
    assert suggested(**rest) == (3, "лимит превышен на 1 ₽")
    assert suggested(**rest | {"free_limit_rub": 0})[0] == 2


def test_the_evidence_says_the_numbers() -> None:
    assert suggested(sell_out_before_units=200, sell_out_units=150)[1] == (
        "продавал 200, продаёт 150 ед. в месяц: −25 %, порог 10 %"
    )


def test_an_empty_table_gives_an_empty_one() -> None:
    assert falling_reason(pd.DataFrame(columns=list(KEYS)), FallingSettings()).empty
