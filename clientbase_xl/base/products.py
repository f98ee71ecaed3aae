"""The reference of products, written through the door: a file fills and updates, an empty cell never erases."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import Connection

from clientbase_xl.base.door import apply_changes, current_texts
from clientbase_xl.base.journal import Change
from clientbase_xl.base.replay import Until
from clientbase_xl.base.rows import read_rows
from clientbase_xl.base.texts import text_of
from clientbase_xl.schemas.products import LOOKED_UP, PRODUCTS

if TYPE_CHECKING:
    from clientbase_xl.base.store import Base

SOURCE = "справочник товаров"


def read_products(base: Base, as_of: Until = None) -> pd.DataFrame:
    """Return the products by code: the columns of PRODUCTS, missing texts None; as of a moment when one is given."""
    return read_rows(base, PRODUCTS.key, as_of)


def upsert_products(connection: Connection, frame: pd.DataFrame, *, at: datetime, by: str, reason: str) -> int:
    """Create and update products from a table with unique `sku_code`; return how many are new. One act of the journal.

    Raises BadUse for a code that is empty.
    """
    keys = [key for key in LOOKED_UP if key in frame.columns]
    codes = [str(code) for code in frame["sku_code"]]
    held = current_texts(connection, PRODUCTS, {(code,) for code in codes})
    changes = [Change(PRODUCTS.key, (code,), "sku_code", None, code) for code in codes if (code,) not in held]
    for key in keys:
        kind = PRODUCTS[key].kind
        for code, value in zip(codes, frame[key], strict=True):
            old, new = held.get((code,), {}).get(key), text_of(value, kind)
            if new is not None and new != old:
                changes.append(Change(PRODUCTS.key, (code,), key, old, new))
    apply_changes(connection, changes, at=at, by=by, source=SOURCE, reason=reason, known={PRODUCTS.key: held})
    return len(codes) - len(held)
