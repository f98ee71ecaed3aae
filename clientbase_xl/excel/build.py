"""What `clientbase build` makes without Excel: the add-in, the template, the self-contained workbook.

Byte for byte the same for the same program (EXCEL.md).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from clientbase_xl.errors import WriteRefused
from clientbase_xl.excel.addin_sheets import addin_sheets
from clientbase_xl.excel.host import TITLE
from clientbase_xl.excel.office_package import MacroKind, with_macros
from clientbase_xl.excel.ribbon import ADDIN_MODULE, BOOK_MODULE, ribbon_xml
from clientbase_xl.excel.vba_sources import standard_modules, workbook_events
from clientbase_xl.workflows.empty_workbook import TEMPLATE_DAY, write_empty_workbook
from clientbase_xl.writing.atomic import atomic_path, refusal
from clientbase_xl.writing.hidden_sheets import write_hidden_book

ADDIN = "clientbase.xlam"
TEMPLATE, SELF_CONTAINED = f"{TITLE}.xlsx", f"{TITLE}.xlsm"


def build_addin(path: Path, config: Mapping[str, str] | None = None, *, day: date = TEMPLATE_DAY) -> None:
    """Write the add-in: tab, functions, VBA; `config` adds settings to its hidden sheet (`INTERPRETER_WIN`).

    Raises BuildRefused and what `atomic_path` refuses; a file that was there stays then.
    """
    with tempfile.TemporaryDirectory(prefix="clientbase-") as folder:
        plain = Path(folder) / "addin.xlsx"
        write_hidden_book(plain, addin_sheets(config or {}), title=TITLE, day=day)
        content = plain.read_bytes()
    modules = standard_modules(is_addin=True)
    _write(path, with_macros(content, MacroKind.ADDIN, modules, workbook_events(), ribbon_xml(ADDIN_MODULE)))


def build_template(path: Path) -> None:
    """Write the workbook of an empty base, without macros."""
    write_empty_workbook(path)


def build_self_contained(path: Path) -> None:
    """Write the workbook of an empty base with the tab, the functions and the VBA inside; BuildRefused."""
    with tempfile.TemporaryDirectory(prefix="clientbase-") as folder:
        plain = Path(folder) / TEMPLATE
        write_empty_workbook(plain, hidden=addin_sheets({}))
        content = plain.read_bytes()
    modules, ribbon = standard_modules(is_addin=False), ribbon_xml(BOOK_MODULE, hides=True)
    _write(path, with_macros(content, MacroKind.WORKBOOK, modules, workbook_events(), ribbon))


PRODUCTS: Mapping[str, Callable[[Path], None]] = {
    ADDIN: build_addin,
    TEMPLATE: build_template,
    SELF_CONTAINED: build_self_contained,
}
"""What is built, by the name of the file."""


def build_all(folder: Path, products: Mapping[str, Callable[[Path], None]] = PRODUCTS) -> tuple[Path, ...]:
    """Build everything into a folder, making it, and return the files; WriteRefused where it may not be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        file = next((one for one in (folder, *folder.parents) if one.is_file()), folder)
        raise WriteRefused(
            f"«{file.name}» — это файл, а нужна папка: файлов собирается несколько.", remedy="Назовите папку в --out."
        ) from error
    except OSError as error:
        raise refusal(folder, error) from error
    made = []
    for name, build in products.items():
        build(folder / name)
        made.append(folder / name)
    return tuple(made)


def _write(path: Path, content: bytes) -> None:
    with atomic_path(path) as temporary:
        temporary.write_bytes(content)
