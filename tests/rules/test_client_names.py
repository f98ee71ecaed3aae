"""A name of a report means a card when it is the same name, and never when it merely resembles one."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from clientbase_xl.rules.client_names import CardNames, client_name

INN, OTHER_INN = "7701234567", "7709876543"


def names(*rows: tuple[Any, ...]) -> CardNames:
    """Return cards: code, name, ИНН, КПП."""
    filled = [(*row, *[None] * (4 - len(row))) for row in rows]
    return CardNames(pd.DataFrame(filled, columns=["client_code", "client_name", "inn", "kpp"]))


def codes(cards: CardNames, text: str) -> list[str]:
    return [card.client_code for card in cards.find(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "ООО «Ромашка»",
        'ООО "РОМАШКА"',
        'ООО"Ромашка"',
        "Ромашка, ООО",
        "Ромашка (ООО)",
        "  ООО\u00a0\u00a0Ромашка ",
        "Общество с ограниченной ответственностью «Ромашка»",
        "ромашка",
        "Ро\u00adмашка ООО",
    ],
)
def test_a_card_is_found_under_every_spelling_of_its_name(spelling: str) -> None:
    assert codes(names(("К1", "ООО «Ромашка»"), ("К2", "ООО «Ладья»")), spelling) == ["К1"]


@pytest.mark.parametrize(
    ("card", "text"),
    [
        ("Ёлка", "Елка"),
        ("Ромашка", "Pомашка"),
        ("Заря-1", "Заря 1"),
        ("Ромашка", "Ромашка плюс"),
        ("Ромашка", "ТД Ромашка"),
        ("Аорта", "рта"),
        ("«»", "«»"),
        ("ООО", "ИП"),
    ],
)
def test_what_merely_resembles_is_not_found(card: str, text: str) -> None:
    assert codes(names(("К1", card)), text) == []


def test_a_stated_form_that_differs_is_another_firm_but_joint_stock_ones_are_one() -> None:
    assert codes(names(("К1", "ИП Ромашка")), "ООО Ромашка") == []
    assert codes(names(("К1", "ИП Ромашка"), ("К2", "ООО Ромашка")), "ООО «Ромашка»") == ["К2"]
    assert codes(names(("К1", "ОАО Ромашка")), "ПАО «Ромашка»") == ["К1"]


def test_two_cards_of_one_name_are_both_named() -> None:
    cards = names(("К1", "ООО «Ромашка»"), ("К2", 'ООО "РОМАШКА"'), ("К3", "Ромашка"))
    assert codes(cards, "Ромашка ООО") == ["К1", "К2", "К3"]


@pytest.mark.parametrize(
    "text",
    [
        f"ООО Ромашка (ИНН {INN})",
        f"ООО Ромашка, ИНН: {INN}",
        f"ООО Ромашка (ИНН/КПП {INN}/770101001)",
        f"ООО Ромашка ИНН {INN} КПП 770101001",
    ],
)
def test_an_inn_beside_the_name_decides(text: str) -> None:
    cards = names(("К1", "Ромашка", OTHER_INN), ("К2", "Переименованная", INN), ("К3", "Ромашка"))
    assert codes(cards, text) == ["К2"]
    assert client_name(text)[:3] == ("ромашка", "ооо", INN)


def test_an_inn_that_no_card_has_leaves_the_name_but_never_a_card_of_another_inn() -> None:
    cards = names(("К1", "Ромашка", OTHER_INN), ("К2", "Ромашка"))
    assert codes(cards, f"Ромашка (ИНН {INN})") == ["К2"]
    assert codes(names(("К1", "Ромашка", OTHER_INN)), f"Ромашка (ИНН {INN})") == []


def test_branches_of_one_inn_are_told_apart_by_kpp_then_by_name() -> None:
    cards = names(("К1", "Ромашка Тверь", INN, "690101001"), ("К2", "Ромашка Москва", INN, "770101001"))
    assert codes(cards, f"Ромашка (ИНН {INN} КПП 770101001)") == ["К2"]
    assert codes(cards, f"Ромашка Тверь (ИНН {INN})") == ["К1"]
    assert codes(cards, f"Ромашка (ИНН {INN})") == ["К1", "К2"]
    assert codes(cards, f"Ромашка Тверь (ИНН {INN} КПП 111101001)") == []


def test_a_digit_too_many_is_no_inn_and_an_empty_one_matches_nothing() -> None:
    assert client_name(f"Ромашка ИНН {INN}1").inn == ""
    assert codes(names(("К1", "Ладья", "")), "Ромашка") == []


def test_a_card_made_from_a_name_is_found_by_that_name_after_it_was_renamed() -> None:
    assert codes(names(("ООО Ромашка", "Ромашка и партнёры")), "Ромашка") == ["ООО Ромашка"]


def test_a_form_after_initials_is_a_form() -> None:
    assert codes(names(("К1", "Ветрова А. А. ИП")), "ИП Ветрова А. А.") == ["К1"]


def test_a_name_of_a_form_alone_keeps_it() -> None:
    assert client_name("ООО").bare == "ооо"
    assert codes(names(("К1", "ООО")), "ооо") == ["К1"]
