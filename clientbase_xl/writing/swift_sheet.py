"""A worksheet of the library that skips work our large tables do not need; its file is the same byte for byte.

The library is careful for every use: it escapes each attribute, searches each formula for functions of later versions
and remembers each cell of a table. With hundreds of thousands of cells that is half of a workbook's time and memory.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, Worksheet


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

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        form, kind = cell.format, type(cell).__name__
        if form is None or kind not in ("Blank", "Number", "Datetime", "String"):
            super()._write_cell(row, col, cell)
            return
        start = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{form._get_xf_index()}"'
        if kind == "Blank":
            self.fh.write(f"{start}/>")
        elif kind == "String":
            self.fh.write(f'{start} t="s"><v>{cell.string}</v></c>')
        else:
            self.fh.write(f"{start}><v>{cell.number:.16G}</v></c>")
