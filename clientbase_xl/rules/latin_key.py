"""One notation for Russian and Latin letters, so that a name and its transliteration are the same word.

METHOD section 7 (ours): schemes differ in й, х, ц, щ, ю, я, so these are made alike; doubled consonants count once.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (*"abvgdeeZziiklmnoprstufhCCSS", "", "i", "", "e", "u", "a"),
        strict=True,
    )
)
_LATIN = {
    "shch": "S",
    "sch": "S",
    "zh": "Z",
    "kh": "h",
    "sh": "S",
    "ch": "C",
    "ts": "C",
    "tz": "C",
    "ck": "k",
    "ph": "f",
    "yo": "e",
    "jo": "e",
    "йо": "e",
    "ьо": "e",
    "yu": "u",
    "ju": "u",
    "iu": "u",
    "ya": "a",
    "ja": "a",
    "ia": "a",
    "y": "i",
    "j": "i",
    "c": "C",
    "x": "h",
    "w": "v",
    "q": "k",
}
_SOUND = re.compile("|".join([*sorted(_LATIN, key=len, reverse=True), f"[{''.join(_CYRILLIC)}]"]))
_SOUNDS = {**_CYRILLIC, **_LATIN}
_SOFT = re.compile("i(?=[aeou])")
_DOUBLED = re.compile(r"([bdfghklmnprstvzCSZ])\1+|(i)i+$")
_NO_LETTER = re.compile("[^A-Za-z0-9]+")
_LIKE = dict(zip("ABEKMHOPCTXYaeopcxyk", "АВЕКМНОРСТХУаеорсхук", strict=True))
_LOOKS_CYRILLIC = str.maketrans(_LIKE)
_WORD = re.compile(r"[^\W\d_]+")
_HAS_CYRILLIC, _HAS_LATIN = re.compile("[а-яёА-ЯЁ]"), re.compile("[A-Za-z]")


# Towns, streets and first names repeat: most words of a base are known already.
@lru_cache(maxsize=100_000)
def latin_key(word: str) -> str:
    """Return a word of small letters in the common notation: METHOD section 7.

    Digits stay; marks, ь and ъ are dropped; letters of other alphabets are dropped too. "" for a word of none.
    """
    sounds = _SOUND.sub(lambda found: _SOUNDS[found[0]], word)
    return _DOUBLED.sub(r"\1\2", _SOFT.sub("", _NO_LETTER.sub("", sounds)))


def in_one_alphabet(text: str) -> str:
    """Return a text whose mixed words are all Cyrillic: Latin letters of the same look are replaced in them.

    A word of Latin letters alone stays, unless another word of the text is mixed and all its letters look Cyrillic.
    """
    if not (_HAS_LATIN.search(text) and _HAS_CYRILLIC.search(text)):
        return text
    is_mixed = any(_HAS_LATIN.search(word) and _HAS_CYRILLIC.search(word) for word in _WORD.findall(text))

    def cyrillic(found: re.Match[str]) -> str:
        word = found[0]
        if _HAS_CYRILLIC.search(word) or (is_mixed and all(letter in _LIKE for letter in word)):
            return word.translate(_LOOKS_CYRILLIC)
        return word

    return _WORD.sub(cyrillic, text)
