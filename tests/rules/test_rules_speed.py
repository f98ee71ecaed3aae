"""A hundred thousand clients go through the rules in seconds (of one processor: the machine may be busy)."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from clientbase_xl.rules.category import categories
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.schemas.facts import FACTS
from clientbase_xl.settings import Settings
from tests.support.clients import CARD_KEYS, TODAY

COUNT_CLIENTS = 100_000
SECONDS_MAX = 5.0


def big_base() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return facts and cards of a very large distributor, the same at every run."""
    draw = np.random.default_rng(7)
    silence = draw.integers(1, 500, COUNT_CLIENTS)
    turnover = np.round(draw.lognormal(11, 1.5, COUNT_CLIENTS), 2)
    last = pd.Timestamp(TODAY) - pd.to_timedelta(silence, "D")
    codes = [f"К{number:06d}" for number in range(COUNT_CLIENTS)]
    facts = pd.DataFrame(
        {
            "client_code": codes,
            "turnover_12m_rub": turnover,
            "gross_profit_12m_rub": turnover * draw.normal(0.2, 0.15, COUNT_CLIENTS),
            "amount_9m_rub": turnover * 0.8,
            "silence_days": silence.astype(float),
            "last_purchase_on": last,
            "first_purchase_on": last - pd.to_timedelta(draw.integers(0, 600, COUNT_CLIENTS), "D"),
            "rhythm_days": np.where(draw.random(COUNT_CLIENTS) < 0.3, np.nan, draw.integers(5, 60, COUNT_CLIENTS)),
        }
    )
    potential = np.where(draw.random(COUNT_CLIENTS) < 0.5, np.nan, turnover * draw.uniform(1, 5, COUNT_CLIENTS))
    managers = [f"Менеджер {number:02d}" for number in draw.integers(0, 40, COUNT_CLIENTS)]
    cards = pd.DataFrame({"client_code": codes, "client_name": codes, "manager": managers, "potential_rub": potential})
    return facts.reindex(columns=list(FACTS.keys)), cards.reindex(columns=list(CARD_KEYS))


@pytest.mark.figure
def test_a_hundred_thousand_clients_take_at_most_five_seconds() -> None:
    facts, cards = big_base()
    seconds = []
    for _ in range(3):
        started = time.process_time()
        status = statuses(facts, cards, TODAY, Settings())
        letters = categories(facts, cards, status, Settings()).table
        calls = reactivation(facts, cards, letters, Settings())
        table = clients_table(facts, cards, status, letters)
        seconds.append(time.process_time() - started)
    assert len(table) == COUNT_CLIENTS
    assert len(calls) > 10_000
    assert min(seconds) <= SECONDS_MAX, seconds


def test_the_same_base_twice_gives_the_same_tables() -> None:
    facts, cards = (table.head(2_000) for table in big_base())
    first, second = (
        categories(facts, cards, statuses(facts, cards, TODAY, Settings()), Settings()).table for _ in range(2)
    )
    pd.testing.assert_frame_equal(first, second)
    shuffled = facts.sample(frac=1, random_state=1)
    status = statuses(shuffled, cards, TODAY, Settings())
    pd.testing.assert_frame_equal(categories(shuffled, cards, status, Settings()).table, first)
