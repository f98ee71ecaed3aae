"""Which card a name in a report means: equal but for spaces, case, quotes and legal form; ИНН and КПП decide.

EXPORTS: clients differ by spelling; METHOD section 7: one information base. A join is not a guess: Latin letters,
ё and е, dashes and digits stay what they are. What merely resembles is offered by `duplicate_clients`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import Any, NamedTuple

import pandas as pd

from clientbase_xl.rules.joined import as_text

# A form → what it is the same as: joint-stock companies were renamed by law in 2014, «ЧП» is the old name of «ИП».
FORMS = {
    "общество с ограниченной ответственностью": "ооо",
    "публичное акционерное общество": "ао",
    "открытое акционерное общество": "ао",
    "закрытое акционерное общество": "ао",
    "непубличное акционерное общество": "ао",
    "акционерное общество": "ао",
    "индивидуальный предприниматель": "ип",
    "крестьянское фермерское хозяйство": "кфх",
    "глава кфх": "кфх",
    **dict.fromkeys(("ао", "пао", "оао", "зао", "нао"), "ао"),
    **dict.fromkeys(("ип", "чп"), "ип"),
    **{form: form for form in ("ооо", "кфх", "гуп", "муп", "фгуп", "тоо", "одо", "чуп")},
}
_ANY_FORM = "|".join(FORMS)
_BEFORE = re.compile(rf"^({_ANY_FORM})[ ,.]+(?=\w)")
_AFTER = re.compile(rf"(?<=[^ ,])(?:[ ,]+({_ANY_FORM})| ?\(({_ANY_FORM})\))$")
_QUOTES = re.compile("[«»\"“”„‟‹›‘’‚'`]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_INN = re.compile(
    r"[ ,;(\[]*\bинн(?: ?/ ?кпп)?[ :№]*(?P<inn>\d{12}|\d{10})(?!\d)"
    r"(?:[ ,;/]*(?:кпп[ :№]*)?(?P<kpp>\d{9})(?!\d))?[ )\]]*"
)


class ClientName(NamedTuple):
    """What is compared: the name without its legal form, the form, and the ИНН and КПП written beside it ("": none)."""

    bare: str
    form: str = ""
    inn: str = ""
    kpp: str = ""


class Card(NamedTuple):
    """A card that a name may mean."""

    client_code: str
    client_name: str
    inn: str = ""
    kpp: str = ""


def client_name(text: str) -> ClientName:
    """Return what is compared of a name; one that is nothing but a legal form keeps it, quotes alone are ""."""
    name = " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).casefold().split())
    number = _INN.search(name)
    if number:
        name = f"{name[: number.start()]} {name[number.end() :]}"
    bare, form = " ".join(_QUOTES.sub(" ", name).split()).strip(" ,"), ""
    for pattern in (_BEFORE, _AFTER):
        if not form and (found := pattern.search(bare)):
            form = FORMS[next(filter(None, found.groups()))]
            bare = pattern.sub("", bare).strip(" ,")
    return ClientName(bare, form, *((number["inn"], number["kpp"] or "") if number else ("", "")))


def is_same_spelling(first: str, second: str) -> bool:
    """Tell whether two names are the same but for spaces and letter case."""
    return first.casefold().split() == second.casefold().split()


SURVIVOR = "survivor_code"
"""Column of cards beside those of CLIENTS: the code of the card that a merged client's card gave way to."""


class CardNames:
    """The cards of a base by name and by ИНН."""

    def __init__(self, cards: pd.DataFrame) -> None:
        """Take CLIENTS columns client_code, client_name, inn, kpp; a code that was made of a name is a name too.

        With the column SURVIVOR the names and numbers of a merged client mean the card that stands for it.
        """
        self.by_code: dict[str, Card] = {}
        self._by_bare: dict[str, dict[str, str]] = defaultdict(dict)
        self._by_inn: dict[str, list[Card]] = defaultdict(list)
        columns = [as_text(cards[key]) if key in cards else [None] * len(cards) for key in Card._fields]
        row: tuple[Any, ...]
        for row in zip(*columns, strict=True):
            code, name, inn, kpp = row
            card = Card(code, name or code, inn or "", kpp or "")
            self.by_code[code] = card
            for text in {card.client_name, code}:
                one = client_name(text)
                self._by_bare[one.bare].setdefault(code, one.form)
            if card.inn:
                self._by_inn[card.inn].append(card)
        links = zip(cards["client_code"], as_text(cards[SURVIVOR]), strict=True) if SURVIVOR in cards else ()
        self._survivors = {code: end for code, end in links if end and end in self.by_code}

    def find(self, text: str) -> tuple[Card, ...]:
        """Return the cards that a name means: one is the answer, several are ambiguous, none is unknown.

        An ИНН beside the name comes first (several cards of one ИНН: КПП, then the name); else cards of an equal
        name. Another legal form, ИНН or КПП where both are stated is another firm; an empty one contradicts nothing.
        """
        found = self._named(text)
        if not self._survivors:
            return found
        return tuple(
            dict.fromkeys(self.by_code[self._survivors.get(card.client_code, card.client_code)] for card in found)
        )

    def code_of(self, text: str) -> str:
        """Return the code under which a line of this name is kept, where `find` knows its one card.

        The name of one merged card keeps that card's code, so that its lines go back with it should they be parted; of
        several cards that are one client now the one that is spelled so counts.
        """
        found = self._named(text)
        if len(found) > 1:
            found = tuple(card for card in found if is_same_spelling(card.client_name, text))
        return found[0].client_code if len(found) == 1 else self.find(text)[0].client_code

    def _named(self, text: str) -> tuple[Card, ...]:
        name = client_name(text)
        named = [
            self.by_code[code]
            for code, form in self._by_bare.get(name.bare, {}).items()
            if name.bare and (not name.form or not form or name.form == form)
        ]
        named = [card for card in named if not _is_other(name, card)]
        of_inn = [card for card in self._by_inn.get(name.inn, ()) if name.inn and not _is_other(name, card)]
        of_kpp = [card for card in of_inn if name.kpp and card.kpp == name.kpp] or of_inn
        if len(of_kpp) > 1:
            return tuple([card for card in of_kpp if card in named] or of_kpp)
        return tuple(of_kpp or named)


def _is_other(name: ClientName, card: Card) -> bool:
    """Tell whether the numbers of a name and of a card say that these are different firms or branches."""
    if not name.inn or not card.inn:
        return False
    return name.inn != card.inn or bool(name.kpp and card.kpp and name.kpp != card.kpp)
