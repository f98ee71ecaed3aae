"""The published catch of the call list on Online Retail II (NUMBERS, METHOD section 8)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import reactivation_catch
from benchmarks.reactivation_catch import STARTS, STARTS_2011, Catch, average


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[date, Catch]:
    """Return what each list catches at each of the thirteen starts."""
    return reactivation_catch.measure(shared_data / reactivation_catch.FILE_NAME)


@pytest.mark.slow
@pytest.mark.data
def test_the_default_call_list_catches_what_was_published(found: dict[date, Catch]) -> None:
    all_starts, of_2011 = average(found, STARTS), average(found, STARTS_2011)
    assert round(100 * all_starts.shares["amount"], 1) == 17.8
    assert round(100 * of_2011.shares["amount"], 1) == 18.8
    assert round(100 * all_starts.shares["perfect"], 1) == 37.2
    assert round(100 * of_2011.shares["perfect"], 1) == 36.5
    assert all_starts.count_lapsed == pytest.approx(1_440, abs=5)


@pytest.mark.slow
@pytest.mark.data
def test_other_lists_catch_less_and_a_demanded_rhythm_costs_a_quarter(found: dict[date, Catch]) -> None:
    shares = average(found, STARTS).shares
    assert round(100 * shares["most recent"], 1) == 5.6
    # Published: random 3.4, most frequent 10.1, k = 2 13.6; here equal scores stand in random order, on average.
    assert 100 * shares["random"] == pytest.approx(3.4, abs=0.3)
    assert 100 * shares["most frequent"] == pytest.approx(10.1, abs=0.1)
    assert 100 * shares["amount, k = 2"] == pytest.approx(13.6, abs=0.1)
