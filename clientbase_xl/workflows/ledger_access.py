"""From the registry of the base to the lines of the ledger: the one place where the two meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from clientbase_xl.base.imports import ImportRecord, as_of, list_imports, valid_parts
from clientbase_xl.base.merges import read_merges
from clientbase_xl.base.products import read_products
from clientbase_xl.base.store import Base
from clientbase_xl.ledger.lines import ValidPart, open_lines
from clientbase_xl.ledger.products import SCHEMA as PRODUCTS_SCHEMA


def as_parts(base: Base, valid: Iterable[tuple[ImportRecord, tuple[tuple[date, date], ...], bool]]) -> list[ValidPart]:
    """Return valid imports as parts of the ledger."""
    return [
        ValidPart(base.ledger_dir / record.part_name, periods, is_whole, record.amount_vat or "", record.cost_vat or "")
        for record, periods, is_whole in valid
    ]


def registry(base: Base, moment: datetime | None = None) -> list[ImportRecord]:
    """Return all imports; as the registry was at a moment when one is given."""
    records = list_imports(base)
    return records if moment is None else as_of(records, moment)


def lines_in_force(base: Base, today: date, moment: datetime | None = None) -> Any:
    """Return the sales lines that count before `today`, a lazy table; as known at a moment if given.

    What a line does not say of its product comes from the reference of products; lines of a merged client are those of
    the card that stands for it.
    """
    products = pa.Table.from_pandas(read_products(base, moment), schema=PRODUCTS_SCHEMA, preserve_index=False)
    return open_lines(as_parts(base, valid_parts(registry(base, moment))), today, products, read_merges(base, moment))
