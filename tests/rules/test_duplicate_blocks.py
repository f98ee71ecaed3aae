"""Pairs of cards that share a key, without comparing everybody with everybody."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clientbase_xl.rules.duplicate_blocks import numbered, pairs_of_blocks, unique_pairs, without_one_letter
from clientbase_xl.rules.slips import count_slips


def pairs(keys: list[str], most: int = 10) -> list[list[int]]:
    """Return the pairs of places that share a key."""
    return pairs_of_blocks(np.arange(len(keys)), numbered(keys), most).tolist()


def test_who_shares_a_key_is_a_pair() -> None:
    assert pairs(["а", "б", "а", "в", "б", "а"]) == [[0, 2], [0, 5], [1, 4], [2, 5]]


def test_a_block_at_the_bound_gives_pairs_and_beyond_it_none() -> None:
    assert len(pairs(["а"] * 4, most=4)) == 6
    assert pairs(["а"] * 5, most=4) == []
    assert pairs(["а"] * 5 + ["б"] * 2, most=4) == [[5, 6]]


def test_nothing_gives_nothing() -> None:
    assert pairs([]) == []
    assert pairs(["а"]) == []
    assert unique_pairs([]).shape == (0, 2)


def test_an_owner_is_no_pair_of_itself_and_a_pair_is_told_once() -> None:
    owners, keys = np.array([0, 0, 1, 1]), np.array([7, 7, 7, 8])
    assert pairs_of_blocks(owners, keys, 10).tolist() == [[0, 1]]
    twice = [np.array([[0, 1], [2, 3]]), np.array([[0, 1]])]
    assert unique_pairs(twice).tolist() == [[0, 1], [2, 3]]


@given(st.lists(st.text("абв", min_size=1, max_size=5), min_size=2, max_size=12, unique=True))
def test_words_one_slip_apart_share_a_key(words: list[str]) -> None:
    found = {tuple(pair) for pair in pairs_of_blocks(*without_one_letter(words, 16), 1_000).tolist()}
    for one in range(len(words)):
        for other in range(one + 1, len(words)):
            if count_slips(words[one], words[other], 1) == 1:
                assert (one, other) in found


def test_words_far_apart_share_none() -> None:
    assert pairs_of_blocks(*without_one_letter(["север", "запад", "юг", ""], 16), 10).tolist() == []


def test_twenty_thousand_words_take_a_moment() -> None:
    words = [f"{number:x}зайцевский{number % 97}" for number in range(20_000)]
    started = time.process_time()
    pairs_of_blocks(*without_one_letter(words, 16), 40)
    assert time.process_time() - started < 2
