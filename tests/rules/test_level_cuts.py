"""Cut-offs in roubles (METHOD section 3)."""

from __future__ import annotations

import numpy as np
import pytest

from clientbase_xl.rules.level_cuts import (
    NEGATIVE_PROFIT,
    LevelCuts,
    cuts_of,
    ranks_by_cuts,
    ranks_by_share,
    shares_before,
)

CUTS = LevelCuts.of((300.0, 200.0, 100.0), (3_000.0, 2_000.0), is_profit_known=True)


def test_a_value_on_a_cut_off_has_the_higher_level() -> None:
    values = np.array([300.0, 299.99, 200.0, 199.99, 100.0, 99.99, 0.0, -0.01])
    assert list(CUTS.profit_ranks(values)) == [0, 1, 1, 2, 2, 3, 3, NEGATIVE_PROFIT]


def test_nobody_is_negative_where_profit_is_not_known() -> None:
    cuts = LevelCuts.of(CUTS.profit, CUTS.potential, is_profit_known=False)
    assert list(cuts.profit_ranks(np.array([-5.0]))) == [3]


def test_potential_is_unknown_without_value_or_without_cut_offs() -> None:
    values = np.array([3_000.0, 2_999.0, 1_999.0, np.nan])
    assert list(CUTS.potential_ranks(values)) == [0, 1, 2, -1]
    half = LevelCuts.of(CUTS.profit, (3_000.0, None), is_profit_known=True)
    assert list(half.potential_ranks(values)) == [-1, -1, -1, -1]


def test_a_missing_cut_off_is_out_of_reach() -> None:
    assert list(ranks_by_cuts(np.array([1e12]), (None, None, None))) == [3]


def test_shares_before_are_exact_in_kopecks() -> None:
    assert list(shares_before(np.array([0.3, 0.2, 0.1]))) == pytest.approx([0, 0.5, 5 / 6], abs=1e-15)
    assert list(shares_before(np.array([]))) == []


def test_a_share_equal_to_a_limit_has_reached_it() -> None:
    assert list(ranks_by_share(np.array([0.0, 0.4999, 0.5, 0.8, 0.95]), (0.5, 0.8, 0.95))) == [0, 0, 1, 2, 3]


def test_the_cut_off_of_a_level_nobody_has_is_that_of_the_level_above() -> None:
    assert cuts_of(np.array([400.0, 10.0]), np.array([0, 3]), 3) == (400.0, 400.0, 400.0)
    assert cuts_of(np.array([]), np.array([], dtype=np.int64), 3) == (None, None, None)


def test_named_values_are_the_cut_offs() -> None:
    assert CUTS.named_values() == {
        "cut_profit_max": 300.0,
        "cut_profit_high": 200.0,
        "cut_profit_mid": 100.0,
        "cut_potential_max": 3_000.0,
        "cut_potential_high": 2_000.0,
        "is_profit_known": 1.0,
    }


def test_named_values_are_numbers_even_where_a_cut_off_is_missing() -> None:
    cuts = LevelCuts.of((None, None, None), (None, None), is_profit_known=False)
    values = cuts.named_values()
    assert min(values["cut_profit_max"], values["cut_profit_mid"], values["cut_potential_max"]) >= 1e15
    # Every potential then falls into the column «Высокий»: not below it, not above it.
    assert values["cut_potential_high"] == 0
    assert values["is_profit_known"] == 0
