"""ABC by turnover (METHOD section 3)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.abc import abc_groups
from clientbase_xl.settings import ProfileSettings


def groups(*turnovers: float, last: list[str] | None = None) -> str:
    """Return the groups of clients with these turnovers as one word."""
    table = pd.DataFrame(
        {
            "turnover_12m_rub": turnovers,
            "last_purchase_on": pd.to_datetime(last or ["2026-11-01"] * len(turnovers)),
            "client_code": [f"К{number}" for number in range(len(turnovers))],
        }
    )
    return "".join(abc_groups(table, ProfileSettings()))


def test_exactly_80_and_95_per_cent_before_a_client_are_the_next_group() -> None:
    # Before the clients: 0, 50, 80, 95 %.
    assert groups(500, 300, 150, 50) == "AABC"
    assert groups(500, 299, 151, 50) == "AAAC"  # 79.9 % before the third


def test_no_turnover_and_more_returns_than_sales_are_c() -> None:
    assert groups(100, 0, -50) == "ACC"
    assert groups() == ""


def test_equal_turnovers_go_by_the_later_purchase() -> None:
    assert groups(400, 400, 100, 100, last=["2026-11-01", "2026-11-01", "2026-01-01", "2026-02-01"]) == "AABB"
    assert groups(800, 150, 25, 25, last=["2026-11-01", "2026-11-01", "2026-01-01", "2026-02-01"]) == "ABCC"
    assert groups(800, 100, 100, last=["2026-11-01", "2026-01-01", "2026-02-01"]) == "ABB"
