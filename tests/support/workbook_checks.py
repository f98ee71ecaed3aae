"""Own checks of every xlsx we write: what the Open XML SDK validator lacks (DESIGN section 5).

`findings(path)` returns one line per fault; an empty list means that nothing was found.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MOST_LIST, MOST_SHEET_NAME, MOST_ERROR_TITLE, MOST_ERROR = 255, 31, 32, 255
FORBIDDEN_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
JUMP = r"HYPERLINK\(\"#'(?P<sheet>[^\"]+)'![A-Z]+\d+\",\"[^\"]+\"\)$"
"""A cell that leads to a sheet of the same workbook."""
START_FORMULAS = (
    JUMP,
    r"COUNTIFS\(t_clients\[\[#Data\],",
    r"SUMIFS\(t_clients\[\[#Data\],",
    r"[A-Z]+\(.*\bcard_\w",
    r".*(\boffer_\w|_предложение!|'Предложение клиенту'!)",
    r"\d+$",  # the place of a line of the offer
)
"""Formulas of ours that stand outside a table's calculated column: «Начало», the card, the offer and its page."""


@dataclass(frozen=True, slots=True)
class Table:
    """A native table as its part declares it."""

    name: str
    bounds: tuple[int, int, int, int]
    columns: tuple[str, ...]
    formulas: dict[str, str]


@dataclass(slots=True)
class SheetParts:
    """What the checks need of one sheet: cells (text, formula, has a stored value, is an error), tables, the rest."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], tuple[str, bool, bool]] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    messages: list[tuple[str, str]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)


def findings(path: Path, own_formulas: Sequence[str] = START_FORMULAS) -> list[str]:
    """Return what is wrong with a workbook; `own_formulas` are patterns of formulas allowed outside tables."""
    with zipfile.ZipFile(path) as archive:
        sheets, names = _read(archive)
    tables = {table.name: table for sheet in sheets for table in sheet.tables}
    found = [*_sheet_names(sheets), *_table_names(sheets), *_defined_names(names, sheets, tables)]
    for sheet in sheets:
        found += [f"«{sheet.name}»: {line}" for line in _sheet(sheet, tables, own_formulas, {s.name for s in sheets})]
    return found


def _sheet(sheet: SheetParts, tables: dict[str, Table], own_formulas: Sequence[str], names: set[str]) -> Iterator[str]:
    yield from _headings(sheet)
    yield from _overlaps(sheet)
    yield from _cell_formulas(sheet, tables, own_formulas)
    for text in sheet.lists:
        if text.startswith('"') and len(text) - 2 > MOST_LIST:
            yield f"a drop-down list of {len(text) - 2} characters"
    for title, message in sheet.messages:
        if len(title) > MOST_ERROR_TITLE or len(message) > MOST_ERROR:
            yield f"a validation message is too long: {title}"
    for rule in (*sheet.rules, *sheet.lists):
        if "[" in rule and not rule.startswith('"'):
            yield f"a rule holds a structured reference, which Excel refuses there: {rule}"
    jumps = (re.match(JUMP, formula) for formula, _, _ in sheet.formulas.values())
    for target in (*sheet.targets, *(f"'{jump['sheet']}'!A1" for jump in jumps if jump)):
        name = target.rpartition("!")[0].strip("'").replace("''", "'")
        if name not in names:
            yield f"a link leads to no sheet: {target}"


def _headings(sheet: SheetParts) -> Iterator[str]:
    for table in sheet.tables:
        left, top, right, bottom = table.bounds
        shown = [sheet.texts.get((top, column), "") for column in range(left, right + 1)]
        if tuple(shown) != table.columns:
            yield f"{table.name}: heading cells {shown} are not the column names {list(table.columns)}"
        doubled = [name for name, count in Counter(map(str.casefold, table.columns)).items() if count > 1]
        if doubled or any(not name for name in table.columns):
            yield f"{table.name}: headings repeat or are empty: {doubled}"
        if bottom <= top:
            yield f"{table.name}: no data row"


def _overlaps(sheet: SheetParts) -> Iterator[str]:
    blocks = [(table.name, table.bounds) for table in sheet.tables]
    blocks += [(f"merged {bounds}", bounds) for bounds in sheet.merges]
    for number, (name, one) in enumerate(blocks):
        for other_name, other in blocks[number + 1 :]:
            if one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]:
                yield f"{name} overlaps {other_name}"


def _cell_formulas(sheet: SheetParts, tables: dict[str, Table], own_formulas: Sequence[str]) -> Iterator[str]:
    for (row, column), (formula, has_value, is_error) in sheet.formulas.items():
        place = f"R{row}C{column}"
        if not has_value:
            yield f"{place}: a formula without a stored value"
        if is_error:
            yield f"{place}: a stored error"
        if formula != _calculated(sheet, row, column) and not any(re.match(own, formula) for own in own_formulas):
            yield f"{place}: a formula that is not ours: {formula[:60]}"
    texts = {formula for formula, _, _ in sheet.formulas.values()}
    texts |= {formula for table in sheet.tables for formula in table.formulas.values()}
    for formula in texts:
        for fault in reference_faults(formula, tables):
            yield f"{formula[:60]}: {fault}"
    for table in sheet.tables:
        left, top, _, bottom = table.bounds
        for name in table.formulas:
            column = left + table.columns.index(name)
            missing = [row for row in range(top + 1, bottom + 1) if (row, column) not in sheet.formulas]
            if missing:
                yield f"{table.name}: column «{name}» lacks its formula in row {missing[0]}"


def _calculated(sheet: SheetParts, row: int, column: int) -> str | None:
    for table in sheet.tables:
        left, top, right, bottom = table.bounds
        if left <= column <= right and top < row <= bottom:
            return table.formulas.get(table.columns[column - left])
    return None


def reference_faults(formula: str, tables: dict[str, Table]) -> Iterator[str]:
    """Yield each structured reference without a known table's name or with an unknown column."""
    bare = re.sub(r'"[^"]*"', '""', formula)
    position = 0
    while (start := bare.find("[", position)) >= 0:
        name = re.search(r"[\w.]+$", bare[:start])
        inside, position = _bracketed(bare, start)
        if name is None or name[0] not in tables:
            yield f"a reference without the name of a table: {inside[:40]}"
            continue
        for specifier in _specifiers(inside):
            if not specifier.startswith("#") and specifier not in tables[name[0]].columns:
                yield f"{name[0]} has no column «{specifier}»"


