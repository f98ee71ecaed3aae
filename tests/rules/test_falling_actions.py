"""What falling purchases give to do today (METHOD sections 1 and 11)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from clientbase_xl.rules.falling_actions import falling_actions
from clientbase_xl.rules.joined import present
from clientbase_xl.rules.today_action import Action, client_rows
from clientbase_xl.schemas.falling_purchases import FALLING_PURCHASES, REASON_WORDS


def codes(action: Action) -> dict[str, float]:
    rows = client_rows(action)
    return dict(zip(rows["client_code"], rows["amount_rub"], strict=True))


def falling(*rows: dict[str, Any]) -> pd.DataFrame:
    cells = [{"client_code": f"К{at}", "rank": at, "state": "сокращает"} | row for at, row in enumerate(rows, 1)]
    return present(pd.DataFrame(cells, columns=list(FALLING_PURCHASES.keys), dtype=object), FALLING_PURCHASES)


def test_falling_clients_stand_under_the_reason_in_force_with_the_roubles_at_risk() -> None:
    table = falling(
        {"reason_in_force": REASON_WORDS[0], "at_risk_rub": 100.0},
        {"reason_in_force": REASON_WORDS[3], "at_risk_rub": 200.0},
        {"reason_in_force": REASON_WORDS[3], "at_risk_rub": 300.0},
        {"reason_in_force": REASON_WORDS[3], "state": "восстановился"},
    )
    assert [codes(one) for one in falling_actions(table)] == [{"К1": 100}, {}, {}, {"К3": 300, "К2": 200}]


def test_nobody_who_cuts_purchases_is_an_action_about_nobody() -> None:
    found = falling_actions(falling())
    assert len(found) == len(REASON_WORDS)
    assert all(one.amounts_rub.empty for one in found)
