"""Managers across a report: each name stands over a block of columns, the last is «Итого» (EXPORTS, layout D)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clientbase_xl.reading.header import shown
from clientbase_xl.reading.reports.measures import (
    Measured,
    has_dates,
    header_row,
    label_column,
    measured,
    names_clients,
)
from clientbase_xl.reading.reports.months import parse_month
from clientbase_xl.reading.reports.preamble import row_text
from clientbase_xl.reading.reports.total_rows import is_total

# «Иванова О. П.», «Иванова Ольга», «Иванова Ольга Петровна»: every block must look so, for a warehouse has a name too.
_PERSON = re.compile(
    r"[А-ЯЁA-Z][\w-]+ (?:[А-ЯЁA-Z]\. ?){1,2}|(?:[А-ЯЁA-Z]\. ?){1,2}[А-ЯЁA-Z][\w-]+"
    r"|[А-ЯЁA-Z][а-яёa-z-]+(?: [А-ЯЁA-Z][а-яёa-z-]+){1,2}"
)
NOBODY = re.compile(
    r"<.*>|(?:без|нет) менеджера|(?:менеджер )?не (?:указан|назначен|заполнен)|нет данных", re.IGNORECASE
)
_MANAGER = re.compile("менеджер|ответственн", re.IGNORECASE)


@dataclass(frozen=True)
class Block:
    """Columns of one manager; the name of nobody is empty."""

    manager: str
    measured: Measured


@dataclass(frozen=True)
class ManagerHeader:
    """Two header rows: `row` (0 = first) names the measures, the one above the managers; `total` is their «Итого»."""

    row: int
    label_column: int
    blocks: tuple[Block, ...]
    total: Measured | None

    @property
    def measured(self) -> tuple[Measured, ...]:
        """Return what is measured in each block, that of «Итого» last."""
        return (*(block.measured for block in self.blocks), *((self.total,) if self.total else ()))


def find_blocks(rows: Sequence[Sequence[object]]) -> ManagerHeader | None:
    """Return the header of a report by client with managers across; None for any other.

    All names over the blocks look like people (or like nobody), or the report itself says «Менеджер»; none is a month.
    """
    row = header_row(rows)
    if not row or not names_clients(rows[: row + 1]) or has_dates(rows[row]):
        return None
    labels = label_column(rows[row - 1 : row + 1], rows[row + 1 :])
    found = _blocks(rows[row - 1], rows[row], labels)
    if not found or any(block is None for _, block in found):
        return None
    people = [name for name, _ in found if not is_total(name)]
    if not people or any(parse_month(name) for name in people):
        return None
    says_so = any(_MANAGER.search(row_text(cells)) for cells in rows[: row + 1])
    if not says_so and not all(_PERSON.fullmatch(name) or NOBODY.fullmatch(name) for name in people):
        return None
    blocks = tuple(
        Block("" if NOBODY.fullmatch(name) else name, block) for name, block in found if block and not is_total(name)
    )
    total = next((block for name, block in found if is_total(name)), None)
    return ManagerHeader(row, labels, blocks, total)


def _blocks(names: Sequence[object], headings: Sequence[object], labels: int) -> list[tuple[str, Measured | None]]:
    """Return the names over the columns and what is measured below each: a block lasts to the next name."""
    starts = [place for place, cell in enumerate(names) if place > labels and isinstance(cell, str) and cell.strip()]
    bounds = [min(place, len(headings)) for place in (*starts, len(headings))]
    return [(shown(str(names[start])), measured(headings, range(start, end))) for start, end in pairwise(bounds)]
