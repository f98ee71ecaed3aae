"""What people typed, in one canonical form: compared between workbook and base, and fingerprinted.

A workbook carries the fingerprint of the typed cells it was made with; a different fingerprint later means that
somebody typed, and the differences to the base name the cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from clientbase_xl.schemas.catalogue import BY_KEY, HELD_TABLES
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED
from clientbase_xl.schemas.model import NO, YES, Column, Kind, Sheet

if TYPE_CHECKING:
    import pandas as pd

COMPARED_UNITS = 32_000
"""UTF-16 units of a text that are compared: a cell holds 32 767, a longer text ends there with a mark."""
SHOWN_CHARACTERS = 80
_BILLION = 1e9
_NUMERIC = (Kind.MONEY, Kind.NUMBER, Kind.SHARE, Kind.QUANTITY, Kind.INTEGER)


@dataclass(frozen=True, slots=True)
class TypedCell:
    """One typed cell: its sheet, the keys of its row, its column and its canonical text (never empty)."""

    sheet_key: str
    row_key: tuple[str, ...]
    column_key: str
    text: str


def stored_columns(sheet: Sheet) -> tuple[Column, ...]:
    """Return the typed columns of a sheet whose cells the base keeps; of a wide sheet those of its people."""
    if not sheet.is_stored and sheet.typed_wide is None:
        return ()
    skipped = NOT_STORED if sheet is CLIENTS else ()
    return tuple(column for column in sheet.typed if column.key not in skipped)


def sent_columns(sheet: Sheet) -> tuple[Column, ...]:
    """Return the typed columns that a workbook brings home: those the base keeps, and decisions to carry out."""
    return sheet.typed if sheet.is_command else stored_columns(sheet)


def row_keys(frame: pd.DataFrame, sheet: Sheet) -> list[tuple[str, ...]]:
    """Return the key of every row of a table as canonical texts."""
    return [
        tuple(canonical(value, sheet[key].kind) for key, value in zip(sheet.key_columns, row, strict=True))
        for row in frame.loc[:, list(sheet.key_columns)].itertuples(index=False, name=None)
    ]


def canonical(value: Any, kind: Kind) -> str:
    """Return a cell's value as comparable text; an empty cell of whatever sort is "".

    Numbers lose their notation (1000.0 is 1000), dates their clock, flags become «да» and «нет», texts their
    outer spaces and what no cell can hold; a number that stands in a text column stays the same text however it was
    stored.
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType") or value != value:
        return ""
    if type(value).__name__ in ("bool", "bool_"):
        return YES if value else NO
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str):
        text = _held(value.replace("\r\n", "\n")).strip()
        return _number_text(text) if kind in _NUMERIC else text
    return _number_text(value)


def typed_cells(tables: Mapping[str, pd.DataFrame]) -> Iterator[TypedCell]:
    """Yield every non-empty stored typed cell of the given tables (sheet key → frame with catalogue keys)."""
    for sheet in HELD_TABLES:
        frame = tables.get(sheet.key)
        if frame is None:
            continue
        columns = [
            column
            for column in stored_columns(sheet)
            if column.key in frame.columns and frame[column.key].notna().any()
        ]
        keys = row_keys(frame, sheet) if columns else []
        for column in columns:
            for row_key, value in zip(keys, frame[column.key].tolist(), strict=True):
                text = canonical(value, column.kind)
                if text and any(row_key):
                    yield TypedCell(sheet.key, row_key, column.key, text)


def typed_digest(tables: Mapping[str, pd.DataFrame]) -> str:
    """Return the fingerprint of all typed cells; the order of rows and columns does not matter."""
    lines = sorted(
        "\x1f".join((cell.sheet_key, *cell.row_key, cell.column_key, cell.text)) for cell in typed_cells(tables)
    )
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def differences(ours: Mapping[str, pd.DataFrame], base: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the typed cells of a workbook that differ from the base, each named for a person."""
    known = {(cell.sheet_key, cell.row_key, cell.column_key): cell.text for cell in typed_cells(base)}
    found = {(cell.sheet_key, cell.row_key, cell.column_key): cell.text for cell in typed_cells(ours)}
    named = []
    for place in sorted(known.keys() | found.keys()):
        before, after = known.get(place, ""), found.get(place, "")
        if before != after:
            sheet = BY_KEY[place[0]]
            where = f"«{sheet.title}», {' / '.join(map(shortened, place[1]))}, «{sheet[place[2]].title}»"
            named.append(f"{where}: в базе «{shortened(before)}», в книге «{shortened(after)}»")
    return named


def shortened(text: str) -> str:
    """Return a text short enough for a line of an answer."""
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…"


def _held(text: str) -> str:
    """Return the beginning of a text that a cell is sure to hold, a half of a surrogate pair left out."""
    if len(text) <= COMPARED_UNITS // 2:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    return units[: COMPARED_UNITS * 2].decode("utf-16-le", "ignore")


def _number_text(value: Any) -> str:
    """Return a number without its notation; what is no number stays text."""
    try:
        number = round(float(value), 6) + 0.0  # a minus zero is a zero
    except (TypeError, ValueError):
        return str(value)
    # Billions with kopecks have no six binary places: there the shortest text that means the number.
    exact = number if abs(number) < _BILLION or not isfinite(number) else Decimal(repr(number))
    return f"{exact:.6f}".rstrip("0").rstrip(".") or "0"
