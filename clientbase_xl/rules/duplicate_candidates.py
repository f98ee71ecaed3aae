"""Which cards are worth comparing: those with a mark in common, or with names a slip apart.

METHOD section 7 (ours): what very many cards share tells nobody from anybody and is passed over; the pairs stay few
on a base of any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from clientbase_xl.rules.duplicate_blocks import (
    Places,
    numbered,
    pairs_of_blocks,
    unique_pairs,
    without_one_letter,
)
from clientbase_xl.rules.duplicate_cards import CardMarks, Usual
from clientbase_xl.rules.duplicate_marks import is_sound_inn
from clientbase_xl.settings import DuplicateSettings

NAMES_MAX = 60
"""Cards of one name or mark that are compared by it alone; of a more common one only by what else they share."""
_ALIKE_MAX, _PLACE_MAX, _INN_MAX, _LONGEST = 40, 12, 200, 16
_FIRST_SIGN, _COUNT_SIGNS = 0x10000, 0x100000


def candidate_pairs(cards: Sequence[CardMarks], known: Usual, settings: DuplicateSettings) -> Places:
    """Return places of cards to compare, two a row, the smaller first: METHOD section 7.

    Blocks: ИНН, name, surname with initials, telephone, mailbox, domain, address, and names one letter apart; a
    telephone, mailbox or domain by which more than `shared_clients_max` different names stand gives none. Cards of
    one ИНН beyond 200 are each compared with the first of them only. Two different ИНН with right control digits are
    two payers and are not compared.
    """
    most = settings.shared_clients_max
    found = [
        _of_inn(cards),
        _by(cards, lambda card: (card.name.key,), NAMES_MAX),
        _by(cards, lambda card: (card.initials,), _ALIKE_MAX),
        _by(cards, lambda card: (key for key in card.phones if known.phones[key] <= most), NAMES_MAX),
        _by(cards, lambda card: (key for key in card.boxes if known.boxes[key] <= most), NAMES_MAX),
        _by(cards, lambda card: (key for key in card.domains if known.domains[key] <= most), NAMES_MAX),
        _by(cards, lambda card: (card.address,), _PLACE_MAX),
        _slips_apart(cards),
    ]
    return _without_two_payers(unique_pairs(found), cards)


def _by(cards: Sequence[CardMarks], keys_of: Callable[[CardMarks], Iterable[str]], most: int) -> Places:
    """Return pairs that share a key; an empty key is none."""
    owners, keys = [], []
    for place, card in enumerate(cards):
        for key in keys_of(card):
            if key:
                owners.append(place)
                keys.append(key)
    return pairs_of_blocks(np.array(owners, dtype=np.int64), numbered(keys), most)


def _without_two_payers(pairs: Places, cards: Sequence[CardMarks]) -> Places:
    """Leave out the pairs that two sound ИНН decide: on a large base they are nearly all."""
    numbers = numbered(card.inn for card in cards)
    is_sound = np.array([bool(card.inn) and is_sound_inn(card.inn) for card in cards], dtype=bool)
    left, right = pairs[:, 0], pairs[:, 1]
    kept: Places = pairs[~(is_sound[left] & is_sound[right] & (numbers[left] != numbers[right]))]
    return kept


def _of_inn(cards: Sequence[CardMarks]) -> Places:
    """Return pairs of one ИНН; of a very large block each card with the first of its КПП."""
    firsts: dict[tuple[str, str], int] = {}
    chains = []
    for place, card in enumerate(cards):
        if card.inn and (first := firsts.setdefault((card.inn, card.kpp), place)) != place:
            chains.append((first, place))
    pairs = _by(cards, lambda card: (card.inn,), _INN_MAX)
    return unique_pairs([pairs, np.array(chains, dtype=np.int64).reshape(-1, 2)])


def _slips_apart(cards: Sequence[CardMarks]) -> Places:
    """Return pairs whose names differ in one letter; a person's by the surname and the initials."""
    by_word: dict[str, list[int]] = {}
    signs: dict[tuple[str, ...], str] = {(): ""}
    for place, card in enumerate(cards):
        person, numbers = card.name.person, card.name.numbers
        parts = (person[0], person[1][:1], person[2][:1]) if person else card.name.words
        # Numbers do not slip: all of a name stand for one letter that no word has.
        sign = signs.setdefault(numbers, chr(_FIRST_SIGN + len(signs) % _COUNT_SIGNS))
        if word := "".join((*parts, sign)):
            by_word.setdefault(word, []).append(place)
    groups = [places if len(places) <= _ALIKE_MAX else [] for places in by_word.values()]
    words = [word for word, places in zip(by_word, groups, strict=True) if places]
    groups = [places for places in groups if places]
    pairs = pairs_of_blocks(*without_one_letter(words, _LONGEST), _ALIKE_MAX)
    spread = [
        (min(left, right), max(left, right))
        for one, other in pairs.tolist()
        for left in groups[one]
        for right in groups[other]
    ]
    return np.array(spread, dtype=np.int64).reshape(-1, 2)
