"""The FBS matrix as arrays (METHOD section 15)."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.fbs_matrix import fbs_matrix


def test_roles_of_a_name_in_two_columns_add_up_and_an_owner_is_no_backup() -> None:
    read = fbs_matrix(
        ["а", "б"],
        ["1", "важный"],
        ["Пётр  Серов", "", "петр серов"],
        [
            ["Владелец", "1 бэкапер", "2 бэкапер"],
            ["", "Владелец", "2-й бэкапер; хозяин"],
        ],
    )
    assert read.people == ("Пётр Серов",)
    assert read.levels.tolist() == [1, 0]
    assert (read.is_owner.tolist(), read.is_backup.tolist()) == ([[True], [False]], [[False], [True]])
    assert read.is_key.tolist() == [[True], [True]]


def test_absence_leaves_functions_uncovered_or_weak() -> None:
    read = fbs_matrix(
        ["а", "б", "в"], ["1", "2", "3"], ["А", "Б"], [["Владелец", "1 бэкапер"], ["", "Владелец"], ["", ""]]
    )
    uncovered, weak = read.without({0})
    assert (uncovered.tolist(), weak.tolist()) == ([False, False, True], [True, False, False])
    assert read.counts(uncovered).tolist() == [0, 0, 1, 0]
    with pytest.raises(BadUse, match="«В»"):
        read.place_of("В")


def test_owners_come_first_in_turn_then_first_and_second_backups_then_the_order_of_people() -> None:
    words = ["2 бэкапер", "1 бэкапер", "Владелец", "", "1 бэкапер"]
    assert fbs_matrix(["а"], ["1"], list("АБВГД"), [words]).in_turn(0) == (2, 1, 4, 0)
    assert fbs_matrix(["а"], ["1"], ["А", "Б"], [["", ""]]).in_turn(0) == ()
    assert fbs_matrix(["а"], ["1"], ["А", "Б"], [["2 бэкапер, 1 бэкапер", "1 бэкапер"]]).in_turn(0) == (0, 1)
