"""ИНН, КПП, telephones, mailboxes, domains and addresses as marks of a card."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.duplicate_marks import (
    address_words,
    inn_mark,
    is_sound_inn,
    kpp_mark,
    mailboxes,
    own_domains,
    phone_marks,
)
from clientbase_xl.settings import DuplicateSettings

SHARED = {"mail.ru", "gmail.com"}


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("7701234567", "7701234567"),
        (" 77 0123 4567 ", "7701234567"),
        ("101234567", "0101234567"),  # a spreadsheet lost the zero
        ("10123456789", "010123456789"),
        ("770123456789", "770123456789"),
        ("12345678", ""),
        ("7701234567890", ""),
        ("0000000000", ""),
        ("нет", ""),
        ("", ""),
    ],
)
def test_an_inn_is_ten_or_twelve_digits(text: str, mark: str) -> None:
    assert inn_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [("770101001", "770101001"), ("10101001", "010101001"), ("7701AB001", "7701AB001"), ("000000000", ""), ("-", "")],
)
def test_a_kpp_is_nine_signs(text: str, mark: str) -> None:
    assert kpp_mark(text) == mark


def test_control_digits_are_reckoned_by_hand() -> None:
    # 9 6 0 1 0 0 0 0 1 × 2 4 10 3 5 9 4 6 8 = 18 + 24 + 0 + 3 + 0 + 0 + 0 + 0 + 8 = 53; 53 % 11 = 9
    assert is_sound_inn("9601000019")
    assert not is_sound_inn("9601000018")
    # The example of the tax service for a person: 500100732259.
    assert is_sound_inn("500100732259")
    assert not is_sound_inn("500100732258")
    assert not is_sound_inn("500100732359")


@pytest.mark.parametrize(
    "text",
    [
        "+7 (555) 123-45-67",
        "8 (555) 123-45-67",
        "85551234567",
        "+75551234567",
        "5551234567",
        "8-555-123-45-67",
        "тел. 8(555)1234567",
        "555 123 4567 доб. 12",
        "+7 (555) 123-45-67, доб.1234567890",
    ],
)
def test_a_telephone_is_ten_digits_however_written(text: str) -> None:
    assert phone_marks(text) == ("5551234567",)


def test_a_cell_may_hold_several_telephones_and_none() -> None:
    assert phone_marks("8 555 123-45-67; 8 556 123-45-67, 8 555 123 45 67") == ("5551234567", "5561234567")
    for nothing in ("", "нет", "123-45-67", "8 800 000-00-00", "1" * 40, "🙂"):
        assert phone_marks(nothing) == ()


def test_mailboxes_are_compared_in_small_letters() -> None:
    assert mailboxes(" Info@Zarya.example ") == ("info@zarya.example",)
    assert mailboxes("a@zarya.example; B@mail.ru <b@mail.ru>") == ("a@zarya.example", "b@mail.ru")
    for nothing in ("", "нет", "@", "a@b", "сайт zarya.example"):
        assert mailboxes(nothing) == ()


def test_a_domain_of_a_mail_service_is_nobodys_own() -> None:
    assert own_domains(("a@zarya.example", "b@mail.ru", "c@zarya.example"), SHARED) == ("zarya.example",)
    assert own_domains(("b@mail.ru",), SHARED) == ()
    assert own_domains((), SHARED) == ()


def test_shared_domains_are_read_as_people_write_a_list() -> None:
    assert DuplicateSettings(shared_domains=" Mail.RU ;@bk.ru,;").domains() == {"mail.ru", "bk.ru"}
    assert DuplicateSettings(shared_domains="").domains() == frozenset()
    assert {"mail.ru", "yandex.ru", "gmail.com", "ya.ru"} <= DuplicateSettings().domains()


@pytest.mark.parametrize(
    "text",
    [
        "г. Тверь, ул. Лесная, д. 5",
        "Тверь, Лесная ул., 5",
        "170000, Тверь г, улица Лесная, дом 5, офис 12",
        "г.Тверь, ул.Лесная 5, кв. 7",
        "тверь лесная 05",
    ],
)
def test_an_address_is_its_names_and_its_house(text: str) -> None:
    assert address_words(text) == (frozenset({"tver", "lesnaa"}), "5")


def test_an_address_that_names_nothing_is_empty() -> None:
    assert address_words("") == (frozenset(), "")
    assert address_words("г. , ул.") == (frozenset(), "")
    assert address_words("самовывоз") == (frozenset({"samovivoz"}), "")
