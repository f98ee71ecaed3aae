"""Who can do what while others are absent, by hand (METHOD section 15)."""

from __future__ import annotations

import pytest

from clientbase_xl.errors import BadUse
from clientbase_xl.rules.fbs_uncovered import Coverage, fbs_uncovered

PEOPLE = ("Аня", "Боря", "Вера")
MATRIX = (
    ("Владелец", "1 бэкапер", "2 бэкапер"),
    ("", "Владелец", "1 бэкапер"),
    ("", "", "Владелец"),
    ("", "", ""),
)
COVERED, WEAK, UNCOVERED = Coverage.COVERED, Coverage.WEAK, Coverage.UNCOVERED


@pytest.mark.parametrize(
    ("absent", "found"),
    [
        ((), (COVERED, COVERED, COVERED, UNCOVERED)),
        (("Аня",), (WEAK, COVERED, COVERED, UNCOVERED)),
        (("вера ",), (COVERED, COVERED, UNCOVERED, UNCOVERED)),
        (("Боря", "Вера"), (COVERED, UNCOVERED, UNCOVERED, UNCOVERED)),
        (("Аня", "Боря", "Вера"), (UNCOVERED, UNCOVERED, UNCOVERED, UNCOVERED)),
        (("", " "), (COVERED, COVERED, COVERED, UNCOVERED)),
    ],
)
def test_a_function_without_an_able_person_is_uncovered_and_without_an_owner_weak(
    absent: tuple[str, ...], found: tuple[Coverage, ...]
) -> None:
    assert fbs_uncovered(MATRIX, PEOPLE, absent) == found


def test_a_name_in_two_columns_is_one_person() -> None:
    assert fbs_uncovered([("Владелец", "1 бэкапер")], ("Аня", "АНЯ"), ("Аня",)) == (UNCOVERED,)


def test_a_word_that_is_no_role_makes_nobody_able() -> None:
    assert fbs_uncovered([("хозяин",)], ("Аня",), ()) == (UNCOVERED,)


def test_an_absent_person_without_a_column_is_refused() -> None:
    with pytest.raises(BadUse, match="«Глеб»"):
        fbs_uncovered(MATRIX, PEOPLE, ("Глеб",))
