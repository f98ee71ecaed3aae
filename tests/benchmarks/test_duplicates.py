"""Duplicates over a whole base: precision, recall and time on labelled clients (issue 10: 0.98, 0.9, 60 s)."""

from __future__ import annotations

import pytest

from benchmarks.duplicates import Quality, measure
from tests.support.labelled_clients import KINDS, STRANGERS, labelled_clients


def shown(quality: Quality) -> Quality:
    """Print the figures and return them."""
    print("\n".join(quality.lines()))
    return quality


@pytest.mark.long
def test_a_small_labelled_base_is_told_apart_by_kind() -> None:
    quality = shown(measure(labelled_clients(4_000))[0])
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
    quality = shown(measure(labelled_clients(40_000))[0])
    assert quality.precision >= 0.985
    assert quality.recall >= 0.92
    for kind, (hit, count) in quality.found_of_kind.items():
        assert hit / count >= 0.75, kind
    assert not {"branches", "spouses", "accountant", "same_name"} & set(quality.false_of_kind)


@pytest.mark.figure
def test_two_hundred_thousand_cards_take_less_than_a_minute() -> None:
    quality = shown(measure(labelled_clients(200_000))[0])
    assert quality.precision >= 0.98
    assert quality.recall >= 0.9
    assert quality.seconds < 60
