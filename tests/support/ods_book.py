"""A minimal .ods spreadsheet around the XML of its sheets."""

from __future__ import annotations

import zipfile
from pathlib import Path

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
    )
)
_NAMES += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'


def write_ods(path: Path, sheets: str, *, styles: str = "", mimetype: str = MIMETYPE, manifest: str = "<m/>") -> Path:
    """Write a spreadsheet: `sheets` are its `table:table` elements, `styles` its automatic styles."""
    content = (
        f"<office:document-content{_NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def table(rows: str, title: str = "Отчёт", style: str = "") -> str:
    """Return one sheet."""
    return f'<table:table table:name="{title}" table:style-name="{style}">{rows}</table:table>'


def row(cells: str, *, repeated: int = 1) -> str:
    """Return one row, or several equal ones."""
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def text(value: str, more: str = "") -> str:
    """Return a cell of one paragraph; its value may hold elements."""
    return f'<table:table-cell office:value-type="string" {more}><text:p>{value}</text:p></table:table-cell>'


def number(value: float | str, more: str = "") -> str:
    """Return a cell with a number."""
    return f'<table:table-cell office:value-type="float" office:value="{value}" {more}/>'


def day(value: str) -> str:
    """Return a cell with a day."""
    return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'


def blank(more: str = "") -> str:
    """Return an empty cell."""
    return f"<table:table-cell {more}/>"
