"""Values as a cell may hold them: text from outside never becomes a formula, missing is empty, dates are dates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from clientbase_xl.schemas.model import NO, YES, Kind

MOST_CHARACTERS = 32_767
"""What Excel holds in one cell, counted in UTF-16 units."""
CUT_MARK = " … (обрезано: ячейка вмещает 32 767 знаков)"
FIRST_DAY = date(1900, 3, 1)
"""Before this day Excel's calendar is wrong (29.02.1900) or absent: such dates are written as text."""

_DANGEROUS = re.compile(r"\s*[=+\-@\t\r]", re.ASCII)
SUSPECT = frozenset("=+-@\t\r\n\v\f ")  # a text that begins otherwise is not dangerous: nearly all do
_NOT_IN_XML = re.compile("[\x00-\x1f\ufffe\uffff]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_UNCLEAN = re.compile("[\r\ud800-\udfff]")

Cell = str | int | float | date | datetime | None
Grid = list[list[Cell]]
"""Rows of cells."""


@dataclass(frozen=True, slots=True)
class Jump:
    """A cell that leads to a place of the same workbook: its text, the name of the sheet and the cell there."""

    text: str
    sheet: str
    cell: str = "A1"

    @property
    def formula(self) -> str:
        """Return the formula that shows the text and leads there; quotes are doubled as formulas demand."""
        place = f"#'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.cell}"
        shown, address = (text.replace('"', '""') for text in (self.text, place))
        return f'=HYPERLINK("{address}","{shown}")'


ShownCell = Cell | Jump
"""What the program puts into a cell of an open workbook."""


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula (EXCEL.md, formula injection).

    True when = + - @ comes first, also after spaces and line breaks, and for text that begins with TAB or CR.
    """
    return text[:1] in SUSPECT and (text[0] in "\t\r" or _DANGEROUS.match(text) is not None)


def clean_text(text: str) -> str:
    """Return the text as a file can hold it: halves of surrogate pairs as U+FFFD, line ends as a cell has them."""
    if _UNCLEAN.search(text) is None:
        return text
    return _LONE_SURROGATES.sub("\ufffd", text).replace("\r\n", "\n")


def plain_text(text: str) -> str:
    """Return the text for places that cannot spell a control character as a cell can: each becomes a space.

    Such are names of sheets, headers of pages and properties of the file: XML holds no U+0000–U+001F, U+FFFE, U+FFFF.
    """
    return _NOT_IN_XML.sub(" ", clean_text(text))


def fit_text(text: str) -> tuple[str, bool]:
    """Return the text as long as a cell allows, and whether it had to be cut; a cut text says so at its end."""
    if len(text) <= MOST_CHARACTERS // 2 or _utf16_length(text) <= MOST_CHARACTERS:
        return text, False
    room = (MOST_CHARACTERS - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_MARK, True


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def is_missing(value: Any) -> bool:
    """Tell whether a value is no value: None, NaN, NaT, NA."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def plain(value: Any) -> Cell:
    """Return any value as a plain cell value: flags as words, decimals as numbers, infinities and NaN as empty."""
    kind = type(value).__name__
    if kind == "str":  # most cells are texts or numbers
        return clean_text(value) or None
    if kind == "float":
        return value if math.isfinite(value) else None
    if is_missing(value):
        return None
    if isinstance(value, str):
        return clean_text(value) or None
    if kind in ("bool", "bool_"):
        return YES if value else NO
    if isinstance(value, datetime | date):
        return _day(value)
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        value = float(value)
    if hasattr(value, "item"):  # numpy scalar
        return plain(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return clean_text(str(value))


def _day(value: date | datetime) -> Cell:
    """Return a date that Excel can hold without its zone, else the date as text."""
    if isinstance(value, datetime):
        moment = value.to_pydatetime() if hasattr(value, "to_pydatetime") else value
        value = moment.replace(tzinfo=None)
        day = value.date()
    else:
        day = value
    return value if day >= FIRST_DAY else f"{day:%d.%m.}{day.year:04d}"


def column_cells(values: Iterable[Any], kind: Kind) -> list[Cell]:
    """Return a column's values as cells of its kind; codes become text, dates lose their clock."""
    cells = _plain_cells(list(values))
    if kind is Kind.CODE:
        return [_code(cell) for cell in cells]
    if kind is Kind.DATE:
        return [cell.date() if isinstance(cell, datetime) else cell for cell in cells]
    return cells


def _plain_cells(values: list[Any]) -> list[Cell]:
    """Return values as `plain` does, texts of a column cleaned only where one of them needs it."""
    texts = "".join(value for value in values if type(value) is str)
    if "\r\n" in texts or _LONE_SURROGATES.search(texts):
        return [plain(value) for value in values]
    return [
        (value or None)
        if type(value) is str
        else value
        if value is None or type(value) is int or (type(value) is float and math.isfinite(value))
        else plain(value)
        for value in values
    ]


def _code(cell: Cell) -> Cell:
    """Return an identifier as text: 17850.0 is code 17850."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if cell is None or isinstance(cell, str) else str(cell)
