"""Number formats of a document: English codes as Excel has them, and what a cell's number is shown as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.uno_bridge import runtime_error, struct, uno_error
from clientbase_xl.calc.engine.values import Kind

# Bits of com.sun.star.util.NumberFormat.
_DATE, _TRUTH = 2, 1024
_PARTS = re.compile(
    r'(?P<kept>"[^"]*"|\\.|\[[^]]*\]|General|BOOLEAN|AM/PM)|(?P<standard>Standard|Основной)|.',
    re.DOTALL | re.IGNORECASE,
)
_RUSSIAN_SIGNS = {",": ".", "\xa0": ",", "\u202f": ",", "Д": "d", "М": "m", "Г": "y", "Ч": "h", "С": "s"}
CODE_OF_KIND = {Kind.DATE: "dd.mm.yyyy", Kind.MOMENT: "dd.mm.yyyy hh:mm", Kind.TRUTH: "BOOLEAN"}
"""The format given to a cell that shows a plain number when a date, a moment or a truth is written into it."""


class Formats:
    """The number formats of one document, asked of the office once each."""

    def __init__(self, document: Any) -> None:
        """Keep the document; its own locale is where formats are made, so that files carry no foreign one."""
        self._document = document
        self._kinds: dict[int, Kind | None] = {}
        self._codes: dict[int, str] = {}
        self._keys: dict[str, int] = {}

    @cached_property
    def _all(self) -> Any:
        return self._document.NumberFormats

    @cached_property
    def _english(self) -> Any:
        return struct("lang.Locale", Language="en", Country="US")

    def kind(self, key: int) -> Kind | None:
        """Return whether a format shows dates or truths."""
        if key not in self._kinds:
            bits = self._all.getByKey(key).Type
            self._kinds[key] = Kind.DATE if bits & _DATE else Kind.TRUTH if bits & _TRUTH else None
        return self._kinds[key]

    def code(self, key: int) -> str:
        """Return a format's code in English, whatever the language of the office: `dd.mm.yyyy`, `General`, `@`."""
        if key not in self._codes:
            made = self._all.getByKey(key)
            code, language = str(made.FormatString), made.Locale.Language
            if language not in ("ru", "en", ""):
                there = self._converted(code, made.Locale, self._english)
                code = str(self._all.getByKey(there).FormatString) if there >= 0 else code
            self._codes[key] = english_code(code, is_russian=language == "ru")
        return self._codes[key]

    def key(self, code: str) -> int:
        """Return the document's format for an English code, made when there is none; ValueError for a wrong code."""
        if code not in self._keys:
            found = self._converted(code, self._english, self._document.CharLocale)
            if found < 0:
                raise ValueError(f"LibreOffice не понимает числовой формат «{code}».")
            self._keys[code] = found
        return self._keys[code]

    def shown(self, cells: Any, place: Rectangle) -> list[tuple[Rectangle, int]]:
        """Return which formats a block's cells have: rectangles inside the block (from 1) with their format keys."""
        found = []
        groups = cells.getUniqueCellFormatRanges()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            key = group.NumberFormat
            found += [(inside, key) for inside in _inside(group.RangeAddresses, place)]
        return found

    def _converted(self, code: str, from_locale: Any, to_locale: Any) -> int:
        try:
            return int(self._all.addNewConverted(code, from_locale, to_locale))
        except runtime_error():
            raise
        except uno_error():  # the format is there already, or the code is wrong: then -1
            return int(self._all.queryKey(code, to_locale, False))


def english_code(code: str, is_russian: bool) -> str:
    """Return a format's code as Excel spells it: letters of dates small, and English signs for Russian ones.

    The office's own conversion takes the space before «₽» for a separator of thousands, so it is not used.
    """
    made = []
    for part in _PARTS.finditer(code):
        sign = part.group()
        if part["standard"]:
            sign = "General"
        elif not part["kept"]:
            sign = _RUSSIAN_SIGNS.get(sign.upper(), sign) if is_russian else sign
            sign = sign.lower() if sign in "DMYHS" else sign
        made.append(sign)
    return "".join(made)


def _inside(addresses: Any, place: Rectangle) -> Iterator[Rectangle]:
    """Yield the addresses of UNO as rectangles counted from the corner of `place`."""
    for one in addresses:
        yield Rectangle(
            one.StartRow + 2 - place.row,
            one.StartColumn + 2 - place.column,
            one.EndRow - one.StartRow + 1,
            one.EndColumn - one.StartColumn + 1,
        )
