"""Believable B2B clients with labelled duplicates and labelled look-alikes: what the matcher is measured on.

Shares no code with the matcher: nothing of `clientbase_xl` is imported here. The seed of the measured set, 20260101,
was fixed before the matcher was tuned; 20260102 is kept for one measurement at the very end. All names, numbers and
addresses are invented: tax numbers begin with 96–98, telephone codes with 5, sites end in `.example`.

A true pair is two cards of one payer (ИНН + КПП, or a sole trader); its kind says what made the second card differ.
A look-alike is a pair of different payers that share a name, an ИНН, a telephone, a domain or an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from tests.support.labelled_changes import NameChanger
from tests.support.labelled_payers import Card, Name, Payer, in_latin
from tests.support.labelled_words import (
    BRANDS,
    CITIES,
    NEAR_WORDS,
    PREFIXES,
    SCHEMES,
    SHARED_DOMAINS,
    STREETS,
    SUFFIXES,
    SURNAMES,
    TRADES,
)

SEED = 20260101
SEED_OF_THE_LAST_MEASUREMENT = 20260102


@dataclass(frozen=True)
class LabelledClients:
    """Cards and persons as the matcher gets them; `pairs` and `strangers`: first_code, second_code, kind."""

    cards: pd.DataFrame
    persons: pd.DataFrame
    pairs: pd.DataFrame
    strangers: pd.DataFrame


class Maker(NameChanger):
    """Draws pairs of cards of one payer, and groups of look-alikes."""

    def pair(self, kind: str) -> tuple[Card, Card, Payer]:
        """Return the card that was there, the second one of the same payer, and the payer."""
        payer = self.payer(_NAME_OF_KIND[kind](self) if kind in _NAME_OF_KIND else None)
        first, second = self.card(payer, inn=0.95), self.second(payer)
        if kind in ("inn_kpp", "inn_no_kpp", "inn_typo"):
            self._about_inn(kind, payer, first, second)
        else:
            self._forget_inn(first, second)
            second.name = self.changed_name(kind, payer.name)
        if kind == "phone":
            first.phone, second.phone = self.phone_text(payer.phone), self.phone_text(payer.phone)
        if kind == "domain":
            payer = self._with_own_domain(payer)
            first.email, second.email = self.email_text(payer), self.email_text(payer, self.other_box())
            first.persons, second.persons = [], []
        if kind == "person_phone":
            row = self.person_row(payer)
            text = self.phone_text(payer.person_phone)
            first.persons, second.phone = [(row[0], text, "")], self.phone_text(payer.person_phone)
        return first, second, payer

    def second(self, payer: Payer) -> Card:
        """Return a second card of a payer: some of its marks are the same, some are others, some are missing."""
        other = self.payer()
        made = Card("", payer.inn, payer.kpp)
        fate = self.draw.random()
        if fate < 0.80:
            made.phone = self.phone_text(payer.phone if fate < 0.62 else self.telephone())
        fate = self.draw.random()
        if fate < 0.60:
            made.email = self.email_text(payer, "" if fate < 0.38 else self.other_box())
        elif fate < 0.70:
            made.email = self.email_text(replace(payer, domain=self.draw.choice(SHARED_DOMAINS), mailbox=other.mailbox))
        fate = self.draw.random()
        if fate < 0.80:
            made.address = self.address_text(
                payer if fate < 0.64 else replace(payer, street=other.street, house=other.house)
            )
        if self.chance(0.5):
            made.persons.append(self.person_row(payer if self.chance(0.75) else other))
        made.name = self.spelled(payer.name)
        return made

    def other_box(self) -> str:
        return self.draw.choice(("sales", "manager", "dir", "sklad", "zakupki", "ivan")) + str(self.draw.randint(1, 99))

    def _about_inn(self, kind: str, payer: Payer, first: Card, second: Card) -> None:
        first.inn, first.kpp = payer.inn, payer.kpp
        if kind == "inn_kpp":
            second.name = self.draw.choice((self.spelled, self.shortened, self.trade_name))(payer.name)
        elif kind == "inn_no_kpp":
            (first if self.chance(0.3) else second).kpp = ""
            second.address = second.address and self.address_text(payer)
        else:
            second.inn = self.mistyped_number(payer.inn)

    def _forget_inn(self, first: Card, second: Card) -> None:
        """Leave the ИНН on one side at most: with it on both sides the pair would be decided."""
        if self.chance(0.7) or not first.inn:
            second.inn, second.kpp = "", ""
        else:
            first.inn, first.kpp = "", ""
        if self.chance(0.08):
            first.inn = first.kpp = second.inn = second.kpp = ""

    def _with_own_domain(self, payer: Payer) -> Payer:
        word = in_latin(payer.name.surname or payer.name.brand, SCHEMES[1]).lower()
        return replace(payer, domain=self.own_domain(f"{word}{self.draw.randint(1, 999)}"), mailbox="info")

    def mistyped_number(self, number: str) -> str:
        """Return a number with one wrong digit or two digits swapped."""
        place = self.draw.randrange(2, len(number) - 1)
        if self.chance(0.5) and number[place] != number[place + 1]:
            return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        return number[:place] + str((int(number[place]) + self.draw.randint(1, 9)) % 10) + number[place + 1 :]

    def strangers(self, kind: str) -> list[Card]:
        """Return cards of different payers that look alike in one way."""
        return list(_STRANGERS[kind](self))

    def branches(self) -> Iterator[Card]:
        """One ИНН, a КПП of each branch; the head's telephone or domain on every card."""
        head = self._with_own_domain(self.payer(self.firm_name()))
        towns = self.draw.sample(CITIES, self.draw.randint(2, 6))
        for place, city in enumerate(towns):
            kpp = (
                f"{head.inn[:4]}01001"
                if not place
                else f"{self.draw.randint(1000, 9599)}4{self.draw.randint(3, 5)}0{place:02d}"
            )
            phone = head.phone if self.chance(0.4) else self.telephone()
            at = replace(
                head, kpp=kpp, city=city, house=self.draw.randint(1, 180), phone=phone, holding=head.name.brand
            )
            at = replace(at, person=self.person(), person_phone=self.telephone(), street=self.draw.choice(STREETS))
            made = self.card(at, inn=1, kpp=1)
            made.kpp = at.kpp
            if place and self.chance(0.4):
                made.name = self.draw.choice(
                    (f"{made.name} филиал {city}", f"{made.name} ({city})", f"Филиал {made.name}")
                )
            yield made

    def same_name(self) -> Iterator[Card]:
        """One common name in several towns."""
        name = Name("ООО", self.draw.choice(BRANDS))
        for city in self.draw.sample(CITIES, self.draw.randint(2, 5)):
            yield self.card(self.payer(name, city=city))

    def numbered(self) -> Iterator[Card]:
        """A network: names that differ in a number, one office telephone on some."""
        name, office = Name("ООО", self.draw.choice((*TRADES, self.brand()))), self.telephone()
        for number in self.draw.sample(range(1, 60), self.draw.randint(2, 6)):
            phone = office if self.chance(0.5) else self.telephone()
            yield self.card(self.payer(replace(name, number=str(number)), phone=phone, holding=name.brand))

    def namesakes(self) -> Iterator[Card]:
        """Sole traders of one full name, or of one surname and initials."""
        name = replace(self.trader_name(), surname=self.draw.choice(SURNAMES))
        woman = name.patronymic.endswith("вна")
        name = replace(name, surname=name.surname + ("а" if woman else ""))
        yield self.card(self.payer(name), inn=0.95)
        other = self.card(self.payer(name), inn=0.95)
        if self.chance(0.5):
            other.name = self.initials(name)
        yield other

    def spouses(self) -> Iterator[Card]:
        """Two sole traders of one family: surname, address, telephone or mailbox in common."""
        surname = self.surname()
        first = self.person(surname=surname, is_woman=False)
        second = self.person(surname=surname, is_woman=self.chance(0.7))
        payer = self.payer(Name("ИП", surname=first[0], first=first[1], patronymic=first[2]))
        wife = self.payer(Name("ИП", surname=second[0], first=second[1], patronymic=second[2]))
        wife = replace(wife, city=payer.city, street=payer.street, house=payer.house, person=second)
        if first[1:] == second[1:]:
            wife = replace(wife, name=replace(wife.name, first="Геннадий", patronymic="Львович"))
        if self.chance(0.6):
            wife = replace(wife, phone=payer.phone)
        if self.chance(0.3):
            wife = replace(wife, domain=payer.domain, mailbox=payer.mailbox)
        yield self.card(payer)
        yield self.card(wife)

    def accountant(self) -> Iterator[Card]:
        """Firms whose books one person keeps: the same telephone, sometimes the same mailbox."""
        phone, box = self.telephone(), f"buh{self.draw.randint(1, 99999)}"
        domain = self.draw.choice(SHARED_DOMAINS)
        for _ in range(self.draw.choice((2, 2, 3, 4, 6, 12, 25))):
            payer = self.payer(phone=phone)
            yield self.card(replace(payer, domain=domain, mailbox=box) if self.chance(0.4) else payer)

    def group(self) -> Iterator[Card]:
        """Firms of one owner: the brand, the telephone, the domain and the address in common, other trades."""
        head = self._with_own_domain(self.payer(Name("ООО", self.brand())))
        for suffix in self.draw.sample(SUFFIXES, self.draw.randint(2, 4)):
            other = self.payer(replace(head.name, suffix=suffix), domain=head.domain, holding=head.name.brand)
            other = replace(other, city=head.city, street=head.street, house=head.house)
            yield self.card(replace(other, phone=head.phone) if self.chance(0.6) else other, inn=0.92)
        if self.chance(0.3):
            yield self.card(head, inn=0.97)

    def near(self) -> Iterator[Card]:
        """Different words that differ by a letter or by «плюс»."""
        if self.chance(0.5):
            for word in self.draw.choice(NEAR_WORDS):
                yield self.card(self.payer(Name("ООО", word)))
        else:
            name = Name("ООО", self.brand())
            yield self.card(self.payer(name))
            yield self.card(
                self.payer(replace(name, suffix=self.draw.choice(("Плюс", "М", "Юг", "Север", "2000", "К"))))
            )


