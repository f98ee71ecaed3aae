"""Managers across a report: each name stands over a block of columns, the last is «Итого» (EXPORTS, layout D)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

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

# «Иванова О. П.», «Иванова Ольга», «Иванова Ольга Петровна», «Алиева Айшат Руслан кызы»: every block must look so, for
# a warehouse has a name too.
_PERSON = re.compile(
    r"[А-ЯЁA-Z][\w-]+ (?:[А-ЯЁA-Z]\. ?){1,2}|(?:[А-ЯЁA-Z]\. ?){1,2}[А-ЯЁA-Z][\w-]+"
    r"|[А-ЯЁA-Z](?:[а-яёa-z]|-[А-ЯЁA-Z]?)+(?: [А-ЯЁA-Z][а-яёa-z-]+){1,2}(?: (?:[КкГг]ызы|[ОоУу]глы|[Уу]улу))?"
)
NOBODY = re.compile(
    r"<.*>|(?:без|нет) менеджера|(?:менеджер )?не (?:указан|назначен|заполнен)|нет данных", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
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
    found = _find_names(rows)
    if found is None or _strangers(rows, found):
        return None
    blocks = tuple(
        Block("" if NOBODY.fullmatch(name) else name, block) for name, block in found.blocks if not is_total(name)
    )
    total = next((block for name, block in found.blocks if is_total(name)), None)
    return ManagerHeader(found.row, found.label_column, blocks, total)


def names_in_doubt(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """Return the names over the blocks that alone keep a report from being one with managers across; else none.

    Names with digits (quarters, numbered warehouses) are no managers.
    """
    found = _find_names(rows)
    names = _strangers(rows, found) if found else ()
    return () if any(_DIGIT.search(name) for name in names) else names


class _Named(NamedTuple):
    """Names over blocks of measures, whatever they are the names of."""

    row: int
    label_column: int
    blocks: tuple[tuple[str, Measured], ...]


def _find_names(rows: Sequence[Sequence[object]]) -> _Named | None:
    row = header_row(rows)
    if not row or not names_clients(rows[: row + 1]) or has_dates(rows[row]):
        return None
    labels = label_column(rows[row - 1 : row + 1], rows[row + 1 :])
    found = _blocks(rows[row - 1], rows[row], labels)
    blocks = tuple((name, block) for name, block in found if block is not None)
    people = [name for name, _ in blocks if not is_total(name)]
    if len(blocks) < len(found) or not people or any(parse_month(name) for name in people):
        return None
    return _Named(row, labels, blocks)


def _strangers(rows: Sequence[Sequence[object]], found: _Named) -> tuple[str, ...]:
    """Return the names that look like nobody's while the report does not say that they are managers'."""
    if any(_MANAGER.search(row_text(cells)) for cells in rows[: found.row + 1]):
        return ()
    names = (name for name, _ in found.blocks if not is_total(name))
    return tuple(name for name in names if not _PERSON.fullmatch(name) and not NOBODY.fullmatch(name))


def _blocks(names: Sequence[object], headings: Sequence[object], labels: int) -> list[tuple[str, Measured | None]]:
    """Return the names over the columns and what is measured below each: a block lasts to the next name."""
    starts = [place for place, cell in enumerate(names) if place > labels and isinstance(cell, str) and cell.strip()]
    bounds = [min(place, len(headings)) for place in (*starts, len(headings))]
    return [(shown(str(names[start])), measured(headings, range(start, end))) for start, end in pairwise(bounds)]
