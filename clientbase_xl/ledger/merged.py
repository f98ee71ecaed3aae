"""Lines of merged clients count for the card that stayed: joined when they are read, the parts stay as imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import pyarrow as pa


def with_survivors(connection: Any, lines: Any, merged: Mapping[str, str]) -> Any:
    """Return lines whose client is the card that stands for its code (METHOD section 7).

    `merged` gives for a merged code the code at the end of its chain. Columns, their order and the number of lines
    stay; without merges the lines come back as they are.
    """
    if not merged:
        return lines
    table = pa.table({"of_code": pa.array(merged, pa.string()), "to_code": pa.array(merged.values(), pa.string())})
    known = connection.create_table("merged_clients", obj=ibis.memtable(table))
    joined = lines.left_join(known, lines.client_code == known.of_code)
    return joined.mutate(client_code=ibis.coalesce(joined.to_code, joined.client_code)).select(lines.columns)
