"""Errors of a spreadsheet as values: what a cell holds instead of a number, and what it gets back.

EXCEL.md: functions answer with a short Russian text or an Excel error; hosts turn `CellError` into their own error.
"""

from __future__ import annotations

from dataclasses import dataclass

_WORDS = {
    "#NULL!": ("#ПУСТО!", -2146826288),
    "#DIV/0!": ("#ДЕЛ/0!", -2146826281),
    "#VALUE!": ("#ЗНАЧ!", -2146826273),
    "#REF!": ("#ССЫЛКА!", -2146826265),
    "#NAME?": ("#ИМЯ?", -2146826259),
    "#NUM!": ("#ЧИСЛО!", -2146826252),
    "#N/A": ("#Н/Д", -2146826246),
}
"""English word → the Russian word and the number that COM hands over instead of it."""
_BY_TEXT = {word: code for code, (russian, _) in _WORDS.items() for word in (code, russian)}
_BY_NUMBER = {number: code for code, (_, number) in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class CellError:
    """An error of the spreadsheet by its English word, for example `#N/A`."""

    code: str

    def __str__(self) -> str:
        """Return the word."""
        return self.code


def cell_error(cell: object) -> CellError | None:
    """Return the error that a cell holds: as our value, as a word in English or Russian, as COM's whole number.

    A float of the same size is a number, because hosts hand numbers over as floats.
    """
    if isinstance(cell, CellError):
        return cell
    if isinstance(cell, str):
        code = _BY_TEXT.get(cell.strip().upper()) if "#" in cell else None
    else:
        code = _BY_NUMBER.get(cell) if type(cell) is int else None
    return CellError(code) if code else None
