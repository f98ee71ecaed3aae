"""Words of the FBS matrix: level of a function, roles of an employee in it.

METHOD section 15 [P]: «Владелец», «1 бэкапер», «2 бэкапер» (input «1-й бэкапер», double spaces, any case); levels
Высший (1), Средний (2), Обычный (3).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from clientbase_xl.schemas.fbs_words import FBS_LEVELS, FIRST_BACKUP, SECOND_BACKUP
from clientbase_xl.schemas.fbs_words import OWNER as OWNER_WORD


class Role(StrEnum):
    """What an employee is in a function."""

    OWNER = OWNER_WORD
    FIRST = FIRST_BACKUP
    SECOND = SECOND_BACKUP


LEVELS = {number: word.partition(" ")[0] for number, word in enumerate(FBS_LEVELS, 1)}
_LEVEL_WORDS = {
    form: number
    for number, name in LEVELS.items()
    for form in (str(number), name.casefold(), f"{name.casefold()} ({number})", f"{number} {name.casefold()}")
}
_BACKUP = re.compile(r"(?P<number>[12])(?: ?-? ?(?:й|ый|ой))? ?б[эе]капер")
_BETWEEN_ROLES = re.compile(r"[,;/+\n]")


def level_of(text: str) -> int | None:
    """Return the number of a level from its word, its number or both («Высший (1)»); None where it is neither."""
    return _LEVEL_WORDS.get(" ".join(text.casefold().split()))


def level_word(text: str) -> str | None:
    """Return a level as the catalogue spells it («2» is «Средний (2)»); None for what is no level."""
    number = level_of(text)
    return None if number is None else FBS_LEVELS[number - 1]


def role_word(text: str) -> str | None:
    """Return the one role that a text means («1-й  Бэкапер» is «1 бэкапер»); None for several roles or other words."""
    roles, unknown = roles_of(text)
    return str(next(iter(roles))) if len(roles) == 1 and not unknown else None


@lru_cache(maxsize=1_024)
def roles_of(text: str) -> tuple[frozenset[Role], tuple[str, ...]]:
    """Return the roles of a cell and the words in it that are no role; several roles are parted by , ; / or +."""
    roles, unknown = set(), []
    for part in _BETWEEN_ROLES.split(text):
        word = " ".join(part.casefold().split())
        if not word:
            continue
        if word == Role.OWNER.casefold():
            roles.add(Role.OWNER)
        elif match := _BACKUP.fullmatch(word):
            roles.add(Role.FIRST if match["number"] == "1" else Role.SECOND)
        else:
            unknown.append(" ".join(part.split()))
    return frozenset(roles), tuple(unknown)


def name_key(name: str) -> str:
    """Return a name as names are compared: without case and needless spaces, ё as е."""
    return " ".join(name.casefold().replace("ё", "е").split())
