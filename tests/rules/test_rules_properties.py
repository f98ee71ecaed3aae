"""What is true of every base, however strange: letters, order, cut-offs."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientbase_xl.rules.category import CategoryResult
from clientbase_xl.rules.client_status import statuses
from clientbase_xl.rules.clients_table import clients_table
from clientbase_xl.rules.grid import grid_of
from clientbase_xl.rules.level_cuts import POTENTIAL_LEVELS, PROFIT_LEVELS
from clientbase_xl.rules.reactivation import reactivation
from clientbase_xl.rules.today_actions import today_actions
from clientbase_xl.schemas.categories import CATEGORIES, STATUS
from clientbase_xl.schemas.clients import LETTERS, STATUSES
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import Settings
from tests.support.clients import TODAY, cards_of, computed, fact, facts_of, plain, settings_of

pytestmark = pytest.mark.long

ROUBLES = st.integers(-5_000, 500_000).map(lambda kopecks: kopecks / 100)
UNKNOWN_OR_ROUBLES = st.none() | ROUBLES


@st.composite
def clients(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return facts and card of one client; any of them may be unknown."""
    known = {
        "silence": draw(st.none() | st.sampled_from([0, 1, 59, 60, 61, 180, 181, 365, 366, 900])),
        "turnover_12m_rub": draw(UNKNOWN_OR_ROUBLES),
        "gross_profit_12m_rub": draw(UNKNOWN_OR_ROUBLES),
        "amount_9m_rub": draw(UNKNOWN_OR_ROUBLES),
        "rhythm_days": draw(st.none() | st.sampled_from([1.0, 30.0, 90.5])),
    }
    card = {
        "potential_rub": draw(UNKNOWN_OR_ROUBLES),
        "cost_to_serve_12m_rub": draw(st.none() | st.integers(0, 50).map(float)),
        "is_archived": draw(st.none() | st.booleans()),
        "overdue_rub": draw(UNKNOWN_OR_ROUBLES),
    }
    return known, card


