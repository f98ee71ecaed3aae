"""Two workbooks compared by meaning: what a person would see, not the bytes that libraries happen to write.

Left out with reason: styles by number (their order depends on the library), fonts' internals, document properties.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from tests.support.opened import opened


def meaning(path: Path) -> dict[str, Any]:
    """Return what a workbook says: per sheet its cells, formats, tables, lists, links, panes; and the named ranges."""
    formulas, values = opened(path), opened(path, is_values_only=True)
    found: dict[str, Any] = {
        sheet.title: _sheet(sheet, values[sheet.title]) for sheet in formulas.worksheets if isinstance(sheet, Worksheet)
    }
    found["<names>"] = {name: entry.attr_text for name, entry in formulas.defined_names.items()}
    found["<order>"] = [(sheet.title, sheet.sheet_state) for sheet in formulas.worksheets]
    formulas.close()
    values.close()
    return found


def differences(left: Path, right: Path, most: int = 20) -> list[str]:
    """Return where two workbooks say different things, at most so many lines."""
    if left.read_bytes() == right.read_bytes():
        return []
    first, second = meaning(left), meaning(right)
    found: list[str] = []
    for sheet in sorted(first.keys() | second.keys()):
        one, two = first.get(sheet), second.get(sheet)
        if one == two:
            continue
        if not (isinstance(one, dict) and isinstance(two, dict)):
            found.append(f"{sheet}: {one!r} != {two!r}")
            continue
        found += [
            f"{sheet} {key}: {one.get(key)!r} != {two.get(key)!r}"
            for key in sorted(one.keys() | two.keys())
            if one.get(key) != two.get(key)
        ]
    return found[:most]


def _sheet(formulas: Worksheet, values: Worksheet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in formulas.iter_rows():
        for cell in row:
            if cell.value is not None:
                stored = values[cell.coordinate].value
                link = cell.hyperlink.location if cell.hyperlink else None
                found[cell.coordinate] = (str(cell.value), stored, cell.number_format, link)
    found["<tables>"] = {table.displayName: table.ref for table in formulas.tables.values()}
    found["<lists>"] = sorted(
        (str(rule.sqref), str(rule.formula1))
        for rule in formulas.data_validations.dataValidation
        if rule.type == "list"
    )
    found["<panes>"] = formulas.freeze_panes
    found["<print>"] = (formulas.print_title_rows, formulas.page_setup.orientation, formulas.page_setup.paperSize)
    found["<protected>"] = formulas.protection.sheet
    return found
