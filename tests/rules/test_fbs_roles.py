"""Words of the FBS matrix as people type them (METHOD section 15)."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.fbs_roles import Role, level_of, name_key, roles_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Владелец", Role.OWNER),
        (" ВЛАДЕЛЕЦ ", Role.OWNER),
        ("1 бэкапер", Role.FIRST),
        ("1-й бэкапер", Role.FIRST),
        ("1й  Бэкапер", Role.FIRST),
        ("1 - й бэкапер", Role.FIRST),
        ("1\u00a0бекапер", Role.FIRST),
        ("2-ой бэкапер", Role.SECOND),
        ("2  бэкапер", Role.SECOND),
    ],
)
def test_a_role_is_understood_in_every_usual_spelling(text: str, role: Role) -> None:
    assert roles_of(text) == ({role}, ())


@pytest.mark.parametrize("text", ["3 бэкапер", "бэкапер", "хозяин", "11 бэкапер", "1 бэкаперы"])
def test_a_word_that_is_no_role_is_handed_back(text: str) -> None:
    assert roles_of(text) == (frozenset(), (text,))


def test_a_cell_may_hold_several_roles_or_none() -> None:
    assert roles_of("Владелец / 1-й бэкапер") == ({Role.OWNER, Role.FIRST}, ())
    assert roles_of("Владелец; хозяин") == ({Role.OWNER}, ("хозяин",))
    assert roles_of("  ") == (frozenset(), ())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("Высший", 1),
        ("высший (1)", 1),
        ("2 Средний", 2),
        ("ОБЫЧНЫЙ", 3),
        ("4", None),
        ("", None),
        ("низкий", None),
    ],
)
def test_a_level_is_its_word_its_number_or_both(text: str, number: int | None) -> None:
    assert level_of(text) == number


def test_names_are_compared_without_case_and_spaces() -> None:
    assert name_key("  Пётр   Серов ") == name_key("петр серов")
