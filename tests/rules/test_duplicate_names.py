"""A name taken apart: what is compared, and what does not matter."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.duplicate_names import firm_name


@pytest.mark.parametrize(
    "spelling",
    [
        "ООО «Зелёный мир»",
        'ООО "ЗЕЛЕНЫЙ МИР"',
        "Зелёный  мир, ООО",
        "зеленый-мир",
        "Общество с ограниченной ответственностью «Зелёный мир»",
        "OOO Зeлeный мир",
        "О.О.О. Зелёный мир",
        "Зелёный\u00a0мир ООО",
        "Zelenyy Mir",
        "LLC Zelenyj Mir",
        "Мир Зелёный (ООО)",
        "ООО «Торговый дом «Зелёный мир»",
        "ТД Зелёный мир",
        "Зелёный мир магазин",
    ],
)
def test_a_name_is_the_same_whatever_its_spelling(spelling: str) -> None:
    assert firm_name(spelling).key == firm_name("Зеленый мир").key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ромашка", "Ромашка плюс"),
        ("ООО", "ИП"),
        ("Аорта", "Рта"),
        ("Тип", "Т"),
        ("Заря 1", "Заря 2"),
        ("Заря", "Заря 1"),
        ("Магазин", "Аптека"),
    ],
)
def test_other_names_stay_other(one: str, other: str) -> None:
    assert firm_name(one).key != firm_name(other).key


@pytest.mark.parametrize("text", ["", " ", "«»", "🙂🙂", "—", "漢字"])
def test_a_name_without_letters_and_digits_has_no_key(text: str) -> None:
    assert firm_name(text).key == ""


def test_kinds_are_told_from_the_name_in_full_and_short() -> None:
    full, short = firm_name("Производственно-коммерческая фирма «Лада»"), firm_name("Лада ПКФ")
    assert full.kinds == short.kinds != frozenset()
    assert full.words == short.words == ("lada",)
    assert firm_name("Магазин").words == ("magazin",)


def test_numbers_stand_apart_without_zeros_in_front() -> None:
    assert firm_name("Торг-01").numbers == firm_name("Торг № 1").numbers == ("1",)
    assert firm_name("1234567").key == "1234567"
    assert firm_name("Торг000").numbers == ("0",)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("ИП Серов Игнат Львович", ("serov", "ignat", "lvoviC")),
        ("Серов Игнат Львович", ("serov", "ignat", "lvoviC")),
        ("ИП Серов И.Л.", ("serov", "i", "l")),
        ("ИП И. Л. Серов", ("serov", "i", "l")),
        ("Серов И Л", ("serov", "i", "l")),
        ("ИП Серов Игнат", ("serov", "ignat", "")),
        ("IP Serov Ignat L'vovich", ("serov", "ignat", "lvoviC")),
        ("ИП Серов", ("serov", "", "")),
        ("ООО Серов", None),
        ("Серов Игнат", None),
        ("ИП Серов 2", None),
    ],
)
def test_a_person_is_known_by_the_form_the_patronymic_or_the_initials(
    text: str, person: tuple[str, str, str] | None
) -> None:
    assert firm_name(text).person == person


def test_the_patronymic_tells_a_woman_from_a_man() -> None:
    assert firm_name("ИП Серова Анна Львовна").is_woman is True
    assert firm_name("ИП Серов Игнат Львович").is_woman is False
    assert firm_name("ИП Серов И.Л.").is_woman is None
    assert firm_name("ООО Заря").is_woman is None


def test_an_inn_beside_the_name_is_no_part_of_it() -> None:
    name = firm_name("ООО Заря, ИНН 7701234567 / КПП 770101001")
    assert (name.key, name.inn, name.kpp) == ("zara", "7701234567", "770101001")


def test_a_text_of_any_length_is_taken_apart() -> None:
    assert firm_name("ООО " + "Заря " * 50_000).key
    assert firm_name("9" * 100_000).key
