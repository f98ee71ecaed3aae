"""The VBA modules of a file: ours from the folder `vba`, xlwings' patched, the functions generated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clientbase_xl.excel import udf_wrappers, vba_patches
from clientbase_xl.excel.ribbon import ADDIN_MODULE, BOOK_MODULE
from clientbase_xl.excel.vba_patches import BuildRefused

FOLDER = Path(__file__).with_name("vba")
CALLBACKS, BOOK_EVENTS = "Callbacks", "ThisWorkbook"
"""Modules whose names depend on the file: callbacks are named anew, the events belong to the workbook's own module."""
OURS = ("ClientbaseHost", "ClientbaseMessage", "ClientbaseOpen", "ClientbaseConfig")


def own_vba(name: str) -> str:
    """Return the text of a module of ours, lines ending in LF; BuildRefused when it holds other signs than ASCII.

    The writer of the project would silently make question marks of Cyrillic letters (EXCEL.md).
    """
    [file] = FOLDER.glob(f"{name}.*")
    content = file.read_bytes()
    if not content.isascii():
        raise BuildRefused(f"Модуль VBA {file.name} содержит не только латиницу: надстройка не собрана.")
    return content.decode("ascii").replace("\r\n", "\n")


def standard_modules(*, is_addin: bool) -> Mapping[str, str]:
    """Return the standard modules of the add-in or of the self-contained workbook: name → text with LF."""
    modules = {name: own_vba(name) for name in OURS}
    modules[ADDIN_MODULE if is_addin else BOOK_MODULE] = own_vba(CALLBACKS)
    modules[vba_patches.MODULE] = vba_patches.patched_vba(vba_patches.stock_vba())
    modules[udf_wrappers.MODULE] = udf_wrappers.wrappers_vba()
    return modules


def workbook_events() -> str:
    """Return what the workbook does when it opens."""
    return own_vba(BOOK_EVENTS)
