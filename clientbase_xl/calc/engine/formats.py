"""Number formats of a document: English codes as Excel has them, and what a cell's number is shown as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from clientbase_xl.calc.engine.addresses import Rectangle
from clientbase_xl.calc.engine.uno_bridge import struct, uno_error
from clientbase_xl.calc.engine.values import Kind

# Bits of com.sun.star.util.NumberFormat.
_DATE, _TRUTH = 2, 1024
_PARTS = re.compile(
    r'(?P<kept>"[^"]*"|\\.|\[[^]]*\]|General|BOOLEAN|AM/PM)|(?P<standard>Standard|Основной)|.',
    re.DOTALL | re.IGNORECASE,
)
_LETTERS = {"Д": "d", "М": "m", "Г": "y", "Ч": "h", "С": "s"}
CODE_OF_KIND = {Kind.DATE: "dd.mm.yyyy", Kind.MOMENT: "dd.mm.yyyy hh:mm", Kind.TRUTH: "BOOLEAN"}
"""The format given to a cell that shows a plain number when a date, a moment or a truth is written into it."""


class Formats:
    """The number formats of one document, asked of the office once each."""

    def __init__(self, document: Any) -> None:
        """Keep the document; formats are made in the office's own locale, as those of an opened file are."""
        self._document = document
        self._kinds: dict[int, Kind | None] = {}
        self._codes: dict[int, str] = {}
        self._keys: dict[str, int] = {}
        self._separators: dict[str, tuple[str, str]] = {}

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
            # The dots of a date are no decimal signs.
            signs = (",", ".") if self.kind(key) is Kind.DATE else self._signs(made.Locale)
            self._codes[key] = english_code(str(made.FormatString), *signs)
        return self._codes[key]

    def key(self, code: str) -> int:
        """Return the document's format for an English code, made when there is none; ValueError for a wrong code."""
        if code not in self._keys:
            found = self._all.getStandardIndex(struct("lang.Locale")) if code.lower() == "general" else -1
            for locale in (struct("lang.Locale"), self._document.CharLocale):
                found = self._converted(code, self._english, locale) if found < 0 else found
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

    def _signs(self, locale: Any) -> tuple[str, str]:
        """Return what separates thousands and decimals in formats of a locale, from how it spells one of them."""
        language = locale.Language
        if language not in self._separators:
            there = self._all.getByKey(self._converted("#,##0.00", self._english, locale)).FormatString
            self._separators[language] = (there[1], there[-3])
        return self._separators[language]

    def _converted(self, code: str, from_locale: Any, to_locale: Any) -> int:
        try:
            return int(self._all.addNewConverted(code, from_locale, to_locale))
        except uno_error():  # the format is there already, or the code is wrong: then -1
            return int(self._all.queryKey(code, to_locale, False))


def english_code(code: str, thousands: str, decimals: str) -> str:
    """Return a format's code as Excel spells it, from the signs of another language: `# ##0,00 "₽"` → `#,##0.00 "₽"`.

    Letters of dates become small; quoted text and conditions in brackets stay. The office's own conversion takes the
    space before «₽» for a separator of thousands, so it is not used.
    """
    signs = {thousands: ",", decimals: "."} | _LETTERS
    made = []
    for part in _PARTS.finditer(code):
        sign = part.group()
        if part["standard"]:
            sign = "General"
        elif not part["kept"]:
            sign = signs.get(sign.upper(), sign)
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
