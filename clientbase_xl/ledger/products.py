"""Lines with what the reference of products knows: joined when they are read, the parts stay as they were imported."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from clientbase_xl.ledger import engine
from clientbase_xl.schemas.products import LOOKED_UP, PRODUCTS

SCHEMA = pa.schema([(key, pa.string()) for key in PRODUCTS.keys])


def with_products(connection: Any, lines: Any, products: pa.Table) -> Any:
    """Return lines whose empty name, brand and category come from the product of their code; their own values win.

    `products` has the columns of SCHEMA and each code once, so that no line doubles. Columns and their order stay.
    """
    if not products.num_rows:
        return lines
    renamed = products.select(SCHEMA.names).cast(SCHEMA).rename_columns([f"of_{key}" for key in SCHEMA.names])
    known = connection.create_table("products", obj=ibis.memtable(renamed))
    joined = lines.left_join(known, lines.sku_code == known.of_sku_code)
    found = {key: ibis.coalesce(joined[key].nullif(""), joined[f"of_{key}"]) for key in LOOKED_UP}
    return joined.mutate(**found).select(lines.columns)


def sku_codes(lines: Any) -> set[str]:
    """Return the codes of products that lines name."""
    named = lines.filter(lines.sku_code.notnull()).select("sku_code").distinct()
    return set(engine.fetch(named)["sku_code"].to_pylist())
