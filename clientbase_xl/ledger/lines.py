"""Sales lines in force: the valid parts of the ledger as one lazy Ibis table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

from clientbase_xl.ledger import engine
from clientbase_xl.ledger.merged import with_survivors
from clientbase_xl.ledger.parts import SCHEMA, is_intact
from clientbase_xl.ledger.products import with_products


@dataclass(frozen=True, slots=True)
class ValidPart:
    """A part of the ledger and the days for which it counts.

    `periods` are inclusive; `is_whole` says that they are the whole period of the import, so that nothing needs
    to be filtered. `amount_vat` and `cost_vat` are values of VAT_CHOICES.
    """

    path: Path
    periods: tuple[tuple[date, date], ...]
    is_whole: bool
    amount_vat: str
    cost_vat: str


NO_MERGES: Mapping[str, str] = {}


def open_lines(
    parts: Sequence[ValidPart],
    today: date,
    products: pa.Table | None = None,
    merged: Mapping[str, str] = NO_MERGES,
) -> Any:
    """Return the lines of the valid parts sold before `today` as a lazy Ibis table (METHOD section 0).

    Columns: SALES_LINES, then the VAT basis of each line's part (`amount_vat`, `cost_vat`; "" when not stated).
    `products` (columns of PRODUCTS, each code once) fill what lines leave empty; of a client in `merged` they are those
    of the card that stands for it. Nothing is read until a query runs,
    and nothing is locked. No parts: an empty table of the same columns. Raises BaseRefused naming a part that is
    missing or damaged.
    """
    lines = open_all_lines(parts, products, merged)
    return lines.filter(lines.sold_on < ibis.date(today))


def open_all_lines(
    parts: Sequence[ValidPart], products: pa.Table | None = None, merged: Mapping[str, str] = NO_MERGES
) -> Any:
    """Return the lines of the valid parts whatever their date; see `open_lines`."""
    connection = engine.connect()
    groups: dict[tuple[Any, ...], list[Path]] = {}
    for part in parts:
        _check(part.path)
        periods = None if part.is_whole else part.periods
        if periods != ():
            groups.setdefault((periods, part.amount_vat or "", part.cost_vat or ""), []).append(part.path)
    tables = [_read(connection, paths, *group) for group, paths in groups.items()]
    if not tables:
        return _with_vat(connection.create_table("no_lines", schema=ibis.schema(SCHEMA)), "", "")
    # A view: every query over the lines is then put into words without all the parts it stands on.
    lines = reduce(lambda left, right: left.union(right), tables)
    if products is not None:
        lines = with_products(connection, lines, products)
    lines = with_survivors(connection, lines, merged)
    return connection.create_view("lines_of_parts", lines)


def _read(
    connection: Any, paths: list[Path], periods: tuple[tuple[date, date], ...] | None, amount_vat: str, cost_vat: str
) -> Any:
    """Return the lines of parts that count for the same days on the same VAT basis."""
    table = connection.read_parquet([_literal(path) for path in paths], union_by_name=True)
    if periods is not None:
        in_force = [table.sold_on.between(ibis.date(first), ibis.date(last)) for first, last in periods]
        table = table.filter(reduce(lambda left, right: left | right, in_force))
    # A part of an older program may lack a column that was declared since.
    missing = {name: ibis.null(kind) for name, kind in ibis.schema(SCHEMA).items() if name not in table.columns}
    table = table.mutate(**missing)
    return _with_vat(table.select(SCHEMA.names), amount_vat, cost_vat)


def _with_vat(table: Any, amount_vat: str, cost_vat: str) -> Any:
    return table.mutate(amount_vat=ibis.literal(amount_vat), cost_vat=ibis.literal(cost_vat))


def _literal(path: Path) -> str:
    """Return a path in which the engine sees no pattern: a folder may be called «база [2026]»."""
    text = path.absolute().as_posix()
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in text)


def _check(path: Path) -> None:
    """Refuse a part that is missing or does not hold the bytes of its name: the engine would not notice a flipped bit.

    Hashing takes far less than any query over the lines.
    """
    try:
        if is_intact(path):
            return
    except FileNotFoundError:
        raise engine.damaged_part(path.name, is_missing=True) from None
    except OSError as error:
        raise engine.damaged_part(path.name) from error
    raise engine.damaged_part(path.name)
