"""Values of cells as canonical texts and back: what the journal holds is exactly what a table gets."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import Any

from clientbase_xl.base.frames import from_cell
from clientbase_xl.schemas.model import NO, YES, Column, Kind
from clientbase_xl.schemas.typed_cells import canonical

_TEXTS = (Kind.TEXT, Kind.CODE, Kind.CHOICE)
_ROUNDED = (Kind.MONEY, Kind.QUANTITY, Kind.NUMBER, Kind.SHARE, Kind.INTEGER)


def text_of(value: Any, kind: Kind) -> str | None:
    """Return a stored value as canonical text (`typed_cells.canonical`); None for an empty cell.

    Moments keep their clock, which the canonical text of a typed cell does not have.
    """
    if value is None:
        return None
    if kind in _TEXTS and type(value) is str:  # most cells, and an import brings tens of thousands
        return _plain(value)
    if kind is Kind.MOMENT and isinstance(value, datetime):
        return value.isoformat(" ")
    return canonical(value, kind) or None


def value_of(text: str | None, column: Column) -> Any:
    """Return what a table keeps for a canonical text; None for None. Raises ValueError when it is not of its kind."""
    if text is None:
        return None
    match column.kind:
        case Kind.TEXT | Kind.CODE | Kind.CHOICE:
            return _plain(text)
        case Kind.FLAG:
            if text not in (YES, NO):
                raise ValueError(f"{text} is neither {YES} nor {NO}")
            return text == YES
        case Kind.DATE:
            return date.fromisoformat(text)
        case Kind.MOMENT:
            return datetime.fromisoformat(text)
        case Kind.LETTER:
            if text not in column.choices:
                raise ValueError(f"{text} is no letter of a category")
            return text
        case _:
            if not isfinite(float(text)):
                raise ValueError(f"{text} is not a number")
            return from_cell(canonical(text, column.kind), column.kind)


def key_value(text: str, column: Column) -> Any:
    """Return what a table keeps for one part of a row's key; ValueError when it is not of its column's kind."""
    return text if column.kind in (*_TEXTS, Kind.LETTER) else value_of(text, column)


def settled(text: str | None, column: Column) -> str | None:
    """Return the text of what a table really keeps: roubles in whole kopecks, texts without outer spaces.

    Raises ValueError when the text is not of the column's kind.
    """
    if column.kind in _TEXTS:
        return None if text is None else _plain(text)
    value = value_of(text, column)
    if value is None or column.kind in _ROUNDED or column.kind in (Kind.DATE, Kind.MOMENT):
        return text_of(value, column.kind)
    return canonical(text, column.kind) or None


def _plain(text: str) -> str | None:
    """Return the canonical form of a text cell."""
    return text.replace("\r\n", "\n").strip() or None
