"""A person is found in free texts in whatever case, notation and order he is written."""

from __future__ import annotations

import pytest

from clientbase_xl.rules.person_mentions import mentions_of, plain


def names(name: str, text: str) -> bool:
    """Tell whether a text names somebody of this name."""
    pattern = mentions_of([name], [], [])
    return pattern is not None and pattern.search(plain(text)) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Секретова Анна Игоревна", "звонил Секретовой, просит счёт"),
        ("Анна Игоревна Секретова", "СЕКРЕТОВУ не застали"),
        ("Двойникова Ия", "Двойникова Ия"),
        ("Борис Иной", "передать Иному"),
        ("Жёлудь Олег", "у Желудя отпуск"),
        ("Заречный Пётр Ильич", "с Заречным договорились"),
        ("Ли Вера", "спросить Ли"),
        ("Цой Ян", "без Цоя не решают"),
        ("Тихих Олег", "был у Тихих."),
        ("Сидоренко", "(Сидоренко)"),
    ],
)
def test_a_surname_is_found_in_every_case(name: str, text: str) -> None:
    assert names(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Секретова Анна Игоревна", "секрет фирмы; Анна Игоревна; секретарь"),
        ("Анна Игоревна", "Анна звонила, Игоревна"),
        ("Ли Вера", "звонить ли завтра"),
        ("Секретова Анна", ""),
    ],
)
def test_other_words_are_not_a_surname(name: str, text: str) -> None:
    assert not names(name, text)


def test_a_telephone_is_its_digits_however_they_are_written_and_a_mailbox_is_whole() -> None:
    pattern = mentions_of([], ["+7 900 123-45-67", "12-34-56"], ["Ia@example.test"])
    assert pattern is not None
    for text in ("тел 89001234567, вечером", "8 (900) 123 45 67", "гор. 123456", "пишите на ia@EXAMPLE.test."):
        assert pattern.search(plain(text)), text
    for text in ("8 900 123-45-68", "счёт 7123456", "iia@example.test", "ia@example.testing"):
        assert not pattern.search(plain(text)), text


def test_of_somebody_unknown_nothing_is_searched() -> None:
    assert mentions_of([], ["12"], ["нет"]) is None
    assert mentions_of(["Анна Игоревна"], [], []) is None
