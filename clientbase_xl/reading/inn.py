"""ИНН: ten or twelve digits, the last one or two of them check digits."""

from __future__ import annotations

_FIRM = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_PERSON_11 = (7, *_FIRM)
_PERSON_12 = (3, *_PERSON_11)


def is_inn(text: str) -> bool:
    """Tell whether a text has the form of an ИНН: 10 digits of a firm or 12 of a person."""
    return text.isascii() and text.isdigit() and len(text) in (10, 12)


def has_sound_check_digits(inn: str) -> bool:
    """Tell whether the check digits of an ИНН of sound form agree with its other digits."""
    if len(inn) == 10:
        return _check_digit(inn, _FIRM) == int(inn[9])
    return _check_digit(inn, _PERSON_11) == int(inn[10]) and _check_digit(inn, _PERSON_12) == int(inn[11])


def _check_digit(inn: str, weights: tuple[int, ...]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, inn, strict=False)) % 11 % 10
