"""Storage types of the catalogue in Arrow: what a Parquet part of the ledger looks like."""

from __future__ import annotations

import pyarrow as pa

from clientbase_xl.schemas.model import Kind, Sheet

_TYPES: dict[Kind, pa.DataType] = {
    Kind.TEXT: pa.string(),
    Kind.CODE: pa.string(),
    Kind.CHOICE: pa.string(),
    Kind.LETTER: pa.string(),
    Kind.MONEY: pa.decimal128(18, 2),
    Kind.QUANTITY: pa.decimal128(18, 4),
    Kind.NUMBER: pa.float64(),
    Kind.SHARE: pa.float64(),
    Kind.INTEGER: pa.int64(),
    Kind.DATE: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
    Kind.FLAG: pa.bool_(),
}


def arrow_schema(sheet: Sheet) -> pa.Schema:
    """Return the Arrow schema of a table of the catalogue; every column nullable, in declared order."""
    return pa.schema([(column.key, _TYPES[column.kind]) for column in sheet])
