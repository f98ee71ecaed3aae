"""The least greatest load: by hand and against trying every way to name owners (METHOD section 15)."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given, settings

from clientbase_xl.rules.fbs_fair_load import Move, fbs_fair_load
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from clientbase_xl.settings import FbsSettings
from tests.support.fbs import able, large, matrices, of_words

WEIGHTS = {0: 0.0, 1: 3.0, 2: 2.0, 3: 1.0}


def test_ownership_moves_to_those_able_who_carry_less() -> None:
    found = fbs_fair_load(of_words("1: o1", "1: o1", "3: o."), FbsSettings())
    assert (found.load_now, found.load_fair, found.bound, found.is_exact) == (7, 5.5, 5.5, True)
    assert [(one.owner, one.new_owner) for one in found.moves] == [("Аня", "Боря")]


def test_a_fair_load_moves_nothing_and_nobody_is_taught() -> None:
    assert fbs_fair_load(of_words("2: o1", "2: 1o"), FbsSettings()).moves == ()
    alone = fbs_fair_load(of_words("1: o.", "1: o."), FbsSettings())
    assert (alone.load_now, alone.load_fair, alone.moves) == (6, 6, ())


def test_a_function_without_an_owner_gets_one_of_its_backups() -> None:
    found = fbs_fair_load(of_words("3: 1.", "2: .o"), FbsSettings(weight_low=5))
    assert found.moves == (Move("ф1", "", "Аня"),)
    assert (found.load_now, found.load_fair) == (2.5, 5)


def test_several_owners_unknown_levels_and_functions_nobody_can_do_stay() -> None:
    found = fbs_fair_load(of_words("1: oo1", "0: o1.", "2: ..."), FbsSettings())
    assert (found.moves, found.load_fair, found.is_exact) == ((), 3, True)


@settings(deadline=None)
@given(matrix=matrices(4, 4, levels="01123", signs="..oob"))
def test_no_way_to_name_owners_has_a_lower_greatest_load_or_fewer_moves(matrix: FbsMatrix) -> None:
    found = fbs_fair_load(matrix, FbsSettings())
    everybody = range(len(matrix.people))
    ways: list[list[int | None]] = []
    for row, level in enumerate(matrix.levels.tolist()):
        is_fixed = WEIGHTS[level] == 0 or matrix.is_owner[row].sum() > 1 or not able(matrix, row, everybody)
        ways.append([None] if is_fixed else list(able(matrix, row, everybody)))
    best = (float("inf"), 0)
    for owners in product(*ways):
        load = [0.0] * len(matrix.people)
        for row, owner in enumerate(owners):
            for person in able(matrix, row, everybody):
                is_owner = matrix.is_owner[row, person] if owner is None else owner == person
                load[person] += WEIGHTS[int(matrix.levels[row])] * (1 if is_owner else 0.5)
        moves = sum(owner is not None and not matrix.is_owner[row, owner] for row, owner in enumerate(owners))
        best = min(best, (max(load), moves))
    assert (found.load_fair, len(found.moves)) == best
    assert found.is_exact
    assert found.bound == found.load_fair


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_sixty_people_and_two_hundred_functions_are_exact_in_seconds(seed: int) -> None:
    begun = time.perf_counter()
    found = fbs_fair_load(large(60, 200, seed, backups=0.03), FbsSettings())
    assert time.perf_counter() - begun < 10
    assert found.is_exact
    assert found.load_fair <= found.load_now
