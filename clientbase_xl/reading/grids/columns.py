"""Columns of a grid below its header as arrays of one type each; nothing is lost to a type that a cell has not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pyarrow as pa

from clientbase_xl.reading.grids.notation import cell_text
from clientbase_xl.reading.raw import RawTable
from clientbase_xl.reading.report_grid import Cell, CellError, ReportGrid

_ARROW_TYPES = {str: pa.string(), float: pa.float64(), bool: pa.bool_(), datetime: pa.timestamp("ms")}


def to_table(grid: ReportGrid, header_row: int, positions: Sequence[int]) -> RawTable:
    """Return the columns at these positions below the header row (0 = first row); mixed types become text.

    Cells that show an error are null and listed; see `RawTable`.
    """
    below = grid.rows[header_row + 1 :]
    columns: dict[int, pa.Array] = {}
    errors: dict[int, dict[int, str]] = {}
    for position in positions:
        cells: list[Cell] = [row[position] if position < len(row) else None for row in below]
        kinds = set(map(type, cells)) - {type(None)}
        if CellError in kinds:
            errors[position] = {index: cell.text for index, cell in enumerate(cells) if isinstance(cell, CellError)}
            cells = [None if isinstance(cell, CellError) else cell for cell in cells]
            kinds.discard(CellError)
        if len(kinds) > 1:
            cells = [None if cell is None else cell_text(cell) for cell in cells]
            kinds = {str}
        columns[position] = pa.array(cells, _ARROW_TYPES[next(iter(kinds), str)])
    first = header_row + 2
    return RawTable(columns, np.arange(first, first + len(below), dtype=np.int64), errors, ((0, grid.sheet),))
