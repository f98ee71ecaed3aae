"""Who the clients are: invented names, tax numbers with right check digits, addresses, telephones.

Tax numbers begin with 96 and 98, telephones with +7 (555): no such region and no such code exist. Sites end in
`.example`, which is reserved for examples.
"""

from __future__ import annotations

from dataclasses import dataclass

from clientbase_xl.demo import words
from clientbase_xl.demo.draws import Draws
from clientbase_xl.demo.segments import Segment

_WEIGHTS_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_WEIGHTS_11 = (7, *_WEIGHTS_10)
_WEIGHTS_12 = (3, *_WEIGHTS_11)


@dataclass(frozen=True, slots=True)
class Identity:
    """What is written on a client's card about who it is; `kpp` is empty for a sole trader."""

    name: str
    inn: str
    kpp: str
    contact_name: str
    contact_role: str
    phone: str
    email: str
    region: str
    address: str


def make_identity(segment: Segment, draws: Draws, taken_names: set[str]) -> Identity:
    """Return one invented client; its name is not in `taken_names` and is added there."""
    is_sole_trader = draws.chance(segment.sole_trader_share)
    while True:
        brand, name, owner = _names(segment, is_sole_trader, draws)
        if name not in taken_names:
            break
    taken_names.add(name)
    contact = owner if owner and draws.chance(0.7) else random_person(draws)
    region, town, _ = draws.weighted(words.TOWNS, [float(share) for *_, share in words.TOWNS])
    return Identity(
        name=name,
        inn=_inn(is_sole_trader, draws),
        kpp="" if is_sole_trader else f"{draws.pick(('96', '98'))}{draws.integer(1, 60):02d}01001",
        contact_name=contact,
        contact_role="ЛПР" if contact == owner else draws.weighted(("ЛПР", "ЛВР", "ГПР"), (0.55, 0.38, 0.07)),
        phone=f"+7 (555) {draws.integer(0, 999):03d}-{draws.integer(0, 99):02d}-{draws.integer(0, 99):02d}",
        email=f"{draws.pick(('zakaz', 'info', 'snab', 'zakupki', 'office'))}@{words.in_latin(brand)}.example",
        region=region,
        address=f"{town}, {draws.pick(words.STREETS)}, д. {draws.integer(1, 140)}",
    )


def with_check_digits(digits: str) -> str:
    """Return a tax number completed from its first 9 (legal person) or 10 digits (sole trader)."""
    if len(digits) == len(_WEIGHTS_10):
        return digits + _check_digit(digits, _WEIGHTS_10)
    digits += _check_digit(digits, _WEIGHTS_11)
    return digits + _check_digit(digits, _WEIGHTS_12)


def _check_digit(digits: str, weights: tuple[int, ...]) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return str(total % 11 % 10)


def _inn(is_sole_trader: bool, draws: Draws) -> str:
    count_free = 8 if is_sole_trader else 7
    start = draws.pick(("96", "98"))
    return with_check_digits(start + "".join(str(draws.integer(0, 9)) for _ in range(count_free)))


def random_person(draws: Draws) -> str:
    """Return an invented surname, name and patronymic."""
    if draws.chance(0.5):
        parts: tuple[tuple[str, ...], ...] = (words.MEN_SURNAMES, words.MEN_NAMES, words.MEN_PATRONYMICS)
    else:
        parts = (words.WOMEN_SURNAMES, words.WOMEN_NAMES, words.WOMEN_PATRONYMICS)
    return " ".join(draws.pick(part) for part in parts)


def _names(segment: Segment, is_sole_trader: bool, draws: Draws) -> tuple[str, str, str]:
    """Return (trade name, name in the accounting system, owner or nothing)."""
    root = draws.pick(words.FIRST_ROOTS) + draws.pick(words.SECOND_ROOTS)
    brand = root + draws.pick(segment.endings)
    if is_sole_trader:
        owner = random_person(draws)
        surname, first, patronymic = owner.split()
        return brand, f"ИП {surname} {first[0]}. {patronymic[0]}.", owner
    form = draws.weighted(("ООО", "АО", "ООО ТД"), (0.9, 0.04, 0.06))
    quotes = "«{}»" if draws.chance(0.85) else '"{}"'
    return brand, f"{form} {quotes.format(brand)}", ""
