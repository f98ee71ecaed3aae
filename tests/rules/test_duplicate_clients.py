"""Duplicates are found by ИНН and КПП and by the name, whatever its spelling."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.duplicate_clients import COLUMNS, duplicate_clients, name_key


def clients(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return clients: code, name, ИНН, КПП."""
    return pd.DataFrame(list(rows), columns=["client_code", "client_name", "inn", "kpp"])


def found(new: pd.DataFrame, cards: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return new code, code of its double and why."""
    table = duplicate_clients(new, cards)
    assert list(table) == list(COLUMNS)
    return [(row.client_code, row.duplicate_code, row.reason) for row in table.itertuples()]


@pytest.mark.parametrize(
    "spelling",
    [
        "ООО «Зелёный мир»",
        'ООО "ЗЕЛЕНЫЙ МИР"',
        "Зелёный  мир, ООО",
        "зеленый-мир",
        "Общество с ограниченной ответственностью «Зелёный мир»",
        "OOO Зелeный мир",
        "Зелёный\u00a0мир ООО",
    ],
)
def test_a_name_is_the_same_whatever_its_spelling(spelling: str) -> None:
    assert name_key(spelling) == name_key("Зеленый мир")


@pytest.mark.parametrize(
    ("one", "other"), [("Ромашка", "Ромашка плюс"), ("ООО", "ИП"), ("Аорта", "Рта"), ("Тип", "Т"), ("Заря 1", "Заря 2")]
)
def test_other_names_stay_other(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_without_letters_resembles_nothing() -> None:
    assert name_key(" «-» ") == ""
    assert found(clients(("2", "«»", None, None)), clients(("1", "«»", None, None))) == []


def test_the_same_inn_and_kpp_is_a_duplicate_under_any_name() -> None:
    cards = clients(("1", "Север", "7701234567", "770101001"))
    assert found(clients(("2", "Юг", "7701234567", "770101001")), cards) == [
        ("2", "1", "тот же ИНН 7701234567 и КПП 770101001")
    ]


def test_another_kpp_is_another_branch() -> None:
    cards = clients(("1", "Север", "7701234567", "770101001"))
    assert found(clients(("2", "Юг", "7701234567", "780101001")), cards) == []


@pytest.mark.parametrize(("ours", "theirs"), [(None, "770101001"), ("770101001", None)])
def test_an_unknown_kpp_may_be_the_same(ours: str | None, theirs: str | None) -> None:
    cards = clients(("1", "Север", "7701234567", theirs))
    assert found(clients(("2", "Юг", "7701234567", ours)), cards) == [
        ("2", "1", "тот же ИНН 7701234567, КПП не указан")
    ]


def test_a_person_has_no_kpp_at_all() -> None:
    cards = clients(("1", "ИП Север", "770123456789", None))
    assert found(clients(("2", "Юг", "770123456789", None)), cards) == [("2", "1", "тот же ИНН 770123456789")]


def test_a_pair_that_agrees_in_both_is_named_once_by_its_inn() -> None:
    cards = clients(("1", "Север", "7701234567", "770101001"))
    (pair,) = found(clients(("2", "ООО Север", "7701234567", "770101001")), cards)
    assert "ИНН" in pair[2]


def test_the_same_name_is_named_with_both_codes_even_of_another_branch() -> None:
    cards = clients(("1", "ООО «Север»", "7701234567", "770101001"), ("3", "Восток", None, None))
    assert found(clients(("2", "Север", "7701234567", "780101001")), cards) == [("2", "1", "то же наименование")]


def test_new_clients_are_compared_with_each_other_and_never_with_themselves() -> None:
    new = clients(("1", "Север", None, None), ("2", "«СЕВЕР»", None, None))
    assert found(new, clients(("1", "Север", None, None))) == [
        ("1", "2", "то же наименование"),
        ("2", "1", "то же наименование"),
    ]


def test_empty_inn_and_an_empty_base_give_nothing() -> None:
    assert found(clients(("2", "Юг", "", "")), clients(("1", "Север", None, None))) == []
    assert found(clients(("2", "Юг", None, None)), clients()) == []
    assert found(clients(), clients(("1", "Север", None, None))) == []
