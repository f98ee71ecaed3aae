"""Small ledgers for tests: lines in a few words, stored as real parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.parts import write_part
from clientbase_xl.schemas.arrow import arrow_schema
from clientbase_xl.schemas.sales_lines import SALES_LINES

SCHEMA = arrow_schema(SALES_LINES)


def sale(
    day: str | date, client: str | None = "К1", amount: Any = 100, quantity: Any = 1, **fields: Any
) -> dict[str, Any]:
    """Return one line; a negative quantity is a return unless said otherwise."""
    sold_on = date.fromisoformat(day) if isinstance(day, str) else day
    count = Decimal(str(quantity))
    line = {
        "sold_on": sold_on,
        "client_code": client,
        "sku_code": "Т1",
        "quantity": count,
        "amount_rub": Decimal(str(amount)),
        "is_return": count < 0,
    } | fields
    if line.get("cost_rub") is not None:
        line["cost_rub"] = Decimal(str(line["cost_rub"]))
    return line


def as_table(lines: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Return lines as the Arrow table that the reader gives."""
    return pa.Table.from_pylist([dict(line) for line in lines], schema=SCHEMA)


def store(folder: Path, lines: Iterable[Mapping[str, Any]], *, amount_vat: str = "", cost_vat: str = "") -> ValidPart:
    """Write lines as a whole part of a ledger folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return ValidPart(folder / write_part(folder, as_table(lines)), (), True, amount_vat, cost_vat)


def ledger(folder: Path, lines: Iterable[Mapping[str, Any]], today: str | date, **vat: str) -> Any:
    """Return the lazy table of a ledger of one part."""
    return open_lines([store(folder, lines, **vat)], date.fromisoformat(today) if isinstance(today, str) else today)
