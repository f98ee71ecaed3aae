"""Payers of the labelled set and the cards that people fill in for them. Shares nothing with the matcher."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from tests.support.labelled_words import (
    BRANDS,
    CITIES,
    FEMALE_NAMES,
    FORM_SPELLINGS,
    MALE_NAMES,
    PREFIXES,
    SCHEMES,
    SHARED_DOMAINS,
    STREETS,
    SUFFIXES,
    SURNAMES,
    SYLLABLES,
)


@dataclass(frozen=True)
class Name:
    """Parts of a name: a firm's (form, prefix, brand, suffix, number) or a sole trader's (three names)."""

    form: str
    brand: str = ""
    prefix: str = ""
    suffix: str = ""
    number: str = ""
    surname: str = ""
    first: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class Payer:
    """One payer as it truly is; a card shows some of it."""

    name: Name
    inn: str
    kpp: str
    phone: str
    domain: str
    mailbox: str
    city: str
    street: str
    house: int
    person: tuple[str, str, str]
    person_phone: str
    holding: str = ""


@dataclass
class Card:
    """What was typed into one card."""

    name: str
    inn: str = ""
    kpp: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    holding: str = ""
    persons: list[tuple[str, str, str]] = field(default_factory=list)


class PayerMaker:
    """Draws payers and writes their cards."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self._numbers: set[str] = set()
        self._domains: set[str] = set()

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def inn(self, *, is_person: bool) -> str:
        """Return a new tax number with right control digits."""
        while True:
            start = f"{self.draw.choice((96, 97, 98))}{self.draw.randint(1, 60):02d}"
            number = _controlled(
                start + f"{self.draw.randrange(10 ** (6 if is_person else 5)):0{6 if is_person else 5}d}"
            )
            if number not in self._numbers:
                self._numbers.add(number)
                return number

    def telephone(self) -> str:
        return f"5{self.draw.randrange(10**9):09d}"

    def brand(self) -> str:
        """Return a word of a name: a common one, or an invented one that hardly repeats."""
        draw = self.draw
        if self.chance(0.18):
            return BRANDS[int(len(BRANDS) * draw.random() ** 1.6)]
        syllables = draw.choices((2, 3, 4), (0.25, 0.55, 0.20))[0]
        return "".join(draw.choice(SYLLABLES) for _ in range(syllables)).capitalize()

    def firm_name(self) -> Name:
        draw = self.draw
        form = draw.choices(("ООО", "АО", "ПАО", "ЗАО"), (0.88, 0.08, 0.01, 0.03))[0]
        style = draw.choices(("brand", "suffix", "prefix", "number", "both"), (0.42, 0.28, 0.18, 0.04, 0.08))[0]
        name = Name(form, self.brand())
        if style in ("suffix", "both"):
            name = replace(name, suffix=draw.choice(SUFFIXES))
        if style in ("prefix", "both"):
            name = replace(name, prefix=draw.choice(list(PREFIXES)))
        if style == "number":
            name = replace(name, number=str(draw.randint(1, 99)))
        return name

    def trader_name(self) -> Name:
        surname, first, patronymic = self.person()
        return Name("ИП", surname=surname, first=first, patronymic=patronymic)

    def person(self, *, surname: str = "", is_woman: bool | None = None) -> tuple[str, str, str]:
        """Return surname (feminine where it has to be), first name, patronymic."""
        draw = self.draw
        woman = self.chance(0.45) if is_woman is None else is_woman
        surname = surname or self.surname()
        father = draw.choice(MALE_NAMES)
        stem = father.removesuffix("й") + "е" if father.endswith("й") else father + "о"
        ending = "вна" if woman else "вич"
        return surname + ("а" if woman else ""), draw.choice(FEMALE_NAMES if woman else MALE_NAMES), stem + ending

    def surname(self) -> str:
        """Return a surname in -ов, -ев, -ин: a third are common ones, the rest is invented."""
        if self.chance(0.35):
            return self.draw.choice(SURNAMES)
        stem = "".join(self.draw.choice(SYLLABLES) for _ in range(2)).capitalize()
        return stem.rstrip("аеиоуыяёюэйь") + self.draw.choice(("ов", "ев", "ин", "ков", "нов"))

    def payer(self, name: Name | None = None, **known: str) -> Payer:
        draw = self.draw
        name = name or (self.trader_name() if self.chance(0.22) else self.firm_name())
        is_person = name.form == "ИП"
        inn = self.inn(is_person=is_person)
        word = in_latin(name.surname or name.brand, SCHEMES[0]).lower()
        own = self.chance(0.25 if is_person else 0.62)
        city = draw.choice(CITIES)
        tail = draw.choice(
            ("", "", f"-{in_latin(city, SCHEMES[0]).lower()[:4]}", str(draw.randint(1, 99)), "-trade", "-group")
        )
        domain = self.own_domain(word + tail) if own else draw.choice(SHARED_DOMAINS)
        box = (
            draw.choice(("info", "zakaz", "office", "sale", "snab", "buh")) if own else f"{word}{draw.randint(1, 9999)}"
        )
        made = Payer(
            name,
            inn,
            "" if is_person else f"{inn[:4]}01001",
            self.telephone(),
            domain,
            box,
            city,
            draw.choice(STREETS),
            draw.randint(1, 180),
            (name.surname, name.first, name.patronymic) if is_person and self.chance(0.7) else self.person(),
            self.telephone(),
        )
        return replace(made, **known) if known else made

    def own_domain(self, word: str) -> str:
        """Return a site that nobody has yet: a domain has one owner."""
        site = f"{word}.example"
        while site in self._domains:
            site = f"{word}{self.draw.randint(1, 99999)}.example"
        self._domains.add(site)
        return site

    def card(self, payer: Payer, *, inn: float = 0.86, kpp: float = 0.85) -> Card:
        """Return a card as somebody fills it in: each cell with its own chance of being empty."""
        has_inn = self.chance(inn)
        made = Card(self.spelled(payer.name))
        if has_inn:
            made.inn, made.kpp = payer.inn, payer.kpp if self.chance(kpp) else ""
        if self.chance(0.82):
            made.phone = self.phone_text(payer.phone)
        if self.chance(0.66):
            made.email = self.email_text(payer)
        if self.chance(0.78):
            made.address = self.address_text(payer)
        if payer.holding and self.chance(0.7):
            made.holding = payer.holding
        if self.chance(0.55):
            made.persons.append(self.person_row(payer))
        return made

    def person_row(self, payer: Payer) -> tuple[str, str, str]:
        phone = self.phone_text(payer.person_phone if self.chance(0.7) else payer.phone) if self.chance(0.85) else ""
        return " ".join(payer.person), phone, self.email_text(payer) if self.chance(0.3) else ""

    def spelled(self, name: Name) -> str:
        """Return a name as people write it: form before or after, in full or short, quotes, case."""
        draw = self.draw
        if name.form == "ИП":
            return f"{self.form(name.form)} {name.surname} {name.first} {name.patronymic}"
        body = self.body(name)
        quotes = draw.choice(("«»", '""', "«»", "“”", "  "))
        quoted = f"{quotes[0]}{body}{quotes[1]}".strip()
        style = draw.choices(("before", "after", "bare"), (0.72, 0.18, 0.10))[0]
        form = self.form(name.form)
        if style == "bare":
            text = body
        elif style == "before":
            text = f"{form} {quoted}"
        else:
            text = draw.choice((f"{quoted}, {form}", f"{quoted} {form}", f"{body} ({form})"))
        return draw.choices((text, text.upper(), text.lower()), (0.88, 0.09, 0.03))[0]

    def form(self, form: str) -> str:
        spellings = FORM_SPELLINGS[form]
        return self.draw.choices(spellings, (0.85, *([0.15 / (len(spellings) - 1)] * (len(spellings) - 1))))[0]

    def body(self, name: Name) -> str:
        hyphen = self.draw.choice(("-", " ", " - ", "-"))
        parts = [name.prefix, f"{name.brand}{hyphen}{name.suffix}" if name.suffix else name.brand]
        text = " ".join(filter(None, parts))
        return text + (self.draw.choice(("-{}", " {}", " № {}", " №{}")).format(name.number) if name.number else "")

    def phone_text(self, digits: str) -> str:
        a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
        return self.draw.choice(
            (
                f"+7 ({a}) {b}-{c}-{d}",
                f"8 ({a}) {b}-{c}-{d}",
                f"8{digits}",
                f"+7{digits}",
                digits,
                f"8-{a}-{b}-{c}-{d}",
                f"+7 {a} {b} {c} {d}",
                f"тел. 8({a}){b}{c}{d}",
                f"+7 ({a}) {b}-{c}-{d} доб. {self.draw.randint(10, 999)}",
                f"{a} {b}{c}{d}",
            )
        )

    def email_text(self, payer: Payer, box: str = "") -> str:
        text = f"{box or payer.mailbox}@{payer.domain}"
        return self.draw.choices((text, text.upper(), text.capitalize(), f" {text} "), (0.85, 0.04, 0.06, 0.05))[0]

    def address_text(self, payer: Payer) -> str:
        city, street, house = payer.city, payer.street, payer.house
        return self.draw.choice(
            (
                f"г. {city}, ул. {street}, д. {house}",
                f"{city}, {street} ул., {house}",
                f"{city} г, {street} ул, дом {house}, офис {self.draw.randint(1, 400)}",
                f"г.{city}, ул.{street} {house}",
                f"{self.draw.randint(100, 690)}{self.draw.randint(0, 999):03d}, {city}, улица {street}, {house}",
            )
        )


def in_latin(text: str, scheme: dict[str, str]) -> str:
    letters = []
    for letter in text:
        latin = scheme.get(letter.lower(), letter)
        letters.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(letters)


def _controlled(start: str) -> str:
    """Return a tax number from its first 9 digits (a firm) or 10 digits (a person)."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
    for tail in (weights[2:],) if len(start) == 9 else (weights[1:], weights):
        start += str(sum(weight * int(digit) for weight, digit in zip(tail, start, strict=True)) % 11 % 10)
    return start
