"""Duplicates are found by ИНН and КПП and by the name, whatever its spelling."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.duplicate_clients import COLUMNS, duplicate_clients


def clients(*rows: tuple[Any, ...]) -> pd.DataFrame:
    """Return clients: code, name, ИНН, КПП."""
    return pd.DataFrame(list(rows), columns=["client_code", "client_name", "inn", "kpp"])


def found(new: pd.DataFrame, cards: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return new code, code of its double and why."""
    table = duplicate_clients(new, cards)
    assert list(table) == list(COLUMNS)
    return [(row.client_code, row.duplicate_code, row.reason) for row in table.itertuples()]


def test_a_name_without_letters_resembles_nothing() -> None:
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


def test_the_same_name_is_named_unless_the_inn_or_the_kpp_says_otherwise() -> None:
    cards = clients(("1", "ООО «Север»", "7701234567", "770101001"), ("3", "Восток", None, None))
    assert found(clients(("2", "Север", None, None)), cards) == [("2", "1", "то же наименование")]
    assert found(clients(("2", "Север", "7701234567", "780101001")), cards) == []
    assert found(clients(("2", "Север", "7809876543", "780101001")), cards) == []


def test_the_telephone_of_a_contact_person_counts() -> None:
    new, cards = clients(("2", "Северянка", None, None)), clients(("1", "Севрянка", None, None))
    people = pd.DataFrame(
        {"client_code": ["1", "2"], "phone": ["8 555 111-22-33"] * 2, "email": [None] * 2}, dtype=object
    )
    assert found(new, cards) == []
    (row,) = duplicate_clients(new, cards, people).to_dict("records")
    assert row["reason"].startswith("тот же телефон +7 555 111-22-33, похожее наименование")


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