def _bracketed(text: str, start: int) -> tuple[str, int]:
    """Return what stands between the bracket at `start` and its partner, and the position after it."""
    depth, at = 0, start
    while at < len(text):
        if text[at] == "'":
            at += 2
            continue
        depth += {"[": 1, "]": -1}.get(text[at], 0)
        at += 1
        if depth == 0:
            break
    return text[start + 1 : at - 1], at


def _specifiers(inside: str) -> list[str]:
    """Return the parts of a structured reference, unescaped; a part with # in front is an item such as #Data."""
    parts = re.findall(r"\[((?:'.|[^\]'])*)\]", inside) or [inside]
    return [re.sub(r"'(.)", r"\1", part) for part in parts]


def _sheet_names(sheets: list[SheetParts]) -> Iterator[str]:
    for sheet in sheets:
        units = len(sheet.name.encode("utf-16-le")) // 2
        if units > MOST_SHEET_NAME or FORBIDDEN_IN_SHEET_NAME.search(sheet.name) or sheet.name.strip("'") != sheet.name:
            yield f"a sheet name that Excel refuses: {sheet.name}"
    doubled = [name for name, count in Counter(sheet.name.casefold() for sheet in sheets).items() if count > 1]
    if doubled:
        yield f"sheet names repeat: {doubled}"


def _table_names(sheets: list[SheetParts]) -> Iterator[str]:
    counts = Counter(table.name.casefold() for sheet in sheets for table in sheet.tables)
    yield from (f"table name {name} repeats" for name, count in counts.items() if count > 1)


