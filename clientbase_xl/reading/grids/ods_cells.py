"""One cell of an OpenDocument spreadsheet: its typed value, or its paragraphs as text."""

from __future__ import annotations

import math
import re
from datetime import datetime

from clientbase_xl.reading.grids.builder import shown_text
from clientbase_xl.reading.grids.xml_stream import Attributes, DamagedPart
from clientbase_xl.reading.report_grid import Cell, CellError

MAX_BLANKS = 1000
_BLANKS = re.compile("[ \t\r\n]+")
_DURATION = re.compile(r"-?P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_NUMBERS = frozenset(("float", "percentage", "currency"))
# The text of these is how the spreadsheet shows a value that stands in an attribute.
_TYPED = frozenset((*_NUMBERS, "date", "time", "boolean"))
_SINGLE = {"text:tab": "\t", "text:line-break": "\n"}


class CellReader:
    """Collects a cell between its start and its end."""

    def __init__(self) -> None:
        """Begin outside a cell."""
        self._pieces: list[str] = []
        self.begin({})

    def begin(self, attributes: Attributes) -> None:
        """Begin a cell."""
        self._attributes = attributes
        self._kind = attributes.get("office:value-type", "")
        self._is_error = attributes.get("calcext:value-type") == "error"
        self._is_text = self._is_error or self._kind not in _TYPED
        self._pieces = []
        self._depth = self._count_paragraphs = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """Take in the start of an element of text."""
        if name in ("text:p", "text:h") and not self._depth:
            if self._count_paragraphs:
                self._pieces.append("\n")
            self._count_paragraphs += 1
        elif name == "text:s":
            self._pieces.append(" " * min(int(attributes.get("text:c", "1")), MAX_BLANKS))
        elif name in _SINGLE:
            self._pieces.append(_SINGLE[name])
        self._depth += 1

    def end(self, _name: str) -> None:
        """Take in the end of an element of text."""
        self._depth -= 1

    def text(self, piece: str) -> None:
        """Take in a text; blanks in the file are one blank, and none at the beginning of a paragraph."""
        if self._is_text and self._depth > 0:
            piece = _BLANKS.sub(" ", piece)
            is_first = not self._pieces or self._pieces[-1].endswith("\n")
            self._pieces.append(piece.lstrip(" ") if is_first else piece)

    def value(self) -> Cell:
        """Return what the cell holds; DamagedPart or ValueError when its value contradicts its type."""
        kind = self._kind
        if self._is_error:
            return CellError("".join(self._pieces).strip() or "#ОШИБКА")
        if kind in _NUMBERS:
            number = float(self._attributes.get("office:value", ""))
            return number if math.isfinite(number) else CellError("#NUM!")
        if kind == "date":
            return _moment(self._attributes.get("office:date-value", ""))
        if kind == "time":
            return _days(self._attributes.get("office:time-value", ""))
        if kind == "boolean":
            return self._attributes.get("office:boolean-value") == "true"
        if not self._pieces and not kind:
            return None
        return shown_text("".join(self._pieces) or self._attributes.get("office:string-value", ""))


def _moment(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        # A year of five digits or before our era is a day that people did not mean; it is shown as it stands.
        return shown_text(text)


def _days(text: str) -> float:
    """Return a time of day or a duration as the spreadsheet counts it: in days."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise DamagedPart(text)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    amount = days + hours / 24 + minutes / 1440 + seconds / 86_400
    return -amount if text.startswith("-") else amount
