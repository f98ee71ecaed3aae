"""Slips of the hand between two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.rules.slips import count_slips

WORDS = st.text("абв", max_size=5)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ("север", "север", 0),
        ("север", "севр", 1),
        ("север", "севвер", 1),
        ("север", "сечер", 1),
        ("север", "сеевр", 1),  # swapped neighbours
        ("север", "евер", 1),
        ("север", "севера", 1),
        ("север", "свр", 2),
        ("абвг", "багв", 2),  # two swaps
        ("", "аб", 2),
        ("", "", 0),
    ],
)
def test_each_kind_of_slip_counts_once(one: str, other: str, count: int) -> None:
    assert count_slips(one, other, 3) == count
    assert count_slips(other, one, 3) == count


def test_beyond_the_most_the_answer_is_one_more() -> None:
    assert count_slips("север", "запад", 2) == 3
    assert count_slips("с", "север", 2) == 3
    assert count_slips("а", "б", 0) == 1


@given(WORDS, WORDS)
def test_the_count_is_that_of_the_plain_definition(one: str, other: str) -> None:
    plain = _by_definition(one, other)
    for most in range(8):
        assert count_slips(one, other, most) == min(plain, most + 1)


def _by_definition(one: str, other: str) -> int:
    """Optimal string alignment as textbooks have it, by recursion on the ends."""
    if not one or not other:
        return len(one) + len(other)
    best = min(
        _by_definition(one[:-1], other) + 1,
        _by_definition(one, other[:-1]) + 1,
        _by_definition(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        best = min(best, _by_definition(one[:-2], other[:-2]) + 1)
    return best
