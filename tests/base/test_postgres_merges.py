"""Merged clients under the rights of a server: a manager reads what his own sales need (METHOD section 7)."""

from __future__ import annotations

import pytest

from tests.support.postgres_server import Server
from tests.support.team_base import IVANOVA, found_team

pytestmark = pytest.mark.long


def test_a_manager_sees_the_merges_that_lead_to_his_card_and_no_other_pair(
    postgres: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A → B → the card that he leads: sales under the oldest code are his client's."""
    made = found_team(postgres, postgres.create(), tmp_path_factory.mktemp("дубли"))
    pairs = {("K2", "M2"): "объединить", ("K1", "K2"): "объединить", ("Q1", "Q2"): "объединить"}
    for (first, second), decision in pairs.items():
        made.asked(
            f"INSERT INTO client_pairs (first_code, second_code, decision, kept_code) VALUES "
            f"('{first}', '{second}', '{decision}', '{first}') "
            "ON CONFLICT (first_code, second_code) DO UPDATE SET decision = excluded.decision RETURNING 1"
        )
    seen = made.rows(IVANOVA, "SELECT first_code, second_code FROM client_pairs ORDER BY 1, 2")
    made.drop()
    assert [tuple(row) for row in seen] == [("K1", "K2"), ("K2", "M2")]