def _trader(maker: Maker) -> Name:
    return maker.trader_name()


def _joint_stock(maker: Maker) -> Name:
    return replace(maker.firm_name(), form="ЗАО" if maker.chance(0.7) else "АО")


def _with_prefix(maker: Maker) -> Name:
    name = maker.firm_name()
    return replace(name, prefix=name.prefix or maker.draw.choice(list(PREFIXES)))


_NAME_OF_KIND: dict[str, Callable[[Maker], Name]] = {
    "initials": _trader,
    "renamed": _joint_stock,
    "short_words": _with_prefix,
}
KINDS = {
    "inn_kpp": 0.14,
    "inn_no_kpp": 0.06,
    "inn_typo": 0.04,
    "form": 0.15,
    "typo": 0.14,
    "translit": 0.09,
    "mixed_letters": 0.06,
    "short_words": 0.08,
    "initials": 0.07,
    "phone": 0.06,
    "domain": 0.04,
    "person_phone": 0.02,
    "renamed": 0.05,
}
"""Kinds of true pairs with their shares; «third» is added for the pair of two second cards of one payer."""
_STRANGERS: dict[str, Callable[[Maker], Iterator[Card]]] = {
    "branches": Maker.branches,
    "same_name": Maker.same_name,
    "numbered": Maker.numbered,
    "namesakes": Maker.namesakes,
    "spouses": Maker.spouses,
    "accountant": Maker.accountant,
    "group": Maker.group,
    "near": Maker.near,
}
STRANGERS = tuple(_STRANGERS)
"""Kinds of look-alikes; each makes an eighth of the groups."""


