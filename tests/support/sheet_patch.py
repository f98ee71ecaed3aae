"""Cells of a written workbook changed in place: the parts of its sheets as texts, every other part as it is.

Loading and saving a whole workbook with a library costs more than all that is tested with it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import to_excel


class Formula(str):
    """The text of a formula, beginning with «=»."""


Cells = Mapping[tuple[int, int], Any]
"""Values by row and column, as people count them; None empties a cell."""

_ROW = re.compile(r'<row r="(\d+)"([^>]*?)(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>.*?</c>)', re.DOTALL)
_STYLE = re.compile(r' s="(\d+)"')
_FAST = 1
"""The level of compression: files of tests are read once."""


def patch_parts(path: Path, target: Path, parts: Mapping[str, str]) -> None:
    """Write a package with some of its parts replaced, over itself or beside."""
    with zipfile.ZipFile(path) as source:
        held = {item.filename: source.read(item) for item in source.infolist()}
    assert set(parts) <= set(held)
    held |= {name: text.encode() for name, text in parts.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_FAST) as made:
        for name, content in held.items():
            made.writestr(name, content)


def patched(part: str, cells: Cells, date_styles: Collection[int]) -> str:
    """Return the part of a sheet with some cells changed; a new cell looks like the one above it in its column."""
    rows: dict[int, dict[int, Any]] = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    head, body, tail = _split(part)
    looks: dict[int, str] = {}
    made: list[str] = []
    for found in _ROW.finditer(body):
        number, attributes, content = int(found[1]), found[2], found[3] or ""
        between = sorted(row for row in rows if row < number)
        made += [_row(new, "", "", rows.pop(new), looks, date_styles) for new in between]
        if number in rows:
            made.append(_row(number, attributes, content, rows.pop(number), looks, date_styles))
        else:
            made.append(found[0])
        looks |= _looks(content)
    made += [_row(new, "", "", rows[new], looks, date_styles) for new in sorted(rows)]
    return f"{head}{''.join(made)}{tail}"


def _split(part: str) -> tuple[str, str, str]:
    if "<sheetData/>" in part:
        head, tail = part.split("<sheetData/>")
        return f"{head}<sheetData>", "", f"</sheetData>{tail}"
    head, _, rest = part.partition("<sheetData>")
    body, _, tail = rest.partition("</sheetData>")
    return f"{head}<sheetData>", body, f"</sheetData>{tail}"


def _looks(content: str) -> dict[int, str]:
    found = ((cell[1], _STYLE.search(cell[2])) for cell in _CELL.finditer(content))
    return {column_index_from_string(letters): style[1] for letters, style in found if style}


def _row(
    number: int,
    attributes: str,
    content: str,
    cells: Mapping[int, Any],
    above: Mapping[int, str],
    date_styles: Collection[int],
) -> str:
    looks = {**above, **_looks(content)}
    held = {column_index_from_string(cell[1]): cell[0] for cell in _CELL.finditer(content)}
    held |= {column: _cell(number, column, value, looks.get(column), date_styles) for column, value in cells.items()}
    attributes = re.sub(r' spans="[^"]*"', "", attributes)
    return f'<row r="{number}"{attributes}>{"".join(held[column] for column in sorted(held))}</row>'


def _cell(row: int, column: int, value: Any, style: str | None, date_styles: Collection[int]) -> str:
    start = f'<c r="{get_column_letter(column)}{row}"' + (f' s="{style}"' if style is not None else "")
    if value is None:
        return f"{start}/>"
    if isinstance(value, bool):
        return f'{start} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date | datetime | time):
        if style is not None and int(style) in date_styles:
            return f"{start}><v>{to_excel(value)}</v></c>"
        return f'{start} t="d"><v>{value.isoformat()}</v></c>'
    if isinstance(value, int | float):
        return f"{start}><v>{value!r}</v></c>"
    if isinstance(value, Formula):
        return f"{start}><f>{escape(value[1:])}</f></c>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'
