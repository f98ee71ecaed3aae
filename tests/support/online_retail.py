"""Online Retail II as sales lines of the ledger, without going through the reader: for tests and benchmarks."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES

SCHEMA = arrow_schema(SALES_LINES)


def online_retail_lines(shared_data: Path) -> pa.Table:
    """Return all lines of the data set; amounts are price × quantity, rounded half up to kopecks."""
    raw = pq.read_table(shared_data / "online_retail_II.parquet")
    amount = pc.round(
        pc.multiply(
            pc.cast(raw["UnitPrice"], pa.decimal128(18, 4), safe=False), pc.cast(raw["Quantity"], pa.decimal128(19, 0))
        ),
        ndigits=2,
        round_mode="half_towards_infinity",
    )
    is_return = pc.or_(pc.starts_with(raw["InvoiceNo"], "C"), pc.less(raw["Quantity"], 0))
    given = {
        "sold_on": pc.cast(raw["InvoiceDate"], pa.date32(), safe=False),
        "document": raw["InvoiceNo"],
        "client_code": pc.cast(raw["CustomerID"], pa.string()),
        "channel": raw["Country"],
        "sku_code": raw["StockCode"],
        "sku_name": raw["Description"],
        "quantity": pc.cast(pc.cast(raw["Quantity"], pa.decimal128(23, 4)), pa.decimal128(18, 4)),
        "unit_price": raw["UnitPrice"],
        "amount_rub": pc.cast(amount, pa.decimal128(18, 2), safe=False),
        "is_return": is_return,
    }
    columns = [given.get(field.name, pa.nulls(raw.num_rows, field.type)) for field in SCHEMA]
    return pa.table(columns, schema=SCHEMA)
