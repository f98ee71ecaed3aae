"""How alike two clients' names are: the same, short for the other, a slip of the hand, a part, or different.

METHOD section 7 (ours). Numbers in names never slip: «Торг-1» and «Торг-2» are two shops of a network.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from clientbase_xl.rules.duplicate_names import FirmName
from clientbase_xl.rules.slips import count_slips


class Alike(Enum):
    """What one name is to the other."""

    SAME = "то же наименование"
    SHORT = "сокращённое наименование"
    SLIP = "похожее наименование"
    PART = "часть наименования"
    OTHER = "разные наименования"


class Likeness(NamedTuple):
    """What one name is to the other, and how many slips lie between them."""

    alike: Alike
    count_slips: int = 0


OTHER = Likeness(Alike.OTHER)


def slips_allowed(word: str) -> int:
    """Return how many slips a word of this length bears: METHOD section 7. Up to 3 letters none, from 9 on two."""
    return 0 if len(word) < 4 else 1 if len(word) < 9 else 2


def name_likeness(one: FirmName, other: FirmName) -> Likeness:
    """Return how alike two names are, whichever comes first: METHOD section 7.

    SAME: the same own words and numbers in any order (kinds such as «тд» may be missing or differ). SHORT: a person
    with initials or without a patronymic. SLIP: as many slips as the length bears. PART: all words of one stand in
    the other. An empty name is like none.
    """
    if not (one.words or one.numbers) or not (other.words or other.numbers):
        return OTHER
    if one.key == other.key:
        return Likeness(Alike.SAME)
    if one.person and other.person:
        return _persons(one, other, one.person, other.person)
    if one.numbers != other.numbers:
        return OTHER
    mine, theirs = "".join(one.words), "".join(other.words)
    slips = _slips(mine, theirs)
    if slips is None and len(one.words) == len(other.words) > 1:
        slips = _slips("".join(sorted(one.words)), "".join(sorted(other.words)))
    if slips is not None:
        return Likeness(Alike.SLIP if slips else Alike.SAME, slips)
    if _is_of_person(one, other) or _is_of_person(other, one):
        return Likeness(Alike.SHORT)
    return _part(one.words, other.words)


def _slips(one: str, other: str) -> int | None:
    """Return the slips between two words that bear so many, else None."""
    most = slips_allowed(min(one, other, key=len))
    slips = count_slips(one, other, most)
    return slips if slips <= most else None


def _persons(one: FirmName, other: FirmName, mine: tuple[str, str, str], theirs: tuple[str, str, str]) -> Likeness:
    if one.is_woman is not None and other.is_woman is not None and one.is_woman != other.is_woman:
        return OTHER
    total, is_short = 0, False
    for left, right in zip(mine, theirs, strict=True):
        if left == right:
            continue
        if (left[:1] == right[:1] and min(len(left), len(right)) == 1) or not left or not right:
            is_short = True
        else:
            slips = _slips(left, right)
            if slips is None:
                return OTHER
            total += slips
    # Ивановой for Иванов is his wife, unless the patronymics say that it is one person.
    if total and mine[0] != theirs[0] and sorted((mine[0], theirs[0]), key=len)[0] + "a" in (mine[0], theirs[0]):
        return OTHER
    if total > 2:
        return OTHER
    return Likeness(Alike.SLIP if total else Alike.SHORT if is_short else Alike.SAME, total)


def _is_of_person(person: FirmName, part: FirmName) -> bool:
    """Tell whether a name without a form is the surname and another name of a person."""
    if person.person is None or len(part.words) < 2:
        return False
    return set(part.words) < set(person.words) and person.person[0] in part.words


def _part(one: tuple[str, ...], other: tuple[str, ...]) -> Likeness:
    """Return whether every word of the shorter name stands in the longer, each with its slips."""
    short, long = sorted((one, other), key=len)
    left, total = list(long), 0
    for word in short:
        for place, candidate in enumerate(left):
            slips = _slips(word, candidate)
            if slips is not None:
                total += slips
                del left[place]
                break
        else:
            return OTHER
    if max(map(len, short)) < 3 or total > 2:
        return OTHER
    return Likeness(Alike.PART if left else Alike.SLIP, total)
