"""Cells between LibreOffice and the worker: numbers, texts, blocks, and errors of the spreadsheet."""

from __future__ import annotations

import struct
from typing import Any

_CODES = {
    "#NULL!": 521,
    "#DIV/0!": 532,
    "#VALUE!": 519,
    "#REF!": 524,
    "#NAME?": 525,
    "#NUM!": 503,
    "#N/A": 32767,
}
"""Word of an error → Calc's number of it."""
_NOT_A_NUMBER = 0x7FF8000000000000
_MISSING = {"error": "#N/A"}


def to_worker(argument: Any) -> Any:
    """Return an argument as the wire takes it: a scalar, or rows of cells.

    A cell in error comes as nothing inside a block; that is told apart from an empty cell, which comes as "".
    """
    if isinstance(argument, tuple):
        return [[_MISSING if cell is None else _scalar(cell) for cell in row] for row in argument]
    return _scalar(argument)


def from_worker(answer: Any) -> Any:
    """Return an answer as Calc takes it: a truth becomes 1 or 0, an error a number that carries it."""
    if isinstance(answer, list):
        return tuple(tuple(from_worker(cell) for cell in row) for row in answer)
    if isinstance(answer, dict):
        code = _CODES.get(str(answer.get("error")), _CODES["#VALUE!"])
        return struct.unpack("<d", struct.pack("<Q", _NOT_A_NUMBER | code))[0]
    if isinstance(answer, (bool, int, float)):
        return float(answer)
    return "" if answer is None else str(answer)


def _scalar(cell: Any) -> Any:
    if isinstance(cell, bool) or cell is None or isinstance(cell, str):
        return cell
    if isinstance(cell, (int, float)):
        number = float(cell)
        return number if number - number == 0 else _MISSING
    return _MISSING
