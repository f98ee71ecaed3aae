"""What two cards may share beside the name: ИНН, КПП, telephones, mailboxes, the firm's own domain, the address.

METHOD section 7: an empty value is never a match (EXPORTS), so a cell that says nothing gives no mark at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from clientbase_xl.rules.latin_key import latin_key

_DIGITS = re.compile(r"\D+")
_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_EXTENSION = re.compile(r"(?:доб|вн|ext|#)[а-яa-z]*[.: ]*\d+")
_NUMBERS = re.compile(r"\+?\d(?:[ ().\-–—\u00a0]*\d){9,10}(?!\d)")
_MAILBOX = re.compile(r"[^\s,;<>:\"'()@]+@[^\s,;<>:\"'()@]+\.[^\s,;<>:\"'()@.]{2,}")
_ROOM = re.compile(
    r"\b(?:офис|оф|квартира|кв|помещение|пом|комната|комн|ком|этаж|эт|подъезд|литера|литер|лит)\b[. №]*\w+"
)
_PLACES = re.compile(r"\d+|[^\W\d_]{2,}")
_NO_PLACE = frozenset(
    (
        *("ул", "улица", "пр", "проспект", "просп", "пер", "переулок", "пл", "площадь", "ш", "шоссе", "наб"),
        *("набережная", "бул", "бульвар", "проезд", "туп", "тупик", "город", "гор", "дом", "корп", "корпус"),
        *("стр", "строение", "вл", "владение", "обл", "область", "край", "респ", "республика", "район", "рн"),
        *("россия", "рф", "мкр", "пос", "поселок", "посёлок", "село", "дер", "деревня", "тер", "территория"),
    )
)


def inn_mark(text: str) -> str:
    """Return an ИНН as 10 or 12 digits: METHOD section 7; zeros in front that a spreadsheet lost are put back.

    "" for what is no ИНН: another number of digits, one digit repeated.
    """
    digits = _DIGITS.sub("", text)
    if len(digits) in (9, 11):
        digits = f"0{digits}"
    return digits if len(digits) in (10, 12) and len(set(digits)) > 1 else ""


def kpp_mark(text: str) -> str:
    """Return a КПП as 9 signs, "" for what is none: METHOD section 7. Its fifth and sixth may be letters."""
    signs = re.sub(r"[\W_]+", "", text).upper()
    if len(signs) == 8 and signs.isdigit():
        signs = f"0{signs}"
    return signs if len(signs) == 9 and len(set(signs)) > 1 else ""


def is_sound_inn(digits: str) -> bool:
    """Tell whether the control digits of an ИНН of 10 or 12 digits are right: METHOD section 7."""
    return all(
        sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[-place:], digits, strict=False)) % 11 % 10
        == int(digits[place])
        for place in ((9,) if len(digits) == 10 else (10, 11))
    )


def phone_marks(text: str) -> tuple[str, ...]:
    """Return the telephones of a cell as 10 digits, without 7 or 8 in front and without extensions: METHOD section 7.

    Shorter numbers are local and say nothing without their town; one digit repeated is no telephone.
    """
    if not text:
        return ()
    found = []
    for number in _NUMBERS.findall(_EXTENSION.sub(" ", text[:200].casefold())):
        digits = _DIGITS.sub("", number)
        if len(digits) == 11 and digits[0] in "78":
            digits = digits[1:]
        if len(digits) == 10 and digits not in found and len(set(digits[3:])) > 1:
            found.append(digits)
    return tuple(found)


def mailboxes(text: str) -> tuple[str, ...]:
    """Return the e-mail addresses of a cell in small letters: METHOD section 7."""
    if "@" not in text:
        return ()
    return tuple(dict.fromkeys(found.strip(".") for found in _MAILBOX.findall(text[:300].casefold())))


def own_domains(boxes: Collection[str], shared: Collection[str]) -> tuple[str, ...]:
    """Return the domains of mailboxes that are not those of a mail service: METHOD section 7."""
    if not boxes:
        return ()
    domains = (box.rpartition("@")[2] for box in boxes)
    return tuple(dict.fromkeys(domain for domain in domains if domain not in shared))


def address_words(text: str) -> tuple[frozenset[str], str]:
    """Return the names in an address and the number of the house, "" for none: METHOD section 7.

    Index, office and words such as «улица» are left out.
    """
    if not text:
        return frozenset(), ""
    pieces = _PLACES.findall(_ROOM.sub(" ", text[:300].casefold()))
    names = frozenset(key for one in pieces if not one.isdigit() and one not in _NO_PLACE and (key := latin_key(one)))
    houses = [one.lstrip("0") for one in pieces if one.isdigit() and len(one) < 5]
    return names, houses[0] if houses else ""
