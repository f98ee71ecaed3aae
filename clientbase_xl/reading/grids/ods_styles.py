"""Styles of an OpenDocument spreadsheet that a grid needs: indents of cells, hidden sheets."""

from __future__ import annotations

import re

from clientbase_xl.reading.grids.xml_stream import Attributes

_LENGTH = re.compile(r"([\d.]+)(mm|cm|in|pt|pc|px)")
_POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
# One step of the indent is three blanks of the workbook's font: 6.7 points in Arial 8, 8.3 in Arial 10.
STEP_POINTS = 8.3


class Styles:
    """Styles by their name, read from the elements of content.xml before the sheets."""

    def __init__(self) -> None:
        """Begin without styles."""
        self._margins: dict[str, float] = {}
        self._parents: dict[str, str] = {}
        self.hidden: set[str] = set()
        self._style = ""

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in an element."""
        if name == "style:style":
            self._style = attributes.get("style:name", "")
            self._parents[self._style] = attributes.get("style:parent-style-name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._style)
        elif name == "style:paragraph-properties":
            found = _LENGTH.fullmatch(attributes.get("fo:margin-left", ""))
            if found:
                self._margins[self._style] = float(found[1]) * _POINTS[found[2]]

    def indents(self) -> dict[str, int]:
        """Return the indent of every style that has one, as steps; the smallest margin of all is the measure."""
        margins = {style: self._margin(style) for style in self._parents}
        least = min((margin for margin in margins.values() if margin > 0), default=0.0)
        if not least:
            return {}
        steps = max(1, round(least / STEP_POINTS))
        return {style: round(steps * margin / least) for style, margin in margins.items() if margin > 0}

    def _margin(self, style: str) -> float:
        seen = set[str]()
        while style and style not in self._margins and style not in seen:
            seen.add(style)
            style = self._parents.get(style, "")
        return self._margins.get(style, 0.0)
