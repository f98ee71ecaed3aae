"""The base as the rules see it on one date (METHOD section 19)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.week_state import week_state
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of


def test_a_state_is_every_rule_applied_to_the_facts_of_a_date() -> None:
    facts = facts_of(fact("А", silence=75, amount_9m_rub=5.0, turnover_12m_rub=5.0), fact("Б", turnover_12m_rub=9.0))
    cards = cards_of({"client_code": "А", "manager": "М"})
    state = week_state(facts, cards, TODAY, Settings())
    letters = computed(facts, cards).table
    pd.testing.assert_frame_equal(state.statuses, statuses(facts, cards, TODAY, Settings()))
    pd.testing.assert_frame_equal(state.categories, letters)
    pd.testing.assert_frame_equal(state.reactivation, reactivation(facts, cards, letters, Settings()))
    assert (state.today, state.settings) == (TODAY, Settings())
