"""In which texts a person is named: by surname in any case of declension, by telephone, by e-mail (152-ФЗ)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

PHONE_DIGITS, SHORTEST_PHONE, BETWEEN_DIGITS, SHORT_STEM = 10, 6, 3, 3
"""A telephone is its last ten digits, however they are set apart; a shorter one is searched from six digits on. A stem
of fewer than three letters would be half of the dictionary: such a surname counts with its capital letter only."""
_PATRONYMIC = re.compile(r"\w{3,}(вич|вна|ична)")
_SURNAME = re.compile(
    r"\w{2,}(ов|ев|ин|ын|ова|ева|ина|ына|[сц]кий|[сц]кая|ко|ук|юк|ян|янц|дзе|швили|их|ых|ая|ый|ой|ий)"
)
_ENDINGS = (
    *("а", "у", "ы", "е", "и", "ю", "я", "ь", "й", "ой", "ою", "ей", "ею", "ом", "ем", "ым", "им", "ых", "их"),
    *("ыми", "ими", "ая", "яя", "ую", "юю", "ый", "ий", "ого", "его", "ому", "ему", "ые", "ие"),
)


def mentions_of(names: Collection[str], phones: Collection[str], emails: Collection[str]) -> re.Pattern[str] | None:
    """Return what finds a person in a text once `plain` has been applied to it; None when nothing is known of him.

    152-ФЗ, article 21: what is not destroyed must be known. `names` as people wrote them, surname first or last. It
    finds too much rather than too little: a namesake is a question to whoever reads, one left out is not asked about.
    """
    parts = [part for name in names for word in _surnames(plain(name)) for part in _forms(word)]
    for phone in phones:
        digits = re.sub(r"\D", "", phone)[-PHONE_DIGITS:]
        if len(digits) >= SHORTEST_PHONE:
            before = "" if len(digits) == PHONE_DIGITS else r"(?<!\d)"
            parts.append(before + rf"\D{{0,{BETWEEN_DIGITS}}}".join(digits) + r"(?!\d)")
    parts += [rf"(?<![\w.]){re.escape(plain(one))}(?!\w)" for one in emails if "@" in one]
    return re.compile("|".join(sorted(set(parts))), re.IGNORECASE) if parts else None


def plain(text: str) -> str:
    """Return a text as it is searched: one letter for «е» and «ё», single blanks."""
    return " ".join(text.replace("ё", "е").replace("Ё", "Е").split())


def _surnames(name: str) -> list[str]:
    """Return the words of a name that may be the surname; a name with a patronymic alone has none."""
    words = re.findall(r"\w[\w-]*", name)
    given = next((place for place, word in enumerate(words) if _PATRONYMIC.fullmatch(word.casefold())), None)
    if given is not None:
        before, after = words[: max(given - 1, 0)], words[given + 1 :]
        return before[:1] or after[:1]
    likely = [word for word in words[:2] if _SURNAME.fullmatch(word.casefold())]
    return likely or [word for word in words[:2] if len(word) > 1]


def _forms(surname: str) -> Iterator[str]:
    """Yield patterns of a surname in all cases; the letters' case counts only in a very short one."""
    stem = re.sub(r"(ая|яя|ый|ий|ой|а|я|ь|й)$", "", surname.casefold())
    endings = "|".join(_ENDINGS)
    if len(stem) >= SHORT_STEM:
        yield rf"\b{re.escape(stem)}(?:{endings})?\b"
    elif len(surname) > SHORT_STEM:
        yield rf"(?-i:\b{re.escape(surname[: len(stem)])}(?:{endings})\b)"
    elif surname.endswith("й"):
        yield rf"(?-i:\b{re.escape(surname[:-1])}(?:й|я|ю|ем|е)\b)"
    else:
        yield rf"(?-i:\b{re.escape(surname)}\b)"
