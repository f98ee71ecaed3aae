"""What a typed cell shows while nobody has typed into it: the method's own words and numbers.

Such a cell is empty in the base. A cell that says its default is a cell in which nothing was typed: it is not sent,
and typing the default over another value empties the cell again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clientbase_xl.schemas.activity_matrix import ACTIVITY_DEFAULTS, ACTIVITY_MATRIX
from clientbase_xl.schemas.model import Sheet
from clientbase_xl.schemas.programme_terms import PROGRAMME_DEFAULTS, PROGRAMME_TERMS
from clientbase_xl.schemas.sales_channels import RESPONSIBLE_DEFAULT, SALES_CHANNELS

if TYPE_CHECKING:
    import pandas as pd


def shown_default(sheet_key: str, row_key: tuple[str, ...], column_key: str) -> Any:
    """Return what an untyped cell shows, None where it shows nothing (METHOD sections 3 and 5)."""
    if sheet_key == ACTIVITY_MATRIX.key:
        return ACTIVITY_DEFAULTS.get(row_key[0], {}).get(column_key)
    if sheet_key == SALES_CHANNELS.key and column_key == "responsible":
        return RESPONSIBLE_DEFAULT
    if sheet_key == PROGRAMME_TERMS.key:
        return PROGRAMME_DEFAULTS.get(row_key[0], {}).get(column_key)
    return None


def with_defaults(frame: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return a table of a sheet with the defaults in its empty typed cells; the key columns must be there."""
    keys = [*zip(*(frame[key].tolist() for key in sheet.key_columns), strict=True)]
    filled = frame.copy()
    for column in sheet.typed:
        cells = frame[column.key].tolist() if column.key in frame else [None] * len(frame)
        filled[column.key] = [
            shown_default(sheet.key, key, column.key) if _is_empty(cell) else cell
            for key, cell in zip(keys, cells, strict=True)
        ]
    return filled


def _is_empty(cell: object) -> bool:
    return cell is None or type(cell).__name__ == "NAType" or cell == "" or cell != cell