def _defined_names(names: dict[str, str], sheets: list[SheetParts], tables: dict[str, Table]) -> Iterator[str]:
    known = {sheet.name for sheet in sheets}
    for name, formula in names.items():
        bare = re.sub(r'"[^"]*"', '""', formula)
        for quoted, plain in re.findall(r"(?:'((?:[^']|'')+)'|([\w.]+))!", bare):
            if (quoted.replace("''", "'") or plain) not in known:
                yield f"name {name} refers to no sheet: {formula}"
        yield from (f"name {name}: {fault}" for fault in reference_faults(formula, tables))


def _read(archive: zipfile.ZipFile) -> tuple[list[SheetParts], dict[str, str]]:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    targets = _relations(archive, "xl/workbook.xml")
    strings = _shared_strings(archive)
    sheets = [
        _read_sheet(archive, targets[item.attrib[RELATION]], item.attrib["name"], strings)
        for item in book.iter(f"{MAIN}sheet")
    ]
    return sheets, {item.attrib["name"]: item.text or "" for item in book.iter(f"{MAIN}definedName")}


def _relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by relation id."""
    path = PurePosixPath(part)
    name = str(path.parent / "_rels" / f"{path.name}.rels")
    if name not in archive.namelist():
        return {}
    found = {}
    for item in ElementTree.fromstring(archive.read(name)):
        target = item.attrib["Target"]
        if item.attrib.get("TargetMode") == "External":
            continue
        joined = PurePosixPath(target.lstrip("/")) if target.startswith("/") else path.parent / target
        parts: list[str] = []
        for piece in joined.parts:
            if piece == "..":
                parts.pop()
            else:
                parts.append(piece)
        found[item.attrib["Id"]] = "/".join(parts)
    return found


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in root.iter(f"{MAIN}si")]


def _read_sheet(archive: zipfile.ZipFile, part: str, name: str, strings: list[str]) -> SheetParts:
    root = ElementTree.fromstring(archive.read(part))
    sheet = SheetParts(name)
    for cell in root.iter(f"{MAIN}c"):
        left, top, _, _ = range_boundaries(cell.attrib["r"])
        value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
        kind = cell.attrib.get("t", "n")
        if formula is not None:
            sheet.formulas[top, left] = (formula.text or "", value is not None, kind == "e")
        elif value is not None:
            text = value.text or ""
            sheet.texts[top, left] = strings[int(text)] if kind == "s" else text
    relations = _relations(archive, part)
    for item in root.iter(f"{MAIN}tablePart"):
        sheet.tables.append(_read_table(archive, relations[item.attrib[RELATION]]))
    sheet.merges = [range_boundaries(item.attrib["ref"]) for item in root.iter(f"{MAIN}mergeCell")]
    for rule in root.iter(f"{MAIN}dataValidation"):
        sheet.messages.append((rule.attrib.get("errorTitle", ""), rule.attrib.get("error", "")))
        first = rule.find(f"{MAIN}formula1")
        sheet.lists.append((first.text or "") if first is not None else "")
    for item in root.iter(f"{MAIN}hyperlink"):
        if "location" in item.attrib:
            sheet.targets.append(item.attrib["location"])
    sheet.rules = [item.text or "" for rule in root.iter(f"{MAIN}cfRule") for item in rule.iter(f"{MAIN}formula")]
    return sheet


def _read_table(archive: zipfile.ZipFile, part: str) -> Table:
    root = ElementTree.fromstring(archive.read(part))
    columns, formulas = [], {}
    for item in root.iter(f"{MAIN}tableColumn"):
        # A line break in a heading is escaped in the table's part and plain in the cell.
        name = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), item.attrib["name"])
        columns.append(name)
        formula = item.find(f"{MAIN}calculatedColumnFormula")
        if formula is not None:
            formulas[name] = formula.text or ""
    return Table(root.attrib["name"], range_boundaries(root.attrib["ref"]), tuple(columns), formulas)
