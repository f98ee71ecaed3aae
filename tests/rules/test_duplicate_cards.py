"""Cards with their marks, and how common these are."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.duplicate_cards import card_marks, usual
from clientbase_xl.settings import DuplicateSettings
from tests.support.double_cards import NOBODY, cards, persons

OURS = DuplicateSettings()


def test_the_telephones_and_mailboxes_of_people_are_those_of_the_card() -> None:
    table = cards({"client_code": "К1", "phone": "8 555 111-22-33", "email": "info@zarya.example"})
    people = persons(("К1", "8 555 444-55-66", None), ("К1", None, "Anna@mail.ru"), ("К2", "8 555 777-88-99", None))
    (card,) = card_marks(table, people, OURS)
    assert card.phones == {"5551112233", "5554445566"}
    assert card.boxes == {"info@zarya.example", "anna@mail.ru"}
    assert card.domains == {"zarya.example"}


def test_an_inn_beside_the_name_stands_in_for_an_empty_cell_only() -> None:
    table = cards(
        {"client_code": "К1", "client_name": "Заря ИНН 7701234567"},
        {"client_code": "К2", "client_name": "Заря ИНН 7701234567", "inn": "7707654321"},
    )
    assert [card.inn for card in card_marks(table, NOBODY, OURS)] == ["7701234567", "7707654321"]


def test_empty_cells_and_absent_columns_are_no_marks() -> None:
    (card,) = card_marks(pd.DataFrame({"client_code": ["К1"], "client_name": [None]}), NOBODY, OURS)
    assert (card.inn, card.kpp, card.phones, card.boxes, card.domains) == ("", "", set(), set(), set())
    assert (card.address, card.holding, card.initials, card.name.key) == ("", "", "", "")


def test_an_address_needs_two_names_and_a_house() -> None:
    table = cards(
        {"client_code": "К1", "delivery_address": "Тверь, Лесная, 5"},
        {"client_code": "К2", "delivery_address": "Тверь, Лесная"},
        {"client_code": "К3", "delivery_address": "Тверь, 5"},
    )
    assert [bool(card.address) for card in card_marks(table, NOBODY, OURS)] == [True, False, False]


def test_a_name_is_as_common_as_the_payers_that_bear_it() -> None:
    table = cards(
        {"client_code": "К1", "client_name": "Заря", "inn": "7701234567", "phone": "5551112233"},
        {"client_code": "К2", "client_name": "ООО Заря", "inn": "7701234567", "phone": "5551112233"},
        {"client_code": "К3", "client_name": "«Заря»"},
        {"client_code": "К4", "client_name": "ИП Серов И.Л."},
        {"client_code": "К5", "client_name": "ИП Серов Игнат Львович"},
    )
    known = usual(card_marks(table, NOBODY, OURS))
    assert known.names["zara"] == 2  # one ИНН, one card without
    assert known.initials == {"serov i": 2}
    assert known.phones["5551112233"] == 1, "two cards, one name"
