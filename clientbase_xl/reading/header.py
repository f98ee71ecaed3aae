"""Which row of a sheet is the header and which column is which: by titles and aliases of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from clientbase_xl.reading.raw import Peek
from clientbase_xl.schemas.clients import CLIENTS, NOT_STORED
from clientbase_xl.schemas.model import Column, Sheet
from clientbase_xl.schemas.products import PRODUCTS
from clientbase_xl.schemas.sales_lines import CURRENCY_ALIASES, SALES_LINES

# Units at the end of a heading; never «тыс.» or «млн»: they change the scale.
_UNIT = re.compile(r"[\s,.;:(/]*\b(?:руб(?:лей|ля|ль)?|р|rub|rur|шт|штук|ед|дн|дней)\.?\s*\)?\s*$|[\s,(]*₽\s*\)?\s*$")
_NOT_LETTERS = re.compile(r"[\W_]+")
MIN_RECOGNISED = 2
SCHEMAS = (SALES_LINES, CLIENTS, PRODUCTS)
"""What a foreign file may hold."""


@dataclass(frozen=True)
class Header:
    """The recognised header of one sheet.

    `row` counts from 0 within the sheet; `columns` maps keys of the catalogue to positions; `others` maps a key to
    headings that could have served too; `duplicates` maps a key to equal headings between which nothing decides.
    """

    schema: Sheet
    sheet: str
    row: int
    cells: tuple[str, ...]
    columns: dict[str, int]
    others: dict[str, tuple[str, ...]]
    duplicates: dict[str, tuple[str, ...]]
    currency: int | None = None

    @property
    def headings(self) -> dict[str, str]:
        """Return the headings found, by key, as they stand in the file."""
        return {key: shown(self.cells[position]) for key, position in self.columns.items()}


def shown(heading: str) -> str:
    """Return a heading on one line with single spaces."""
    return " ".join(heading.split())


@lru_cache(maxsize=4096)
def compact(heading: str) -> str:
    """Return what is compared: letters and digits only, case folded, ё as е."""
    return _NOT_LETTERS.sub("", heading.replace("№", " номер ").casefold().replace("ё", "е"))


@lru_cache(maxsize=4096)
def without_unit(heading: str) -> str:
    """Return a heading compacted, without the unit at its end: «Сумма (руб.)» is «сумма», «Сумма, тыс. руб.» is not."""
    text = shown(heading).casefold()
    shorter = _UNIT.sub("", text)
    return compact(text) if shorter.rstrip(" .").endswith(("тыс", "млн", "тысяч")) else compact(shorter)


def readable_columns(schema: Sheet) -> tuple[Column, ...]:
    """Return the columns of a schema that a foreign file may bring."""
    return tuple(column for column in schema.typed if column.key not in NOT_STORED)


@cache
def _names(schema_key: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return for each compact name the (rank, key) pairs that claim it; the title ranks before the aliases."""
    schema = {one.key: one for one in SCHEMAS}[schema_key]
    names: dict[str, list[tuple[int, str]]] = {}
    for column in readable_columns(schema):
        for rank, name in enumerate((column.title, column.key, *column.aliases)):
            names.setdefault(compact(name), []).append((rank, column.key))
    return {name: tuple(claims) for name, claims in names.items()}


def recognised_count(cells: Sequence[str]) -> int:
    """Return how many columns of sales, of cards or of products a row of headings names, whichever is more."""
    return max(len(match(cells, schema, {}).columns) for schema in SCHEMAS)


def match(cells: Sequence[str], schema: Sheet, mapping: Mapping[str, str], sheet: str = "", row: int = 0) -> Header:
    """Return which heading serves which column of the schema.

    `mapping` (key → heading) comes first, then exact titles and aliases in their declared order, then the same
    without units. One heading serves one column; equal headings with equal claim are reported as duplicates.
    """
    claims = sorted(_claims(cells, schema, mapping))
    columns: dict[str, int] = {}
    taken: dict[str, tuple[int, int]] = {}
    used: set[int] = set()
    others: dict[str, list[int]] = {}
    duplicates: dict[str, list[str]] = {}
    for level, rank, key, position in claims:
        if key not in columns:
            if position not in used:
                columns[key], taken[key] = position, (level, rank)
                used.add(position)
        elif position == columns[key] or position in used:
            continue
        elif taken[key] == (level, rank):
            duplicates.setdefault(key, [shown(cells[columns[key]])]).append(shown(cells[position]))
        else:
            others.setdefault(key, []).append(position)
    currency = next((i for i, cell in enumerate(cells) if compact(cell) in map(compact, CURRENCY_ALIASES)), None)
    return Header(
        schema,
        sheet,
        row,
        tuple(cells),
        columns,
        {key: _free(cells, places, used) for key, places in others.items() if _free(cells, places, used)},
        {key: tuple(names) for key, names in duplicates.items()},
        currency if currency not in used else None,
    )


def _free(cells: Sequence[str], places: Sequence[int], used: set[int]) -> tuple[str, ...]:
    return tuple(shown(cells[place]) for place in places if place not in used)


def _claims(cells: Sequence[str], schema: Sheet, mapping: Mapping[str, str]) -> list[tuple[int, int, str, int]]:
    mapped = {compact(theirs): key for key, theirs in mapping.items()}
    claims: list[tuple[int, int, str, int]] = []
    for position, cell in enumerate(cells):
        exact = compact(cell)
        if not exact:
            continue
        if key := mapped.get(exact):
            claims.append((-1, 0, key, position))
            continue
        for level, name in ((0, exact), (1, without_unit(cell))):
            found = _names(schema.key).get(name, ())
            claims += [(level, rank, key, position) for rank, key in found if key not in mapping]
            if found:
                break
    return claims


def find_header(peek: Peek, schema: Sheet, mapping: Mapping[str, str]) -> Header | None:
    """Return the row of the first 50 that names most columns, the first of equals; None below two columns."""
    best: Header | None = None
    for row, cells in enumerate(peek.rows):
        header = match(cells, schema, mapping, peek.sheet, row)
        if len(header.columns) >= MIN_RECOGNISED and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def seen_headings(peek: Peek) -> tuple[str, ...]:
    """Return the row that looks most like a header: the first with most texts."""
    rows = [tuple(shown(cell) for cell in row if cell.strip()) for row in peek.rows]
    return max(rows, key=len, default=())
