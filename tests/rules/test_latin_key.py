"""Russian words and their transliterations are one word."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.latin_key import in_one_alphabet, latin_key


@pytest.mark.parametrize(
    ("russian", "spellings"),
    [
        ("щукарь", ["shchukar", "schukar", "shchukar'"]),
        ("хозяйка", ["khozyayka", "hozjajka", "khoziaika", "xozyayka"]),
        ("цветочный", ["tsvetochnyy", "cvetochnyj", "tsvetochnyi", "tzvetochniy"]),
        ("юлия", ["yuliya", "julija", "iuliia"]),
        ("артём", ["artem", "artyom", "artjom", "артем"]),
        ("журавль", ["zhuravl", "zhuravl'"]),
        ("россия", ["rossiya", "rosiya", "россия"]),
        ("тимофеевна", ["timofeevna", "тимофеевна"]),
        ("сергей", ["sergey", "sergei", "sergej"]),
    ],
)
def test_every_scheme_gives_the_same_word(russian: str, spellings: list[str]) -> None:
    assert {latin_key(word) for word in spellings} == {latin_key(russian)}


@pytest.mark.parametrize(("one", "other"), [("марс", "барс"), ("вега", "мега"), ("шар", "жар"), ("лён", "клён")])
def test_other_words_stay_other(one: str, other: str) -> None:
    assert latin_key(one) != latin_key(other)


def test_marks_and_strange_letters_leave_nothing_and_digits_stay() -> None:
    assert latin_key("—🙂漢") == ""
    assert latin_key("") == ""
    assert latin_key("ъ") == ""
    assert latin_key("а5") == "a5"


@pytest.mark.parametrize(
    ("mixed", "plain"),
    [
        ("Cевеp", "Север"),  # Latin C and p
        ("OОO Зapя", "ООО Заря"),
        ("OOO Зapя", "ООО Заря"),  # the form alone is Latin, but the name is mixed
        ("ООО Trade", "ООО Trade"),
        ("Rosa", "Rosa"),
        ("ООО Рома", "ООО Рома"),
    ],
)
def test_latin_letters_of_the_same_look_become_cyrillic_in_mixed_words(mixed: str, plain: str) -> None:
    assert in_one_alphabet(mixed) == plain
