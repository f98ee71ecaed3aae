"""Formulas that Excel wrote: Calc opens `=CB_X()` as #NAME? until the formula is set again."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

_ERROR = 4  # com.sun.star.sheet.FormulaResult
_FUNCTION = re.compile(r"\bCB_[A-Z_]+\s*\(", re.IGNORECASE)


def on_load(arguments: Any) -> None:
    """Set our formulas of a just opened spreadsheet again; anything else stays as it is."""
    environment = {one.Name: one.Value for one in arguments}.get("Environment") or ()
    document = {one.Name: one.Value for one in environment}.get("Model")
    if document is not None and document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
        set_again(document)


def set_again(document: Any) -> int:
    """Set every formula of ours that stands in error again and return how many there were.

    A protected sheet and a document open for reading only stay as they are. The document counts as unchanged afterwards
    where it did before.
    """
    was_modified, count = document.isModified(), 0
    for number in range(document.Sheets.Count):
        for cell in list(_in_error(document.Sheets.getByIndex(number))):
            if not _FUNCTION.search(cell.Formula):
                continue
            with contextlib.suppress(Exception):  # protected, or only one part of an array
                _set(cell)
                count += 1
    if count and not was_modified:
        with contextlib.suppress(Exception):
            document.setModified(False)
    return count


def _in_error(sheet: Any) -> Iterator[Any]:
    found = sheet.queryFormulaCells(_ERROR)
    for address in found.RangeAddresses:
        for row in range(address.StartRow, address.EndRow + 1):
            for column in range(address.StartColumn, address.EndColumn + 1):
                yield sheet.getCellByPosition(column, row)


def _set(cell: Any) -> None:
    formula = cell.Formula
    if formula.startswith("{"):
        cursor = cell.Spreadsheet.createCursorByRange(cell)
        cursor.collapseToCurrentArray()
        cursor.setArrayFormula(formula[1:-1])
    else:
        cell.Formula = formula
