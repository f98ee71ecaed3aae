"""Nobody of the demo exists: tax numbers, telephones and sites lie where no real ones are."""

from __future__ import annotations

import re

import pytest

from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.generator import DemoData
from clientbase_xl.demo.identities import make_identity, with_check_digits
from clientbase_xl.demo.segments import BY_KEY
from clientbase_xl.demo.words import in_latin


@pytest.mark.parametrize(
    ("digits", "complete"),
    # 2·9+4·6+10·0+3·0+5·0+9·0+4·0+6·0+8·1 = 50; 50 mod 11 = 6.
    # 12 digits: 7·9+2·8+4·0+…+8·1 = 87, mod 11 = 10, mod 10 = 0; then 3·9+7·8+…+6·1+8·0 = 89, mod 11 = 1.
    [("960000001", "9600000016"), ("9800000001", "980000000101")],
)
def test_check_digits_follow_the_rule_of_the_tax_service(digits: str, complete: str) -> None:
    assert with_check_digits(digits) == complete


def test_every_tax_number_of_the_cards_is_right_unique_and_of_no_region(demo: DemoData) -> None:
    numbers = demo.cards["ИНН"].tolist()
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number[:2] in ("96", "98")
        assert with_check_digits(number[: 9 if len(number) == 10 else 10]) == number


def test_only_legal_persons_have_a_kpp(demo: DemoData) -> None:
    for inn, kpp in zip(demo.cards["ИНН"], demo.cards["КПП"], strict=True):
        assert (kpp is None) == (len(inn) == 12)


def test_telephones_have_a_code_that_nobody_is_given(demo: DemoData) -> None:
    phones = [phone for phone in demo.cards["Телефон"] if phone is not None]
    assert len(phones) > 500
    assert all(re.fullmatch(r"\+7 \(555\) \d{3}-\d{2}-\d{2}", phone) for phone in phones)


def test_letters_go_to_domains_reserved_for_examples(demo: DemoData) -> None:
    letters = [email for email in demo.cards["E-mail"] if email is not None]
    assert len(letters) > 400
    assert all(re.fullmatch(r"[a-z]+@[a-z0-9-]+\.example", email) for email in letters)


def test_names_of_clients_differ(demo: DemoData) -> None:
    names = demo.cards["Клиент"].tolist()
    assert len(set(names)) == len(names)


def test_a_taken_name_is_not_given_again() -> None:
    segment = BY_KEY["sub-distributor"]
    first = make_identity(segment, Draws("same"), set())
    second = make_identity(segment, Draws("same"), {first.name})
    assert second.name != first.name


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Яромель-Хозторг", "yaromel-khoztorg"),
        ("Белозорье.Онлайн", "belozore-onlayn"),
        ("Всё для дома", "vse-dlya-doma"),
    ],
)
def test_names_become_names_of_sites(name: str, latin: str) -> None:
    assert in_latin(name) == latin
