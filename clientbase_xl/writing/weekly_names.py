"""Names of people on a weekly page: whole where they fit, with initials where they do not; never in tiny print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from clientbase_xl.writing.weekly_paper import Place
from clientbase_xl.writing.widths import wrapped_lines

_PERSON = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*(?: [А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*){1,3}")
"""Surname, first name, patronymic."""


def shown_names(people: Iterable[str], place: Place) -> dict[str, str]:
    """Return each name as a cell shows it: one that needs more than a line as surname and initials.

    What is no surname with first names stays whole, and so do names that initials would make equal: such a cell wraps.
    """
    names = list(dict.fromkeys(people))
    shown = {name: name if wrapped_lines(name, place.width) == 1 else _with_initials(name) for name in names}
    counts = Counter(shown.values())
    return {name: short if counts[short] == 1 else name for name, short in shown.items()}


def _with_initials(name: str) -> str:
    """Return «Иванова А. П.» for «Иванова Анна Петровна», «Иванова А.-М.» for «Иванова Анна-Мария»."""
    if not _PERSON.fullmatch(name):
        return name
    surname, *others = name.split()
    return " ".join([surname, *("-".join(f"{part[0]}." for part in one.split("-")) for one in others)])
