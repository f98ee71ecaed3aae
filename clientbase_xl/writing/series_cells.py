"""Columns of pandas tables as cells: whole columns of days and numbers at once, others value by value."""

from __future__ import annotations

import numpy as np
import pandas as pd

from clientbase_xl.schemas.model import Kind
from clientbase_xl.writing.cells import FIRST_DAY, Cell, column_cells

_FIRST = np.datetime64(FIRST_DAY)


def series_cells(series: pd.Series, kind: Kind) -> list[Cell]:
    """Return the values of a column as `cells.column_cells` does."""
    values = series.to_numpy() if isinstance(series.dtype, np.dtype) else None
    if values is not None and kind is not Kind.CODE:
        if values.dtype.kind == "M" and not (values < _FIRST).any():
            days: list[Cell] = values.astype(f"datetime64[{'D' if kind is Kind.DATE else 'us'}]").tolist()
            return days
        if values.dtype == np.float64:
            is_number = np.isfinite(values)
            if not is_number.all():
                values = values.astype(object)
                values[~is_number] = None
            numbers: list[Cell] = values.tolist()
            return numbers
    return column_cells(series.tolist(), kind)
