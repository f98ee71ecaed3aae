"""What discounts ask for today (METHOD sections 1 and 14)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.decision_actions import decision_actions
from clientbase_xl.rules.today_action import Action
from clientbase_xl.schemas.discounts import DISCOUNTS
from clientbase_xl.settings import DiscountSettings
from tests.support.discounts import TODAY

LOST: dict[str, Any] = {
    "client_code": "К1",
    "client_name": "Ромашка",
    "decided_on": date(2026, 2, 1),
    "state": "действует",
    "verdict": "не окупилась",
    "profit_change_rub": -20_000.0,
    "judged_on": date(2026, 5, 1),
    "given_rub": 5_000.0,
}
RUNNING = LOST | {"verdict": "рано судить", "profit_change_rub": None, "judged_on": date(2026, 6, 24)}


def actions(*rows: dict[str, Any]) -> list[Action]:
    table = pd.DataFrame(list(rows), columns=list(DISCOUNTS.keys), dtype=object)
    return decision_actions(table, TODAY, DiscountSettings())


def shown(one: Action) -> list[tuple[str, float]]:
    return list(zip(one.names, one.amounts_rub, strict=True))


def test_a_discount_that_did_not_pay_and_goes_on_costs_the_lost_profit() -> None:
    lost, _ = actions(LOST, LOST | {"state": "закончилась"}, LOST | {"verdict": "окупилась"})
    assert shown(lost) == [("Ромашка", 20_000)]
    assert lost.sheet_key == "discounts"


def test_roubles_of_a_client_are_added_and_a_client_without_a_name_has_its_code() -> None:
    lost, _ = actions(LOST, LOST, LOST | {"client_code": "К2", "client_name": None})
    assert shown(lost) == [("Ромашка", 40_000), ("К2", 20_000)]


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ({}, 1),
        ({"judged_on": date(2026, 6, 25)}, 0),
        ({"judged_on": date(2026, 6, 9)}, 1),  # the sales of the last days are not loaded
        ({"decided_on": date(2026, 6, 10)}, 0),
        ({"verdict": "нет данных"}, 0),
    ],
)
def test_a_verdict_within_two_weeks_is_to_be_thought_of(cells: dict[str, Any], count: int) -> None:
    _, soon = actions(RUNNING | cells)
    assert shown(soon) == [("Ромашка", 5_000)] * count


def test_without_discounts_nobody_is_named() -> None:
    assert [shown(one) for one in actions()] == [[], []]
