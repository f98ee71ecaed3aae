"""Duplicates over a whole base: precision, recall and time on labelled clients (issue 10: 0.98, 0.9, 60 s)."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.duplicates import measure, printed
from tests.support import labelled_clients as labelled_module
from tests.support.labelled_clients import KINDS, SEED, SEED_OF_THE_LAST_MEASUREMENT, STRANGERS, labelled_clients


def test_a_small_labelled_base_is_told_apart_by_kind() -> None:
    quality = printed(measure(labelled_clients(4_000))[0])
    assert quality.precision >= 0.98
    assert quality.recall >= 0.9
    assert set(quality.found_of_kind) == {*KINDS, "third"}
    assert set(quality.false_of_kind) <= {*STRANGERS, "by chance"}
    # What ИНН and КПП decide is found without exception.
    for kind in ("inn_kpp", "inn_no_kpp"):
        hit, count = quality.found_of_kind[kind]
        assert hit == count
    assert quality.false_of_kind.get("branches", 0) == 0


@pytest.mark.slow
def test_forty_thousand_cards_are_told_apart() -> None:
    quality = printed(measure(labelled_clients(40_000))[0])
    assert quality.precision >= 0.985
    assert quality.recall >= 0.92
    for kind, (hit, count) in quality.found_of_kind.items():
        assert hit / count >= 0.75, kind
    assert not {"branches", "spouses", "accountant", "same_name"} & set(quality.false_of_kind)


@pytest.mark.figure
def test_two_hundred_thousand_cards_take_less_than_a_minute() -> None:
    quality = printed(measure(labelled_clients(200_000))[0])
    assert quality.precision >= 0.98
    assert quality.recall >= 0.9
    assert quality.seconds < 60


def test_the_labelled_set_shares_no_code_with_the_matcher_and_its_seed_stands() -> None:
    sources = sorted(Path(labelled_module.__file__).parent.glob("labelled_*.py"))
    assert len(sources) == 4
    for source in sources:
        assert not re.search(r"^\s*(from|import) clientbase_xl", source.read_text(encoding="utf-8"), re.MULTILINE)
    assert (SEED, SEED_OF_THE_LAST_MEASUREMENT) == (20260101, 20260102)


def test_the_same_seed_gives_the_same_set_with_a_tenth_of_second_cards() -> None:
    one, other = labelled_clients(1_000), labelled_clients(1_000)
    pd.testing.assert_frame_equal(one.cards, other.cards)
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    assert len(one.cards) == 1_000
    second = set(one.pairs["second_code"]) | set(one.pairs["first_code"])
    assert 180 <= len(second) <= 220  # 100 cards and the 100 they repeat
    assert not set(map(tuple, one.pairs[["first_code", "second_code"]].to_numpy())) & set(
        map(tuple, one.strangers[["first_code", "second_code"]].to_numpy())
    )
