"""Roles: nobody registered is a single user; afterwards heads and administrators name people."""

from __future__ import annotations

import pytest

from clientbase_xl.base.journal import history
from clientbase_xl.base.store import Base
from clientbase_xl.base.users import (
    User,
    add_user,
    find_user,
    is_single_user,
    past_users,
    read_users,
    remove_user,
    role_of,
)
from clientbase_xl.errors import BadUse
from tests.support.governed import NOON, replayed, staff, standing


def test_without_users_everybody_is_the_head_of_a_base_of_his_own(base: Base) -> None:
    assert is_single_user(base)
    assert role_of(base, "кто угодно") == "РОП"
    assert find_user(base, "кто угодно") is None


def test_a_registered_user_has_his_role_and_a_stranger_none(base: Base) -> None:
    staff(base)
    assert not is_single_user(base)
    assert [role_of(base, name) for name in ("рожкова", "админ", "иванова", "чужой")] == [
        "РОП",
        "администратор базы",
        "менеджер",
        "",
    ]
    assert find_user(base, " ИВАНОВА ") == User("иванова", "менеджер", "Иванова", NOON)
    assert standing(base) == replayed(base)


def test_the_first_user_is_one_who_can_decide(base: Base) -> None:
    with pytest.raises(BadUse, match="Некому будет решать"):
        add_user(base, "иванова", "менеджер", at=NOON, by="иванова")
    assert is_single_user(base)


@pytest.mark.parametrize("name", ["иванова", "чужой"])
def test_only_those_who_decide_name_users(base: Base, name: str) -> None:
    staff(base)
    with pytest.raises(BadUse, match="назначает не"):
        add_user(base, name, "РОП", at=NOON, by=name)
    with pytest.raises(BadUse, match="назначает не"):
        remove_user(base, "рожкова", at=NOON, by=name)
    assert role_of(base, "рожкова") == "РОП"


@pytest.mark.parametrize(("name", "role", "why"), [("", "РОП", "пустое"), ("новый", "директор", "Роли «директор» нет")])
def test_a_user_without_a_name_or_with_an_unknown_role_is_refused(base: Base, name: str, role: str, why: str) -> None:
    with pytest.raises(BadUse, match=why):
        add_user(base, name, role, at=NOON, by="я")


def test_a_user_named_again_has_the_new_role_and_history_tells_both(base: Base) -> None:
    staff(base)
    add_user(base, "Иванова", "РОП", at=NOON, by="админ")
    assert [user.role for user in read_users(base) if user.name.casefold() == "иванова"] == ["РОП"]
    told = [(line.entry.by, line.change.new) for line in history(base, "users", ("иванова",), "role")]
    assert told == [("рожкова", "менеджер"), ("админ", "РОП")]


def test_a_removed_user_is_a_stranger(base: Base) -> None:
    staff(base)
    remove_user(base, "Иванова", at=NOON, by="рожкова")
    assert role_of(base, "иванова") == ""
    with pytest.raises(BadUse, match="«иванова» нет"):
        remove_user(base, "иванова", at=NOON, by="рожкова")
    assert standing(base) == replayed(base)


def test_one_who_decides_always_stays_while_there_are_others(base: Base) -> None:
    staff(base)
    remove_user(base, "админ", at=NOON, by="рожкова")
    with pytest.raises(BadUse, match="Некому будет решать"):
        remove_user(base, "рожкова", at=NOON, by="рожкова")
    with pytest.raises(BadUse, match="Некому будет решать"):
        add_user(base, "рожкова", "менеджер", at=NOON, by="рожкова")
    for name in ("иванова", "петров", "рожкова"):
        remove_user(base, name, at=NOON, by="рожкова")
    assert is_single_user(base)


def test_who_was_removed_is_known_by_the_journal_until_he_is_registered_again(base: Base) -> None:
    staff(base)
    assert past_users(base) == {}
    remove_user(base, "иванова", at=NOON, by="рожкова")
    assert past_users(base) == {"иванова": "Иванова"}
    add_user(base, "иванова", "менеджер", manager="Иванова", at=NOON, by="рожкова")
    assert past_users(base) == {}
