"""The core of the team: by hand and against trying every set of people (METHOD section 15)."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings

from clientbase_xl.rules.fbs_core import fbs_core
from clientbase_xl.rules.fbs_matrix import FbsMatrix
from tests.support.fbs import able, large, matrices, of_words


def test_the_core_is_the_fewest_people_who_can_do_all_functions_of_level_one() -> None:
    core = fbs_core(of_words("1: o.1", "1: .o1", "2: .o.", "1: o.."))
    assert (core.people, core.bound, core.is_exact, core.count_functions) == (("Аня", "Боря"), 2, True, 3)


def test_of_equal_sets_the_one_that_owns_more_is_the_core() -> None:
    assert fbs_core(of_words("1: 1o.", "1: 1.o", "1: 1o.", "1: 1o.")).people == ("Аня",)
    assert fbs_core(of_words("1: 1o", "1: 1o")).people == ("Боря",)


def test_functions_that_nobody_can_do_are_named_and_left_out() -> None:
    core = fbs_core(of_words("1: ..", "1: .o"))
    assert (core.people, core.impossible) == (("Боря",), ("ф1",))


def test_without_any_level_the_core_is_that_of_all_functions_and_without_level_one_empty() -> None:
    core = fbs_core(of_words("0: o.", "0: .o"))
    assert (core.people, core.is_of_level_one) == (("Аня", "Боря"), False)
    assert fbs_core(of_words("2: o.", "3: .o")).people == ()


@settings(deadline=None)
@given(matrix=matrices(6, 6))
def test_no_smaller_set_of_people_can_do_it(matrix: FbsMatrix) -> None:
    core = fbs_core(matrix)
    has_levels = any(matrix.levels > 0)
    everybody = range(len(matrix.people))
    rows = [row for row, level in enumerate(matrix.levels) if level == 1 or not has_levels]
    rows = [row for row in rows if able(matrix, row, everybody)]
    covering = [
        people
        for size in range(len(everybody) + 1)
        for people in combinations(everybody, size)
        if all(able(matrix, row, people) for row in rows)
    ]
    assert len(core.people) == len(covering[0]) == core.bound
    assert core.is_exact
    assert tuple(matrix.people.index(one) for one in core.people) in covering


def test_a_large_team_has_an_exact_core() -> None:
    core = fbs_core(large(60, 200, seed=1, backups=0.05))
    assert core.is_exact
    assert 0 < core.bound == len(core.people) < 60
