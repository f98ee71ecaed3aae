"""A worksheet of the library that skips work our large tables do not need; its file is the same byte for byte.

The library is careful for every use: it escapes each attribute, searches each formula for functions of later versions
and remembers each cell of a table. With hundreds of thousands of cells that is half of a workbook's time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from clientbase_xl.writing.cells import MOST_CHARACTERS, SUSPECT


class _Forgetful(dict):  # type: ignore[type-arg]
    """A mapping that keeps nothing: the library would remember every cell of a table to find overlaps.

    That is a gigabyte for 100 000 clients; overlaps are found by our own checks of every file.
    """

    def __setitem__(self, key: object, value: object) -> None:
        """Keep nothing."""


class SwiftSheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose cells of numbers, texts and nothing are put into XML at once."""

    def __init__(self) -> None:
        super().__init__()
        self.table_cells = _Forgetful()
        self._prepared: dict[str, str] = {}
        self._is_declaring = False

    def declare_table(self, first_row: int, first_col: int, last_row: int, last_col: int, options: Any) -> int:
        """Add a native table without writing the formulas of its columns: ours follow with their values."""
        self._is_declaring = True
        try:
            return int(self.add_table(first_row, first_col, last_row, last_col, options) or 0)
        finally:
            self._is_declaring = False

    def blank_column(self, first_row: int, last_row: int, col: int, form: Format) -> int:
        """Write empty cells of one format below each other; not 0 where the sheet is too small."""
        if self._check_dimensions(first_row, col) or self._check_dimensions(last_row, col):
            return -1
        blank = CellBlankTuple(form)
        for row in range(first_row, last_row + 1):
            self.table[row][col] = blank
        return 0

    def _write_formula(self, row: int, col: int, formula: str, form: Any = None, value: Any = 0) -> int:
        if self._is_declaring:
            return 0
        if isinstance(value, str):  # the library escapes what XML cannot hold in texts, not in results of formulas
            value = self._escape_control_characters(value)
        if (prepared := self._prepared.get(formula)) is not None and not self._check_dimensions(row, col):
            self.table[row][col] = CellFormulaTuple(prepared, form, value)
            return 0
        code = int(super()._write_formula(row, col, formula, form, value) or 0)
        if not code and isinstance(cell := self.table[row][col], CellFormulaTuple):
            self._prepared[formula] = cell.formula  # formulas of a column repeat in every row
        return code

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Return a formula as the file has it; the library searches it once for each of its 29 newer functions."""
        if expand_future_functions or self.use_future_functions or not _LATER.isdisjoint(_CALLED.findall(formula)):
            return str(super()._prepare_formula(formula, expand_future_functions))
        if formula.startswith("{"):
            formula = formula[1:]
        return formula.removeprefix("=").removesuffix("}")

    def fill_column(self, first_row: int, col: int, cells: Sequence[Any], form: Format) -> list[int]:
        """Write plain cells of one format below each other; return the places (from 0) of those left to the caller.

        Plain are empty cells, whole and other finite numbers, and texts that no spreadsheet could take for a formula
        and that surely fit a cell. All of them are left where the sheet is too small.
        """
        if self._check_dimensions(first_row, col) or self._check_dimensions(first_row + len(cells) - 1, col):
            return [*range(len(cells))]
        table, shared, blank = self.table, self.str_table._get_shared_string_index, CellBlankTuple(form)
        left: list[int] = []
        for place, cell in enumerate(cells):
            kind = type(cell)
            if cell is None:
                table[first_row + place][col] = blank
            elif kind is float or kind is int:
                table[first_row + place][col] = CellNumberTuple(cell, form)
            elif kind is str and cell and len(cell) <= _SURELY_FITS and cell[0] not in SUSPECT:
                table[first_row + place][col] = CellStringTuple(shared(cell), form)
            else:
                left.append(place)
        return left

    def _calculate_spans(self) -> None:
        """Find the columns in use of each block of 16 rows, as the library does cell by cell."""
        edges: dict[int, list[int]] = {}
        for rows in (self.table, self.comments):
            for row, cells in rows.items():
                if cells and self.dim_rowmin <= row <= self.dim_rowmax:
                    block = edges.setdefault(row // 16, [min(cells), max(cells)])
                    block[:] = min(block[0], min(cells)), max(block[1], max(cells))
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in edges.items()}

    def _write_rows(self) -> None:
        """Put the rows into XML, the plain cells of a row in one go."""
        self._calculate_spans()
        letters = [xl_col_to_name(col) for col in range(self.dim_colmax + 1)]
        styles: dict[int, int] = {}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells = self.table.get(row)
            options = (self.row_info[row],) if row in self.row_info else ()
            span = self.row_spans.get(row // 16)
            if cells:
                self._write_row(row, span, *options)
                self._write_cells(row, cells, letters, styles)
                self._xml_end_tag("row")
            elif row in self.comments or options:
                self._write_empty_row(row, span, *(options or (None,)))

    def _write_cells(self, row: int, cells: dict[int, Any], letters: Sequence[str], styles: dict[int, int]) -> None:
        number, parts = row + 1, list[str]()
        for col in sorted(cells):
            cell = cells[col]
            kind, form = cell.__class__, cell.format
            if form is None or kind not in _PLAIN:
                self.fh.write("".join(parts))
                parts.clear()
                super()._write_cell(row, col, cell)
                continue
            style = styles.get(id(form))
            if style is None:
                style = styles[id(form)] = form._get_xf_index()
            if kind is CellBlankTuple:
                parts.append(f'<c r="{letters[col]}{number}" s="{style}"/>')
            elif kind is CellStringTuple:
                parts.append(f'<c r="{letters[col]}{number}" s="{style}" t="s"><v>{cell.string}</v></c>')
            else:
                parts.append(f'<c r="{letters[col]}{number}" s="{style}"><v>{cell.number:.16G}</v></c>')
        self.fh.write("".join(parts))


_CALLED = re.compile(r"[A-Z]+(?=\()")
_LATER_NAMES = (
    "ANCHORARRAY BYCOL BYROW CHOOSECOLS CHOOSEROWS DROP EXPAND FILTER HSTACK LAMBDA MAKEARRAY MAP RANDARRAY REDUCE "
    "SCAN SINGLE SEQUENCE SORT SORTBY SWITCH TAKE TEXTSPLIT TOCOL TOROW UNIQUE VSTACK WRAPCOLS WRAPROWS XLOOKUP"
)
_LATER = frozenset(_LATER_NAMES.split())
"""Functions that the library marks in every formula; the rest only when it is asked to."""
_PLAIN = frozenset({CellBlankTuple, CellNumberTuple, CellDatetimeTuple, CellStringTuple})
_SURELY_FITS = MOST_CHARACTERS // 2
"""Longer texts may pass what a cell holds in UTF-16 units."""
