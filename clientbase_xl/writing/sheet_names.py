"""Names of sheets made from people's names: what Excel allows, each one once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from clientbase_xl.writing.cells import plain_text

MAX_UNITS = 31
"""Excel counts a sheet's name in UTF-16 units."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = frozenset({"history", "журнал"})  # names of Excel's own change log: it refuses them


def sheet_names(titles: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return a sheet name for each title, in order; equal, equally beginning and empty titles stay apart by a number.

    Names differ from each other and from `taken` without regard to case; forbidden characters become spaces.
    """
    used = {name.casefold() for name in taken}
    names = []
    for title in titles:
        name = _allowed(title)
        number = 1
        while name.casefold() in used:
            number += 1
            suffix = f" ({number})"
            name = f"{_cut(_allowed(title), MAX_UNITS - len(suffix))}{suffix}"
        used.add(name.casefold())
        names.append(name)
    return names


def _allowed(title: str) -> str:
    """Return the nearest name that Excel accepts."""
    words = " ".join(_FORBIDDEN.sub(" ", plain_text(title)).split())
    name = _cut(words.strip("' "), MAX_UNITS) or "Лист"
    return f"{name} лист" if name.casefold() in _RESERVED else name


def _cut(text: str, units: int) -> str:
    """Cut a text to so many UTF-16 units without halving a character; no apostrophe or space is left at the end."""
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", errors="ignore").rstrip("' ")
