"""What must be filled in before a client is created: the company's list of parameters.

METHOD sections 1 (mandatory set) and 7 (a strictly defined mandatory set of parameters, creation by a procedure).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from clientbase_xl.errors import BadUse
from clientbase_xl.schemas.clients import CLIENTS
from clientbase_xl.schemas.model import Column
from clientbase_xl.settings import Settings

LEGAL_PERSON_DIGITS = 10
_OR = " или "


def missing_parameters(card: Mapping[str, str | None], settings: Settings) -> tuple[str, ...]:
    """Return the titles of the mandatory parameters that a new client lacks, in the order of the setting.

    METHOD sections 1 and 7. In: the cells of the card as texts by CLIENTS keys (None or "" is empty). КПП is asked
    only of a legal person: an ИНН of 10 digits. Of parameters joined by «или» one is enough. Raises BadUse when the
    setting names a column that «Клиенты» does not have.
    """
    return missing_of(card, required_parameters(settings))


def missing_of(card: Mapping[str, str | None], parameters: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """Return the words of the parameters that a card lacks; each is words and the keys of which one must be filled.

    METHOD sections 1 and 7; КПП as in `missing_parameters`.
    """
    missing = []
    for title, keys in parameters:
        if keys == ("kpp",) and not is_legal_person(card):
            continue
        if not any((card.get(key) or "").strip() for key in keys):
            missing.append(title)
    return tuple(missing)


def is_legal_person(card: Mapping[str, str | None]) -> bool:
    """Tell whether the ИНН of a card has the 10 digits of a legal person, who also has a КПП."""
    return len(re.sub(r"\D", "", card.get("inn") or "")) == LEGAL_PERSON_DIGITS


def required_parameters(settings: Settings) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each mandatory parameter as its words and the typed columns of CLIENTS of which one must be filled."""
    return parameters_of(settings.creation.required_fields, "creation.required_fields", CLIENTS.typed)


def parameters_of(text: str, address: str, columns: Sequence[Column]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the parameters that a setting names by titles of `columns`: words, and the keys of which one is enough.

    Titles stand between «;», «или» joins those of which one must be filled; case does not matter. Raises BadUse,
    naming the setting by its `address`, for a title that none of the columns has.
    """
    known = {column.title.casefold(): column.key for column in columns}
    found = []
    for part in filter(None, (word.strip() for word in text.split(";"))):
        titles = [title.strip() for title in part.split(_OR)]
        unknown = [title for title in titles if title.casefold() not in known]
        if unknown:
            raise BadUse(
                f"Настройка «{address}»: столбца «{unknown[0]}» на листе «{CLIENTS.title}» нет.",
                ", ".join(column.title for column in columns),
                "Исправьте значение на листе «Настройки».",
            )
        found.append((part, tuple(known[title.casefold()] for title in titles)))
    return tuple(found)
