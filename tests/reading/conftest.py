"""Files of invented sales for the tests of reading, made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

Rows = Sequence[Sequence[Any]]
WriteXlsx = Callable[..., Path]
WriteCsv = Callable[..., Path]


def make_workbook(path: Path, sheets: dict[str, Rows], *, hidden: Sequence[str] = (), **names: str) -> Path:
    """Write sheets of plain rows; `None` leaves a cell out, texts that start with `=` are formulas with a value."""
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy", "in_memory": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        if title in hidden:
            sheet.hide()
        for row_index, row in enumerate(rows):
            for column_index, value in enumerate(row):
                if isinstance(value, str) and value.startswith("="):
                    formula, _, shown = value.partition("|")
                    sheet.write_formula(row_index, column_index, formula, None, shown)
                elif isinstance(value, str):
                    sheet.write_string(row_index, column_index, value)
                elif value is not None:
                    sheet.write(row_index, column_index, value)
    for name, text in names.items():
        book.define_name(name, f'="{text}"')
    book.close()
    return path


@pytest.fixture
def write_xlsx(tmp_path: Path) -> WriteXlsx:
    """Return a function that writes a workbook of one sheet «Продажи», or of several."""

    def write(rows: Rows = (), *, name: str = "sales.xlsx", sheets: dict[str, Rows] | None = None, **more: Any) -> Path:
        return make_workbook(tmp_path / name, sheets or {"Продажи": rows}, **more)

    return write


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Return a function that writes a text as a CSV file in some encoding."""

    def write(text: str, *, name: str = "sales.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write
