"""Whether two cards are one client, and the sentence that says why.

METHOD section 7: ИНН and КПП decide; an empty value is never a match; a holding's shared telephone or domain is not a
match (EXPORTS). The weights are ours, chosen on the labelled set of the tests.
"""

from __future__ import annotations

from typing import NamedTuple

from clientbase_xl.rules.duplicate_cards import CardMarks, Usual
from clientbase_xl.rules.duplicate_marks import is_sound_inn
from clientbase_xl.rules.name_likeness import Alike, name_likeness
from clientbase_xl.rules.slips import count_slips
from clientbase_xl.settings import DuplicateSettings

KINDS = ("ИНН", "телефон", "почта", "адрес", "наименование")
"""What a pair stands on first, the strongest first."""
_RARE = {Alike.SAME: 0.82, Alike.SHORT: 0.80, Alike.SLIP: 0.60, Alike.PART: 0.42}
_COMMON = {Alike.SAME: 0.60, Alike.SHORT: 0.56, Alike.SLIP: 0.56, Alike.PART: 0.30}
_SURNAME = 0.50
_PHONE, _MAILBOX, _DOMAIN, _ADDRESS, _TOWN = 0.32, 0.35, 0.30, 0.30, 0.06
_OTHER_PHONE, _OTHER_MAIL, _OTHER_PLACE, _OTHER_FORM, _OTHER_KIND = 0.08, 0.02, 0.40, 0.15, 0.15
_MOST_WITHOUT_INN = 0.99


class Evidence(NamedTuple):
    """Why two cards may be one client; `score` 0…1."""

    kind: str
    evidence: str
    score: float


def evidence_of(one: CardMarks, other: CardMarks, known: Usual, settings: DuplicateSettings) -> Evidence | None:
    """Return why two cards may be one client, None where they are two: METHOD section 7.

    The same ИНН: with two different КПП branches, else one client. Two different ИНН: two clients, unless they differ
    by one slip and one of them fails its control digits. Without an ИНН to compare, the name and what the cards share
    are weighed; a telephone, mailbox or domain by which more than `shared_clients_max` different names stand, or of two
    cards of one holding, says nothing. The sentence may name a telephone or a mailbox: show it, do not store it.
    """
    if one.inn and one.inn == other.inn:
        return _of_one_inn(one, other)
    if one.inn and other.inn and not _is_mistyped(one.inn, other.inn):
        return None
    return _weighed(one, other, known, settings)


def is_stronger(kind: str, other: str | None) -> bool:
    """Tell whether evidence of a kind says more than that of another, or there was none: METHOD section 7."""
    return other not in KINDS or KINDS.index(kind) < KINDS.index(other)


def _of_one_inn(one: CardMarks, other: CardMarks) -> Evidence | None:
    if one.kpp and other.kpp:
        return Evidence("ИНН", f"тот же ИНН {one.inn} и КПП {one.kpp}", 1.0) if one.kpp == other.kpp else None
    if not (one.kpp or other.kpp):
        return Evidence("ИНН", f"тот же ИНН {one.inn}", 1.0 if len(one.inn) == 12 else 0.98)
    return Evidence("ИНН", f"тот же ИНН {one.inn}, КПП не указан", 0.97)


def _is_mistyped(one: str, other: str) -> bool:
    """Tell whether two ИНН are one with a slip: both right are two payers."""
    if len(one) != len(other) or (is_sound_inn(one) and is_sound_inn(other)):
        return False
    return count_slips(one, other, 1) == 1


def _weighed(one: CardMarks, other: CardMarks, known: Usual, settings: DuplicateSettings) -> Evidence | None:
    """Weigh the name and the marks of two cards whose ИНН does not decide."""
    alike = name_likeness(one.name, other.name).alike
    if alike is Alike.OTHER:
        return None
    is_rare = known.names[one.name.key] <= 2 and known.names[other.name.key] <= 2
    if alike is Alike.SHORT:
        is_rare = max(known.initials.get(card.initials, 0) for card in (one, other)) <= 2
    score = (_RARE if is_rare else _COMMON)[alike]
    if alike is Alike.PART and (one.name.person or other.name.person):
        score = _SURNAME
    said = [alike.value if alike is Alike.SAME else f"{alike.value}: «{one.client_name}» и «{other.client_name}»"]
    kind = "наименование"
    if one.inn and other.inn:
        score += _PHONE
        said.insert(0, f"ИНН отличаются одной ошибкой: {one.inn} и {other.inn}")
    score -= _contradiction(one, other)
    for found, words, weight in reversed(_shared(one, other, known, settings)):
        score, kind = score + weight, found
        said.insert(0, words)
    if one.place[0] & other.place[0] and kind != "адрес":
        score += _TOWN
    score = round(min(score, _MOST_WITHOUT_INN), 2)
    return Evidence(kind, ", ".join(said), score) if score >= settings.score_min else None


def _shared(
    one: CardMarks, other: CardMarks, known: Usual, settings: DuplicateSettings
) -> list[tuple[str, str, float]]:
    """Return kind, words and weight of each mark that both cards carry and few others do."""
    if one.holding and one.holding == other.holding:
        return []
    most = settings.shared_clients_max
    found = []
    if phones := sorted(phone for phone in one.phones & other.phones if known.phones[phone] <= most):
        found.append(("телефон", f"тот же телефон {_dialled(phones[0])}", _PHONE))
    if boxes := sorted(box for box in one.boxes & other.boxes if known.boxes[box] <= most):
        found.append(("почта", f"та же почта {boxes[0]}", _MAILBOX))
    elif domains := sorted(domain for domain in one.domains & other.domains if known.domains[domain] <= most):
        found.append(("почта", f"тот же домен почты {domains[0]}", _DOMAIN))
    if one.address and one.place == other.place:
        found.append(("адрес", "тот же адрес", _ADDRESS))
    return found


def _contradiction(one: CardMarks, other: CardMarks) -> float:
    """Return what speaks against one client; a missing value speaks against nothing."""
    against = 0.0
    if one.phones and other.phones and not one.phones & other.phones:
        against += _OTHER_PHONE
    if one.boxes and other.boxes and not one.boxes & other.boxes and not one.domains & other.domains:
        against += _OTHER_MAIL
    if one.address and other.address and not one.place[0] & other.place[0]:
        against += _OTHER_PLACE
    if one.name.form and other.name.form and one.name.form != other.name.form:
        against += _OTHER_FORM
    if one.name.kinds and other.name.kinds and one.name.kinds != other.name.kinds:
        against += _OTHER_KIND
    return against


def _dialled(phone: str) -> str:
    return f"+7 {phone[:3]} {phone[3:6]}-{phone[6:8]}-{phone[8:]}"