def base_of(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return facts and cards of drawn clients."""
    codes = [f"К{number:02d}" for number in range(len(rows))]
    facts = facts_of(*(fact(code, **known) for code, (known, _) in zip(codes, rows, strict=True)))
    cards = cards_of(*({"client_code": code, **card} for code, (_, card) in zip(codes, rows, strict=True)))
    return facts, cards


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(st.lists(clients(), max_size=14))
def test_any_base_gives_tables_that_keep_the_catalogue(rows: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    facts, cards = base_of(rows)
    status = statuses(facts, cards, TODAY, Settings())
    letters = computed(facts, cards).table
    calls = reactivation(facts, cards, letters, Settings())
    table = clients_table(facts, cards, status, letters)
    assert check_table(status, STATUS) == ()
    assert check_table(letters, CATEGORIES) == ()
    assert set(status["status"]) <= set(STATUSES)
    assert set(letters["category"]) <= set(LETTERS)
    assert letters["reason"].str.len().gt(10).all()
    assert letters["distance"].str.len().gt(10).all()
    assert set(letters["client_code"]) == set(status.loc[status["is_active_base"], "client_code"])
    assert list(calls["rank"]) == list(range(1, len(calls) + 1))
    assert calls["amount_9m_rub"].is_monotonic_decreasing
    actions = today_actions(table, calls, Settings(), TODAY)
    assert actions["amount_rub"].is_monotonic_decreasing


MODES = st.sampled_from(["доли", "квантили", "рубли"])
PROFITS = st.lists(ROUBLES, min_size=1, max_size=25, unique=True)


def levels_of(profits: list[float], mode: str, turnover: float = 10_000.0) -> CategoryResult:
    """Return the categories of active clients with these profits."""
    facts = facts_of(
        *(fact(f"К{n:02d}", gross_profit_12m_rub=p, turnover_12m_rub=turnover) for n, p in enumerate(profits))
    )
    cuts = {"category__profit_rub_max": 3_000, "category__profit_rub_high": 1_000, "category__profit_rub_mid": 100}
    return computed(facts, settings=settings_of(category__profit_cut_mode=mode, **cuts))


@settings(max_examples=30, deadline=None)
@given(PROFITS, MODES)
def test_more_profit_never_gives_a_worse_level_or_letter(profits: list[float], mode: str) -> None:
    table = levels_of(profits, mode).table
    order = np.argsort(-np.array(profits), kind="stable")
    ranks = [PROFIT_LEVELS.index(table["profit_level"][place]) for place in order]
    letters = [LETTERS.index(table["category"][place]) for place in order]
    assert ranks == sorted(ranks)
    assert letters == sorted(letters)


@settings(max_examples=30, deadline=None)
@given(PROFITS, MODES)
def test_the_cut_offs_give_every_client_its_own_level_back(profits: list[float], mode: str) -> None:
    result = levels_of(profits, mode)
    found = result.cuts.profit_ranks(np.array(profits))
    assert [PROFIT_LEVELS[rank] for rank in found] == list(result.table["profit_level"])


STEP = re.compile(r"[Дд]о ([A-E]): прибыль \+([\d ]+) ₽ в год(?: и потенциал \+([\d ]+) ₽ в год)?")


@settings(max_examples=30, deadline=None)
@given(PROFITS, st.lists(st.integers(10_001, 90_000), min_size=25, max_size=25))
def test_the_roubles_of_the_distance_reach_the_letter_they_promise(profits: list[float], potentials: list[int]) -> None:
    codes = [f"К{number:02d}" for number in range(25)]
    rows = [
        fact(code, gross_profit_12m_rub=profit, turnover_12m_rub=10_000.0)
        for code, profit in zip(codes, [*profits, *[None] * 25], strict=False)
    ]
    cards = cards_of(*({"client_code": c, "potential_rub": float(p)} for c, p in zip(codes, potentials, strict=True)))
    result = computed(
        facts_of(*rows), cards, settings_of(category__potential_rub_max=60_000, category__potential_rub_high=30_000)
    )
    grid = grid_of(Settings().grid)
    known = result.table[result.table["profitability_12m_rub"].notna()]
    for _, row in known.iterrows():
        if found := STEP.search(plain(row["distance"])):
            letter, profit_more, potential_more = found.groups()
            profit = row["profitability_12m_rub"] + float(profit_more.replace(" ", ""))
            potential = row["potential_rub"] + float((potential_more or "0").replace(" ", ""))
            rank = int(result.cuts.profit_ranks(np.array([profit]))[0])
            column = int(result.cuts.potential_ranks(np.array([potential]))[0])
            # A whole rouble may carry a client past the promised letter, never short of it.
            assert LETTERS.index(grid.letter(rank, column)) <= LETTERS.index(letter), row["distance"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=10, max_size=25))
def test_the_cut_offs_of_potential_give_every_client_its_own_level_back(potentials: list[int]) -> None:
    facts = facts_of(*(fact(f"К{n:02d}", turnover_12m_rub=1.0) for n in range(len(potentials))))
    cards = cards_of(*({"client_code": f"К{n:02d}", "potential_rub": float(p)} for n, p in enumerate(potentials)))
    result = computed(facts, cards)
    found = result.cuts.potential_ranks(np.array(potentials, dtype=float))
    assert [POTENTIAL_LEVELS[rank] for rank in found] == list(result.table["potential_level"])


@settings(max_examples=40, deadline=None)
@given(PROFITS, st.integers(2, 1_000))
def test_levels_by_share_do_not_depend_on_the_currency_unit(profits: list[float], factor: int) -> None:
    whole = [float(round(profit * 100)) for profit in profits]
    first = levels_of(whole, "доли").table["profit_level"]
    second = levels_of([profit * factor for profit in whole], "доли").table["profit_level"]
    assert list(first) == list(second)


def test_equal_profits_differ_only_by_place_and_never_skip_a_better_one() -> None:
    table = levels_of([100.0] * 10, "доли").table
    assert list(table["profit_level"]) == ["Максимальная"] * 5 + ["Высокая"] * 3 + ["Средняя"] * 2
