"""What a client's name says when cards are compared: its own words, what it calls itself, numbers, or a person.

METHOD section 7. Legal forms are those of `client_names`; words such as «торговый дом» are told from the name itself.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from clientbase_xl.rules.client_names import client_name
from clientbase_xl.rules.latin_key import in_one_alphabet, latin_key

_SHORT = {
    "торговый дом": "тд",
    "торговая компания": "тк",
    "торгово промышленная компания": "тпк",
    "торговая фирма": "тф",
    "торговая сеть": "тс",
    "производственная компания": "пк",
    "производственная фирма": "пф",
    "производственно коммерческая фирма": "пкф",
    "производственно коммерческое предприятие": "пкп",
    "научно производственное объединение": "нпо",
    "научно производственное предприятие": "нпп",
    "научно производственная фирма": "нпф",
    "производственное объединение": "по",
    "строительная компания": "ск",
    "строительное управление": "су",
    "строительно монтажное управление": "сму",
    "управляющая компания": "ук",
    "группа компаний": "гк",
    "транспортная компания": "трк",
    "з д": "завод",
    "ф ка": "фабрика",
    "м н": "магазин",
    "маг": "магазин",
}
_KINDS = (
    *("компания", "фирма", "предприятие", "филиал", "магазин", "супермаркет", "склад", "база", "аптека", "кафе"),
    *(
        "ресторан",
        "салон",
        "рынок",
        "мастерская",
        "завод",
        "фабрика",
        "комбинат",
        "холдинг",
        "сеть",
        "точка",
        "павильон",
    ),
)
_ENGLISH = {
    "trade": "трейд",
    "trading": "трейдинг",
    "service": "сервис",
    "group": "групп",
    "market": "маркет",
    "logistic": "логистик",
    "logistics": "логистик",
    "line": "лайн",
    "city": "сити",
    "style": "стайл",
    "product": "продукт",
    "products": "продукт",
    "company": "компания",
    "house": "хаус",
    "food": "фуд",
    "build": "билд",
    "tech": "тех",
    "techno": "техно",
    "pharm": "фарм",
    "auto": "авто",
}
_FOREIGN_FORMS = {
    "llc": "ооо",
    "ltd": "ооо",
    "ooo": "ооо",
    "jsc": "ао",
    "ao": "ао",
    "pjsc": "ао",
    "zao": "ао",
    "ip": "ип",
}
_DOTTED = re.compile(r"\b(?:[а-яёa-z]\.){2,5}(?=\W|$)")
_LOOKS_CYRILLIC = str.maketrans("oa", "оа")
_DOTTED_FORMS = {"о.о.о.": "ооо", "и.п.": "ип", "а.о.": "ао", "з.а.о.": "зао", "о.а.о.": "оао", "п.а.о.": "пао"}
_SOFT_SIGN = re.compile("(?<=[a-z])['’`](?=[a-z])")
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_PATRONYMIC = re.compile("(?:ovi[Ch]|evi[Ch]|i[Cc]|ovna|evna|iCna|inica|ogli|ikizi)$")
_WOMAN = re.compile("(?:na|kizi)$")


class FirmName(NamedTuple):
    """A name for comparison, in the notation of `latin_key`.

    `words` are the firm's own, `kinds` what it calls itself («тд», «магазин»), `numbers` as written without zeros in
    front. A person has `person` = (surname, first name, patronymic), each "" or a letter where not written.
    """

    words: tuple[str, ...]
    kinds: frozenset[str]
    numbers: tuple[str, ...]
    form: str
    person: tuple[str, str, str] | None
    inn: str
    kpp: str

    @property
    def key(self) -> str:
        """Return what makes two names the same: all own words and numbers, in any order."""
        return " ".join((*sorted(self.words), *self.numbers))

    @property
    def is_woman(self) -> bool | None:
        """Tell by the patronymic; None when it is not written out."""
        if self.person is None or len(self.person[2]) < 3:
            return None
        return bool(_WOMAN.search(self.person[2]))


def firm_name(text: str) -> FirmName:
    """Return what is compared of a name: METHOD section 7.

    Legal forms, quotes, case, ё, look-alike and transliterated letters do not matter. A name that is nothing but a
    kind («Магазин») keeps it as its own word; a text without letters and digits has no words at all.
    """
    plain = _SOFT_SIGN.sub("", _DOTTED.sub(_undotted, in_one_alphabet(text[:400]).casefold()))
    named = client_name(plain)
    pieces = _PIECES.findall(named.bare)
    form = named.form
    if len(pieces) > 1 and not form:
        for place in (0, -1):
            if pieces[place] in _FOREIGN_FORMS:
                form = _FOREIGN_FORMS[pieces.pop(place)]
                break
    pieces = [_ENGLISH.get(piece, piece) for piece in pieces]
    numbers = tuple(sorted(piece.lstrip("0") or "0" for piece in pieces if piece.isdigit()))
    keys = [key for piece in pieces if not piece.isdigit() and (key := latin_key(piece))]
    words, kinds = _told_apart(keys)
    person = _person(words, form) if not numbers else None
    return FirmName(tuple(words), kinds, numbers, form, person, named.inn, named.kpp)


def _undotted(found: re.Match[str]) -> str:
    """Return a legal form without its dots; initials become letters of their own."""
    return _DOTTED_FORMS.get(found[0].translate(_LOOKS_CYRILLIC), found[0].replace(".", " "))


def _keys(words: str) -> tuple[str, ...]:
    return tuple(latin_key(word) for word in words.split())


_SHORT_KEYS = {_keys(words): latin_key(short) for words, short in _SHORT.items()}
_KIND_KEYS = {latin_key(word) for word in _KINDS} | set(_SHORT_KEYS.values())
_FIRST_KEYS = {words[0] for words in _SHORT_KEYS}


def _told_apart(keys: list[str]) -> tuple[list[str], frozenset[str]]:
    """Return own words and kinds."""
    words: list[str] = []
    kinds: set[str] = set()
    place = 0
    while place < len(keys):
        for length in (3, 2, 1) if keys[place] in _FIRST_KEYS else ():
            if short := _SHORT_KEYS.get(tuple(keys[place : place + length])):
                kinds.add(short)
                place += length
                break
        else:
            (kinds.add if keys[place] in _KIND_KEYS else words.append)(keys[place])
            place += 1
    return (words, frozenset(kinds)) if words else (keys, frozenset())


def _person(words: list[str], form: str) -> tuple[str, str, str] | None:
    """Return surname, first name and patronymic of a person, None for a firm."""
    if not 1 <= len(words) <= 4:
        return None
    letters = [word for word in words if len(word) == 1]
    full = [word for word in words if len(word) > 1]
    has_patronymic = len(full) == 3 and bool(_PATRONYMIC.search(full[2]))
    if not full or not (form == "ип" or has_patronymic or (len(letters) == 2 and len(full) == 1)):
        return None
    parts = [*full, *letters] if len(full) == 1 or len(words[0]) > 1 else [full[-1], *letters, *full[:-1]]
    surname, first, patronymic = (*parts, "", "")[:3]
    return surname, first, patronymic
