"""A refusal says what was found, what is allowed and what to do; each kind of refusal explains itself."""

from __future__ import annotations

import pytest

from clientbase_xl import errors
from clientbase_xl.errors import BadFile, BadUse, BaseRefused, ClientbaseError, Undecided, UnknownLayout, WriteRefused


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Файл пуст.",), "Файл пуст."),
        (("Файл пуст.", "xlsx, csv"), "Файл пуст.\nДопустимо: xlsx, csv"),
        (("Файл пуст.", "", "Выгрузите заново."), "Файл пуст.\nЧто сделать: Выгрузите заново."),
        (("Файл пуст.", "xlsx", "Ещё раз."), "Файл пуст.\nДопустимо: xlsx\nЧто сделать: Ещё раз."),
    ],
)
def test_a_refusal_is_shown_without_the_parts_it_does_not_have(parts: tuple[str, ...], text: str) -> None:
    assert str(ClientbaseError(*parts)) == text


def test_the_tree_has_one_root_and_every_member_says_what_it_means() -> None:
    members = [BadUse, BadFile, UnknownLayout, Undecided, BaseRefused, WriteRefused]
    declared = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    assert set(declared) == {ClientbaseError, *members}
    for kind in members:
        assert issubclass(kind, ClientbaseError)
        assert kind.__doc__
        assert kind.__doc__.endswith(".")
    assert issubclass(UnknownLayout, BadFile)
    assert issubclass(Undecided, BadFile)
