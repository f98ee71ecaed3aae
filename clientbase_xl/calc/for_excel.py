"""«Сохранить для Excel»: a copy of the open book in which our functions have the names that Excel knows.

Calc writes a cell function of an extension under its full name; Excel would read an unknown one (EXCEL.md).
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from clientbase_xl.calc.engine.uno_bridge import options, url_of
from clientbase_xl.calc.oxt.identity import FUNCTIONS_SERVICE, methods
from clientbase_xl.excel.host import Host
from clientbase_xl.excel.open_book import XlBook
from clientbase_xl.excel.press import Action, Cancelled, Desk
from clientbase_xl.rules.words import grouped
from clientbase_xl.writing.atomic import atomic_path

KEY, LABEL = "save_for_excel", "Сохранить для Excel"
DOES = (
    "Сохраняет копию книги рядом с ней: функции CB_… в ней названы так, как их знает Excel. Открытая книга не меняется."
)
ENDING = " для Excel"
_FILTER = "Calc MS Excel 2007 XML"
_NAMES = {f"{FUNCTIONS_SERVICE}.{method}".upper(): name for method, name in methods().items()}
_FORMULA = re.compile(rb"(<(?:f|formula1?|formula2|definedName)\b[^>]*>)([^<]*)(</)")
_FULL = re.compile("|".join(re.escape(name) + r"(?=\s*\()" for name in _NAMES), re.IGNORECASE)
_PARTS = re.compile(r"xl/(?:worksheets/sheet[^/]*|workbook)\.xml")


def saving(document: Any) -> Action:
    """Return the action of the button for an open UNO document.

    It writes the copy and says where it is; Cancelled when a file of that name is to stay, BadUse for a book never
    saved to a disk, WriteRefused when the copy cannot be written.
    """

    def save(_desk: Desk, book: XlBook, host: Host) -> str:
        target = _target(host.folder(), book.name)
        if target.exists() and not host.confirm(f"Файл «{target.name}» уже есть. Заменить его?"):
            raise Cancelled
        host.show("Сохраняется копия для Excel…")
        with tempfile.TemporaryDirectory(prefix="clientbase_for_excel_") as folder:
            plain = Path(folder, "copy.xlsx")
            document.storeToURL(url_of(str(plain)), options(FilterName=_FILTER))
            with atomic_path(target) as temporary:
                count = rename_functions(plain, temporary)
        functions = f" Функций с именами Excel — {grouped(count)}." if count else ""
        return f"Копия для Excel: «{target.name}» в папке книги.{functions}"

    return save


def _target(folder: Path, name: str) -> Path:
    """Return the copy's file: named after the book, never the book itself."""
    stem = Path(name).stem
    target = folder / f"{stem.removesuffix(ENDING)}{ENDING}.xlsx"
    return target if target.name != name else folder / f"{stem} 2.xlsx"


def rename_functions(source: Path, target: Path) -> int:
    """Copy an xlsx with Excel's names of our functions in its formulas; return how many were renamed.

    Texts of cells and texts in quotes inside formulas stay as they are.
    """
    count = 0
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            if not _PARTS.fullmatch(entry.filename):
                with given.open(entry) as old, made.open(entry.filename, "w") as new:
                    shutil.copyfileobj(old, new)
                continue
            data, found = _renamed(given.read(entry))
            made.writestr(entry.filename, data)
            count += found
    return count


def _renamed(xml: bytes) -> tuple[bytes, int]:
    count = 0

    def formula(found: re.Match[bytes]) -> bytes:
        nonlocal count
        parts = re.split(r"(&quot;|\")", found[2].decode("utf-8"))
        is_text = False
        for number, part in enumerate(parts):
            if number % 2:
                is_text = not is_text
            elif not is_text:
                parts[number], made = _FULL.subn(lambda full: _NAMES[full[0].upper()], part)
                count += made
        return found[1] + "".join(parts).encode("utf-8") + found[3]

    return _FORMULA.sub(formula, xml), count
