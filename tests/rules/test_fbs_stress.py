"""What is left without one, without two: by hand and against one-by-one counting (METHOD section 15)."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from clientbase_xl.rules.fbs_matrix import LEVEL_KEYS, FbsMatrix
from clientbase_xl.rules.fbs_stress import fbs_stress
from tests.support.fbs import able, matrices, of_words


def test_the_worst_absence_comes_first() -> None:
    table = fbs_stress(of_words("1: o12", "2: .o1", "3: o..", "1: ..o"))
    assert table["absent"].tolist() == [("Вера",), ("Аня",), ("Боря",)]
    assert table[["uncovered_high", "uncovered_low", "weak_high", "weak_mid"]].to_numpy().tolist() == [
        [1, 0, 0, 0],
        [0, 1, 1, 0],
        [0, 0, 0, 1],
    ]
    assert table["functions"].tolist() == [("ф4",), ("ф3",), ()]


def test_two_absent_leave_what_neither_leaves_alone() -> None:
    table = fbs_stress(of_words("2: o1."), 2).set_index("absent")
    assert table.loc[[("Аня", "Боря")], "uncovered_mid"].tolist() == [1]
    assert table["lost"].sum() == 1


def test_a_function_nobody_can_do_is_uncovered_and_no_loss() -> None:
    table = fbs_stress(of_words("1: ..", "3: o."))
    assert table["uncovered_high"].tolist() == [1, 1]
    assert dict(zip(table["absent"], table["lost"], strict=True)) == {("Аня",): 1, ("Боря",): 0}


def test_one_person_makes_no_pair() -> None:
    assert fbs_stress(of_words("1: o"), 2).empty


@pytest.mark.parametrize("count_absent", [1, 2])
@settings(deadline=None)
@given(matrix=matrices(5, 5))
def test_every_absence_is_what_counting_one_by_one_gives(count_absent: int, matrix: FbsMatrix) -> None:
    table = fbs_stress(matrix, count_absent)
    everybody = range(len(matrix.people))
    wanted = {}
    for absent in combinations(everybody, count_absent):
        here = [one for one in everybody if one not in absent]
        row = dict.fromkeys(
            [f"{what}_{key}" for what in ("uncovered", "weak", "lost") for key in LEVEL_KEYS.values()], 0
        )
        lost, orphaned = [], 0
        for function, level in enumerate(matrix.levels.tolist()):
            left = able(matrix, function, here)
            if not left:
                row[f"uncovered_{LEVEL_KEYS[level]}"] += 1
                if able(matrix, function, everybody):
                    lost.append(matrix.functions[function])
                    row[f"lost_{LEVEL_KEYS[level]}"] += 1
            elif not any(matrix.is_owner[function, one] for one in left):
                row[f"weak_{LEVEL_KEYS[level]}"] += 1
                orphaned += any(matrix.is_owner[function, one] for one in everybody)
        told = {"lost": len(lost), "orphaned": orphaned, "functions": tuple(lost)}
        wanted[tuple(matrix.people[one] for one in absent)] = {**row, **told}
    assert table.set_index("absent").to_dict("index") == wanted if wanted else table.empty
