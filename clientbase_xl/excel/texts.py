"""Texts that a spreadsheet would take for something else when they are written as values."""

from __future__ import annotations

import re

from clientbase_xl.writing.cells import is_formula_like

_TRUTHS = ("true", "false", "истина", "ложь")
_LONGEST = 40
"""Characters that a number, a day or a moment takes at most, its month in words."""
_WORDS = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 2


def is_parsed(text: str) -> bool:
    """Tell whether a host may store something else than the text itself: a formula, a number, a day, a truth, an error.

    Excel parses what is written as if it were typed: «1-2» becomes the first of February, «007» seven, «ИСТИНА» a
    truth. Wide on purpose: a short text with a digit and at most two words (a month, a currency) is taken for one, the
    format of text does it no harm.
    """
    bare = text.strip()
    if is_formula_like(text) or bare.casefold() in _TRUTHS or bare.startswith("#"):
        return True
    is_short = len(bare) <= _LONGEST and len(_WORDS.findall(bare)) <= _FEW_WORDS
    return is_short and any(sign.isdigit() for sign in bare)
