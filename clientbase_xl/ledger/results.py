"""From the engine's exact results to pandas: decimals become whole smallest units, nothing is rounded on the way."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

from clientbase_xl.ledger import engine


def fetch_frame(expression: Any) -> pd.DataFrame:
    """Execute an expression; decimals come as float64 counts of their smallest unit (kopecks for DECIMAL(_, 2)).

    Whole numbers below 2^53 are exact in float64, so a ratio of two sums is rounded once, not three times.
    Dates come as datetime64[us], texts as objects with None.
    """
    table = engine.fetch(expression)
    return pd.DataFrame({name: _series(table.column(name)) for name in table.column_names})


def _series(column: pa.ChunkedArray) -> pd.Series[Any]:
    kind = column.type
    if pa.types.is_decimal(kind):
        units = [None if value is None else int(value.scaleb(kind.scale)) for value in column.to_pylist()]
        return pd.Series(units, dtype="float64")
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return pd.Series(column.cast(pa.timestamp("us")).to_pandas(), dtype="datetime64[us]")
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pd.Series(column.to_pylist(), dtype="object")
    return pd.Series(column.to_pandas())
