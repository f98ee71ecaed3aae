"""Sheets without protection for the time of one write; what the protection allowed is put back in every case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import xlwings

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


@contextmanager
def unprotected(sheet: xlwings.Sheet) -> Iterator[None]:
    """Take a sheet's protection off for the time of a `with` (ours has no password); a sheet without any stays so.

    An engine of ours says itself how (`sheet.impl.unprotected`); Excel is asked through its object model. A sheet
    protected with a password of somebody's own refuses, and the host's refusal goes on.
    """
    own = getattr(sheet.impl, "unprotected", None)
    if own is not None:
        with own():
            yield
        return
    api = sheet.api
    if not api.ProtectContents:
        yield
        return
    allowed = {name: bool(getattr(api.Protection, name)) for name in _ALLOWED}
    drawings, scenarios, selection = bool(api.ProtectDrawingObjects), bool(api.ProtectScenarios), api.EnableSelection
    api.Unprotect("")
    try:
        yield
    finally:
        api.Protect(Password="", DrawingObjects=drawings, Contents=True, Scenarios=scenarios, **allowed)
        api.EnableSelection = selection


def is_closed(sheet: xlwings.Sheet) -> bool:
    """Tell whether a sheet is protected with a password of somebody's own."""
    try:
        with unprotected(sheet):
            return False
    except Exception:  # each host has an error of its own for a wrong password
        return True