def labelled_clients(count_cards: int, seed: int = SEED) -> LabelledClients:
    """Return so many cards: a tenth are second cards of a payer, a fifth are groups of look-alikes, in random order."""
    maker = Maker(seed)
    cards: list[Card] = []
    pairs: list[tuple[int, int, str]] = []
    strangers: list[tuple[int, int, str]] = []
    count_second = 0
    while count_second < count_cards // 10:
        kind = maker.draw.choices(list(KINDS), list(KINDS.values()))[0]
        first, second, payer = maker.pair(kind)
        place = len(cards)
        cards += [first, second]
        pairs.append((place, place + 1, kind))
        count_second += 1
        if maker.chance(0.04):
            third = maker.second(payer)
            cards.append(third)
            pairs += [(place, place + 2, "third"), (place + 1, place + 2, "third")]
            count_second += 1
    end = len(cards) + count_cards // 5
    while len(cards) < min(end, count_cards):
        kind = maker.draw.choice(STRANGERS)
        places = range(len(cards), len(cards) + len(group := maker.strangers(kind)))
        cards += group
        strangers += [(one, other, kind) for one, other in combinations(places, 2)]
    while len(cards) < count_cards:
        cards.append(maker.card(maker.payer()))
    codes = [f"К{number:06d}" for number in range(1, len(cards) + 1)]
    maker.draw.shuffle(codes)
    return LabelledClients(_cards(cards, codes), _persons(cards, codes), _pairs(pairs, codes), _pairs(strangers, codes))


def _cards(cards: list[Card], codes: list[str]) -> pd.DataFrame:
    rows = [
        (code, one.name, one.inn, one.kpp, one.phone, one.email, one.address, one.holding)
        for code, one in zip(codes, cards, strict=True)
    ]
    keys = ["client_code", "client_name", "inn", "kpp", "phone", "email", "delivery_address", "holding"]
    table = pd.DataFrame(rows, columns=keys, dtype=object).sort_values("client_code", ignore_index=True)
    return table.mask(table == "", None)


def _persons(cards: list[Card], codes: list[str]) -> pd.DataFrame:
    rows = [(code, *person) for code, one in zip(codes, cards, strict=True) for person in one.persons]
    table = pd.DataFrame(rows, columns=["client_code", "person_name", "phone", "email"], dtype=object)
    return table.mask(table == "", None)


def _pairs(pairs: list[tuple[int, int, str]], codes: list[str]) -> pd.DataFrame:
    rows = [(*sorted((codes[one], codes[other])), kind) for one, other, kind in pairs]
    return pd.DataFrame(rows, columns=["first_code", "second_code", "kind"], dtype=object)
