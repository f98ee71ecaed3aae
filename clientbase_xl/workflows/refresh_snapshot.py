"""The tables of an open workbook before a button changed them, packed for the base and unpacked again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from clientbase_xl.schemas.blocks import ALL_BLOCKS
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.schemas.model import Mode
from clientbase_xl.schemas.typed_cells import canonical
from clientbase_xl.workflows.refresh_blocks import BlockCells
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate, typed_texts


@dataclass(frozen=True, slots=True)
class Before:
    """What tables showed before a press, by sheet key, and the rows it added: their typed cells by the row's key.

    `blocks` are the computed cells outside tables, by block key.
    """

    tables: Mapping[str, pd.DataFrame]
    added: Mapping[str, Mapping[tuple[str, ...], Mapping[str, str]]]
    blocks: BlockCells


def packed(tables: Iterable[ShownTable], updates: Iterable[TableUpdate], blocks: BlockCells) -> bytes:
    """Return the key and computed cells of tables as bytes, those of blocks, and which rows the updates add.

    What people typed stays with them alone; of added rows the base gave the typed cells.
    """
    shown_cells = {
        shown.sheet.key: {
            key: shown.column(key)
            for key in shown.places
            if shown.sheet[key].mode is Mode.COMPUTED or key in shown.sheet.key_columns
        }
        for shown in tables
    }
    added = {update.sheet.key: [_added(update, row) for row in update.appended] for update in updates}
    content = {"tables": shown_cells, "added": added, "blocks": {key: list(rows) for key, rows in blocks.items()}}
    return zlib.compress(json.dumps(content, ensure_ascii=False, default=_plain).encode(), level=1)


def unpacked(payload: bytes) -> Before:
    """Return what was packed, cells as the host gave them; sheets of another state of the program are left out."""
    content = json.loads(zlib.decompress(payload))
    tables = {
        key: pd.DataFrame({name: pd.Series(map(_cell, cells), dtype=object) for name, cells in table.items()})
        for key, table in content["tables"].items()
        if key in BY_KEY
    }
    added = {key: {tuple(row_key): typed for row_key, typed in rows} for key, rows in content["added"].items()}
    kept, declared = content.get("blocks", {}), {block.key: block.count_rows for block in ALL_BLOCKS}
    blocks = {
        key: [[_cell(value) for value in row] for row in rows]
        for key, rows in kept.items()
        if declared.get(key) == len(rows)
    }
    return Before(tables, added, blocks)


def _added(update: TableUpdate, row: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Return the key of an added row and the texts of its typed cells."""
    keys = [canonical(row.get(key), update.sheet[key].kind) for key in update.sheet.key_columns]
    return keys, typed_texts(update.sheet, row)


def _plain(cell: Any) -> Any:
    """Return what JSON cannot hold by itself: days and moments under their kind, anything else as text."""
    if isinstance(cell, datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, date):
        return {"day": cell.isoformat()}
    return float(cell) if isinstance(cell, Decimal) else str(cell)  # Excel gives a Decimal where it shows a currency


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["moment"]) if "moment" in value else date.fromisoformat(value["day"])
    return value
