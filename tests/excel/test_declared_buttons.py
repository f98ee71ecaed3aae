"""Every button is declared once, does something and can be called from outside."""

from __future__ import annotations

import inspect

import pytest

from clientbase_xl.excel import macros
from clientbase_xl.excel.buttons import ACTIONS, BUTTONS
from clientbase_xl.excel.declared import BY_KEY, DECLARED, Changes, Declared

ASKED = (
    *("Импорт продаж", "Пересчитать всё", "Категории", "Потенциал", "Реактивация", "FBS", "Лист к совещанию"),
    *("Проверить данные", "Отправить изменения", "Решения по заявкам", "Вернуть как было"),
    *("Настройки", "Справка", "О программе"),
)
SUPERTIP_CHARACTERS_MAX = 255


def test_every_button_that_was_asked_for_is_there_once() -> None:
    labels = [one.label for one in DECLARED]
    assert set(ASKED) <= set(labels)
    assert len(set(labels)) == len(set(BY_KEY)) == len(DECLARED)


def test_every_declared_button_does_something_and_nothing_else_does() -> None:
    assert set(ACTIONS) == set(BY_KEY)
    assert list(BUTTONS) == [one.label for one in DECLARED]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.key)
def test_an_entry_point_takes_nothing_and_presses_the_button_of_its_name(
    one: Declared, monkeypatch: pytest.MonkeyPatch
) -> None:
    pressed: list[tuple[str, object]] = []

    def remember(key: str, book: object) -> bool:
        pressed.append((key, book))
        return True

    monkeypatch.setattr(macros, "press_in", remember)
    monkeypatch.setattr(macros.xlwings.Book, "caller", lambda: "книга")
    macro = getattr(macros, one.key)
    assert not inspect.signature(macro).parameters
    assert macro.__doc__ == f"Press «{one.label}»."
    assert macro() is True
    assert pressed == [(one.key, "книга")]


@pytest.mark.parametrize("one", DECLARED, ids=lambda one: one.key)
def test_what_a_button_does_is_one_short_russian_sentence(one: Declared) -> None:
    assert one.does.endswith(".")
    assert ". " not in one.does
    assert one.does[0].isupper()
    assert len(one.does) <= SUPERTIP_CHARACTERS_MAX
    assert one.key.isidentifier()
    assert one.key.isascii()


def test_only_buttons_that_show_or_make_a_file_write_nothing() -> None:
    assert {one.key for one in DECLARED if not one.is_writing} >= {"settings", "help", "about", "weekly"}
    assert BY_KEY["undo"].is_writing
    assert BY_KEY["import_sales"].changes is Changes.BASE
