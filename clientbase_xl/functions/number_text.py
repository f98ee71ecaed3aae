"""Numbers that people typed as text: understood where there is one reading, else refused.

EXPORTS (marks of numbers), EXCEL.md. In a cell there is no column to decide by, so «1,234» stays undecided.
"""

from __future__ import annotations

import re

_SPACES = str.maketrans("", "", " \u00a0\u2009\u202f'")
_SIGNS = str.maketrans("\u2212\u2013", "--")
_CURRENCY = re.compile(r"(?:₽|руб\.?|р\.?|rub)$", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?\d+")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f']\d{3})+(?P<rest>[.,]\d+)?")
_FRACTION = re.compile(r"[+-]?(?P<whole>\d*)[.,](?P<part>\d+)")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+|[+-]?\d{1,3}(?:\.\d{3})+,\d+")
_LONGEST = 40


class Undecided(ValueError):
    """A text that can be read as two numbers."""


def number_of(text: str) -> float:
    """Return the number that a text surely is: «12 000 ₽», «12,5», «1 234,56», «50 %» (0.5), «−5».

    A lone mark before exactly three digits after one to three («1,234») raises Undecided, except after a zero
    («0,125»); anything else that is no number raises ValueError.
    """
    body = text.strip().translate(_SIGNS)
    if len(body) > _LONGEST:
        raise ValueError(text)
    per_cent = body.endswith("%")
    body = (body[:-1] if per_cent else _CURRENCY.sub("", body)).strip()
    value = _read(body)
    return value / 100 if per_cent else value


def _read(body: str) -> float:
    if not body.isascii() and not body.translate(_SPACES).isascii():
        raise ValueError(body)
    if _PLAIN.fullmatch(body):
        return float(body)
    if _GROUPED.fullmatch(body):
        return float(body.translate(_SPACES).replace(",", "."))
    if found := _FRACTION.fullmatch(body):
        whole, part = found["whole"], found["part"]
        if len(part) == 3 and 1 <= len(whole) <= 3 and whole.strip("0"):
            raise Undecided(body)
        return float(body.replace(",", "."))
    if _BOTH.fullmatch(body):
        last = max(body.rfind("."), body.rfind(","))
        return float(re.sub(r"[.,]", "", body[:last]) + "." + body[last + 1 :])
    raise ValueError(body)
