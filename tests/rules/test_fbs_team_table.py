"""«FBS команда»: core, losses, loads and moves by hand (METHOD section 15)."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from clientbase_xl.rules.fbs_core import FbsCore, fbs_core
from clientbase_xl.rules.fbs_fair_load import FbsFairLoad, Move, fbs_fair_load
from clientbase_xl.rules.fbs_matrix import FbsMatrix, fbs_matrix
from clientbase_xl.rules.fbs_team_table import fbs_team_table, load_after
from clientbase_xl.schemas.fbs_team import FBS_TEAM
from clientbase_xl.schemas.validation import check_table
from clientbase_xl.settings import FbsSettings
from tests.support.clients import plain
from tests.support.fbs import matrices, of_words

DEFAULTS = FbsSettings()
MATRIX = of_words("1: o1..", "1: o1..", "2: o...", "3: .b..")
"""Аня owns three functions (8 points) and is alone in ф3; Боря backs up two (3) and is alone in ф4 (0,5)."""


def team(matrix: FbsMatrix) -> tuple[pd.DataFrame, str]:
    """Return the sheet and the line above it."""
    table, line = fbs_team_table(matrix, fbs_core(matrix), fbs_fair_load(matrix, DEFAULTS), DEFAULTS)
    assert check_table(table, FBS_TEAM) == ()
    return table, plain(line)


def test_the_team_by_hand() -> None:
    """Боря takes over a function of 3 points and ф4: Аня 8 − 1,5 = 6,5; Боря 3,5 + 1,5 + 0,5 = 5,5."""
    table, line = team(MATRIX)
    assert line == (
        "Ядро — 1 чел. (меньше нельзя): Аня. Нагрузка в баллах — до 8, после передач — 6,5 (меньше нельзя)."
    )
    assert table["employee"].tolist() == ["Аня", "Боря", "Вера", "Глеб"]
    assert table["is_core"].tolist() == [True, False, False, False]
    assert table["state"].tolist() == ["никто не заменит", "никто не заменит", "без функций", "без функций"]
    assert table[["count_lost_high", "count_lost_mid", "count_lost_low"]].values.tolist()[:2] == [[0, 1, 0], [0, 0, 1]]
    assert table["key_functions"].tolist() == ["«ф3»", "«ф4»", None, None]
    assert table[["count_owned_high", "count_owned_mid", "count_backed_high", "count_backed_low"]].values.tolist() == [
        [2, 1, 0, 0],
        [0, 0, 2, 1],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
    ]
    assert table[["load", "load_after"]].values.tolist() == [[8.0, 6.5], [3.5, 5.5], [0.0, 0.0], [0.0, 0.0]]
    given, taken = (str(cell).split("\n") for cell in table["moves"][:2])
    assert len(given) == 1
    assert given[0] in ("отдать «ф1» → Боря", "отдать «ф2» → Боря")
    assert taken[0] == given[0].replace("отдать", "принять").replace("→ Боря", "← Аня")
    assert taken[1] == "принять «ф4» ← ничья"


def test_long_lists_are_cut_where_they_are_given_never_where_they_are_taken() -> None:
    moves = tuple(Move(f"ф{number}", "Аня", "Боря") for number in (1, 2, 3, 4))
    fair = FbsFairLoad(14, 8, 8, True, True, moves)
    matrix = of_words(*(["1: o1"] * 4), *(["3: o."] * 5))
    given, taken = fbs_team_table(matrix, fbs_core(matrix), fair, DEFAULTS)[0]["moves"]
    assert str(given).split("\n") == [*(f"отдать «ф{number}» → Боря" for number in (1, 2, 3)), "и ещё 1"]
    assert str(taken).split("\n") == [f"принять «ф{number}» ← Аня" for number in (1, 2, 3, 4)]
    table, _ = team(matrix)
    assert table["key_functions"][0] == "«ф5»\n«ф6»\n«ф7»\n«ф8»\nи ещё 1"


@pytest.mark.parametrize(
    ("core", "words"),
    [
        (FbsCore((), 0, (), 0, True, True), "Ядра нет: функций уровня «Высший» не указано."),
        (FbsCore((), 2, ("а", "б"), 0, True, True), "Ядра нет: функции уровня «Высший» никто не умеет."),
        (
            FbsCore(("А", "Б"), 3, ("а",), 1, False, True),
            "Ядро — 2 чел. (найдено за отведённое время, не меньше 1): А, Б. Ещё 1 функцию не умеет никто.",
        ),
        (FbsCore(tuple("АБВГДЕЖ"), 9, (), 7, True, False), "Ядро — 7 чел. (меньше нельзя): А, Б, В, Г, Д, Е и ещё 1."),
    ],
)
def test_the_core_in_words(core: FbsCore, words: str) -> None:
    still = FbsFairLoad(5, 5, 5, True, True, ())
    line = plain(fbs_team_table(MATRIX, core, still, DEFAULTS)[1])
    assert line == f"{words} Нагрузка в баллах — до 5, передачей её не снизить."


def test_a_load_that_was_not_proven_says_so() -> None:
    core = fbs_core(MATRIX)
    fair = fbs_fair_load(MATRIX, DEFAULTS)
    open_one = FbsFairLoad(fair.load_now, fair.load_fair, 4.5, False, True, fair.moves)
    assert "найдено за отведённое время, не меньше 4,5" in plain(fbs_team_table(MATRIX, core, open_one, DEFAULTS)[1])
    heavier = FbsFairLoad(2, 3, 3, True, True, fair.moves)
    assert plain(fbs_team_table(MATRIX, core, heavier, DEFAULTS)[1]).endswith(
        "после передач — 3 (у ничьих функций появится владелец; меньше нельзя)."
    )
    lost = FbsFairLoad(8, 8, 4.5, False, False, ())
    assert plain(fbs_team_table(MATRIX, core, lost, DEFAULTS)[1]).endswith("Нагрузка в баллах — до 8.")


def test_without_people_there_is_nothing_and_without_functions_nobody_is_needed() -> None:
    nobody = fbs_matrix([], [], [], [])
    assert (len(team(nobody)[0]), team(nobody)[1]) == (0, "")
    idle, line = team(fbs_matrix([], [], ["Аня"], []))
    assert idle["state"].tolist() == ["без функций"]
    assert line.startswith("Ядра нет: ")


@settings(deadline=None, max_examples=40)
@given(matrix=matrices(4, 3))
def test_loads_after_the_moves_are_those_of_a_matrix_made_so(matrix: FbsMatrix) -> None:
    fair = fbs_fair_load(matrix, DEFAULTS)
    after = load_after(matrix, fair.moves, DEFAULTS)
    is_owner, is_backup = matrix.is_owner.copy(), matrix.is_backup.copy()
    for move in fair.moves:
        row = matrix.functions.index(move.function)
        is_backup[row] |= is_owner[row]
        is_owner[row] = False
        is_owner[row, matrix.people.index(move.new_owner)] = True
        is_backup[row] &= ~is_owner[row]
    moved = FbsMatrix(matrix.functions, matrix.people, matrix.levels, is_owner, is_backup)
    assert after.tolist() == pytest.approx(load_after(moved, (), DEFAULTS).tolist())
    assert after.max() == pytest.approx(fair.load_fair)
