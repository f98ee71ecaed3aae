"""Cards as they are compared with each other: the name taken apart, and the marks that two of them may share.

METHOD section 7: one information base; an empty cell is no mark (EXPORTS).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from clientbase_xl.rules.duplicate_marks import (
    address_words,
    inn_mark,
    kpp_mark,
    mailboxes,
    own_domains,
    phone_marks,
)
from clientbase_xl.rules.duplicate_names import FirmName, firm_name
from clientbase_xl.rules.joined import as_text
from clientbase_xl.settings import DuplicateSettings


class CardMarks(NamedTuple):
    """One card: what is shown of it, and what is compared; empty collections and "" where nothing is known."""

    client_code: str
    client_name: str
    name: FirmName
    inn: str
    kpp: str
    phones: frozenset[str]
    boxes: frozenset[str]
    domains: frozenset[str]
    place: tuple[frozenset[str], str]
    holding: str

    @property
    def payer(self) -> str:
        """Return what tells payers apart when they are counted: the ИНН, without one the card itself."""
        return self.inn or f"card {self.client_code}"

    @property
    def address(self) -> str:
        """Return the address as one text, "" for one that names less than a town, a street and a house."""
        names, house = self.place
        return f"{' '.join(sorted(names))} {house}" if house and len(names) > 1 else ""

    @property
    def initials(self) -> str:
        """Return surname and first initial of a person, "" for a firm."""
        return f"{self.name.person[0]} {self.name.person[1][:1]}" if self.name.person else ""


@dataclass
class Usual:
    """How many payers bear a name, how many different names stand by a mark: METHOD section 7."""

    names: dict[str, int] = field(default_factory=dict)
    initials: dict[str, int] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=dict)
    boxes: dict[str, int] = field(default_factory=dict)
    domains: dict[str, int] = field(default_factory=dict)


def card_marks(cards: pd.DataFrame, persons: pd.DataFrame, settings: DuplicateSettings) -> list[CardMarks]:
    """Return what is compared of every card that has a code, ordered by code: METHOD section 7.

    In: CLIENTS columns (absent: empty), CONTACT_PERSONS columns client_code, phone, email: the telephones and
    mailboxes of its people are those of the card. An ИНН or КПП beside the name counts where the cell is empty.
    """
    keys = ("client_code", "client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding")
    people = _reached(persons)
    shared = settings.domains()
    take_apart = lru_cache(maxsize=None)(firm_name)
    marks = []
    for code, text, inn, kpp, phone, email, address, holding in zip(*_cells(cards, keys), strict=True):
        if not code:
            continue
        name = take_apart(text)
        phones, boxes = people.get(code, ("", ""))
        found = frozenset(mailboxes(email) + mailboxes(boxes))
        marks.append(
            CardMarks(
                code,
                text,
                name,
                inn_mark(inn) or name.inn,
                kpp_mark(kpp) or name.kpp,
                frozenset(phone_marks(phone) + phone_marks(phones)),
                found,
                frozenset(own_domains(found, shared)),
                address_words(address),
                holding.strip().casefold(),
            )
        )
    return sorted(marks, key=lambda card: card.client_code)


def usual(cards: Iterable[CardMarks]) -> Usual:
    """Return how common names and marks are among the cards: METHOD section 7.

    Copies of one card have one name, so their number makes no telephone a shared one; a card without a name counts as
    a name of its own.
    """
    names, initials, phones, boxes, domains = (defaultdict[str, set[str]](set) for _ in range(5))
    for card in cards:
        names[card.name.key].add(card.payer)
        if card.initials:
            initials[card.initials].add(card.payer)
        name = card.name.key or card.client_code
        for found, marks in ((phones, card.phones), (boxes, card.boxes), (domains, card.domains)):
            for mark in marks:
                found[mark].add(name)
    return Usual(
        *({key: len(bearers) for key, bearers in one.items()} for one in (names, initials, phones, boxes, domains))
    )


def _cells(table: pd.DataFrame, keys: Iterable[str]) -> list[list[str]]:
    """Return columns as lists of texts, "" for unknown; an absent column is unknown."""
    nothing = [""] * len(table)
    return [[str(cell or "") for cell in as_text(table[key])] if key in table else nothing for key in keys]


def _reached(persons: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Return the telephones and the mailboxes of each client's people, each as one text."""
    found: dict[str, tuple[str, str]] = {}
    for code, phone, email in zip(*_cells(persons, ("client_code", "phone", "email")), strict=True):
        phones, boxes = found.get(code, ("", ""))
        found[code] = (f"{phones}; {phone}", f"{boxes}; {email}")
    return found
