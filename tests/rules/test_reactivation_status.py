"""Where a client stands to the call list, day by day (METHOD section 8)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from clientbase_xl.rules.reactivation_status import reactivation_ranks, reactivation_status
from clientbase_xl.settings import ReactivationSettings


def status(amount: float, silence: float, rhythm: float = np.nan, **settings: Any) -> str | None:
    """Return the word of one client."""
    one = (np.array([value], dtype=float) for value in (amount, silence, rhythm))
    [found] = reactivation_status(*one, ReactivationSettings(**settings))
    return found


@pytest.mark.parametrize(
    ("silence", "word"),
    [(0, "ещё не отпал"), (59, "ещё не отпал"), (60, "звонить"), (180, "звонить"), (181, "отпал давно")],
)
def test_a_client_is_called_from_day_60_to_day_180(silence: int, word: str) -> None:
    assert status(1_000.0, silence) == word


def test_two_own_intervals_of_silence_are_still_in_rhythm() -> None:
    assert status(1_000.0, 80, 40.0) == "звонить, но в своём ритме"
    assert status(1_000.0, 81, 40.0) == "звонить"
    assert status(1_000.0, 59, 40.0) == "ещё не отпал"
    assert status(1_000.0, 181, 100.0) == "отпал давно"


def test_the_settings_move_the_bounds() -> None:
    assert status(1_000.0, 30, silent_from_days=30) == "звонить"
    assert status(1_000.0, 100, 40.0, min_rhythm_factor=3.0) == "молчит меньше своего ритма"
    assert status(1_000.0, 120, 40.0, min_rhythm_factor=3.0) == "звонить"
    assert status(1_000.0, 120, min_rhythm_factor=3.0) == "молчит меньше своего ритма"


@pytest.mark.parametrize("amount", [0.0, -1.0])
def test_without_shipments_nobody_is_called(amount: float) -> None:
    assert status(amount, 90) == "нет отгрузок за окно"


def test_what_is_unknown_has_no_word() -> None:
    assert status(np.nan, 90) is None
    assert status(1_000.0, np.nan) is None


def test_ranks_go_by_shipments_then_by_code_without_gaps() -> None:
    amounts = np.array([500.0, 900.0, 900.0, 2_000.0, 100.0, 900.0])
    silence = np.array([60.0, 90.0, 100.0, 30.0, 180.0, 70.0])
    codes = ["А1", "Б2", "А9", "Я1", "К1", "А5"]
    no_rhythm = np.full(6, np.nan)
    ranks = reactivation_ranks(amounts, silence, no_rhythm, codes, ReactivationSettings())
    assert ranks == [4, 3, 2, None, 5, 1]


def test_without_codes_equal_shipments_keep_their_order() -> None:
    same = np.full(3, 100.0)
    assert reactivation_ranks(same, same, same, ["", "", ""], ReactivationSettings()) == [1, 2, 3]
