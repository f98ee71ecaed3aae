"""The computed cells of an open workbook outside its tables: what they show, what they shall show, which differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from clientbase_xl.problems import Problem, Severity
from clientbase_xl.schemas.blocks import ALL_BLOCKS, START_HEAD, Block
from clientbase_xl.schemas.catalogue import BY_KEY
from clientbase_xl.workflows.open_book import OpenBlock, OpenBook
from clientbase_xl.writing.cells import Grid

_DAY = re.compile(r"на (\d{2}\.\d{2}\.\d{4})")
BlockCells = Mapping[str, Grid]
"""Cells by the key of their block."""


def find_blocks(book: OpenBook, sheets: Collection[str]) -> tuple[dict[str, OpenBlock], list[Problem]]:
    """Return the blocks of sheets (catalogue keys) by block key, and one problem for those that are not there.

    Blocks of a sheet with somebody's own password are left alone; its table says so.
    """
    wanted = [block for block in ALL_BLOCKS if block.sheet_key in sheets]
    there = book.blocks([block.name for block in wanted])
    found = {block.key: there[block.name] for block in wanted if _is_whole(block, there.get(block.name))}
    lost = dict.fromkeys(BY_KEY[block.sheet_key].title for block in wanted if block.key not in found)
    open_ones = {key: block for key, block in found.items() if not block.is_closed()}
    return open_ones, [_absent(list(lost))] if lost else []


def read_blocks(blocks: Mapping[str, OpenBlock]) -> dict[str, Grid]:
    """Return what blocks show."""
    return {key: [list(row) for row in block.rows()] for key, block in blocks.items()}


def differing(shown: BlockCells, wanted: BlockCells) -> list[str]:
    """Return the keys of the blocks that do not show what is wanted."""
    return [key for key in shown if key in wanted and not _is_same(shown[key], wanted[key])]


def write_blocks(blocks: Mapping[str, OpenBlock], shown: BlockCells, wanted: BlockCells) -> None:
    """Write the blocks that differ from what is wanted."""
    for key in differing(shown, wanted):
        blocks[key].write(wanted[key])


def shown_day(cells: BlockCells) -> date | None:
    """Return of which day «Начало» was; None when it was not among the blocks or people changed its words."""
    text = str(cells.get(START_HEAD.key, [[""]])[0][0])
    found = _DAY.search(text)
    try:
        return datetime.strptime(found[1], "%d.%m.%Y").date() if found else None  # noqa: DTZ007 - a day of the wall
    except ValueError:
        return None


def comparable(cell: Any) -> Any:
    """Return a cell so that what a host reads equals what was written: days are moments, nothing is an empty text."""
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return datetime.combine(cell, time())
    return None if cell == "" else cell


def _is_same(shown: Grid, wanted: Grid) -> bool:
    return all(
        comparable(old) == comparable(new)
        for row, cells in zip(shown, wanted, strict=True)
        for old, new in zip(row, cells, strict=True)
    )


def _is_whole(block: Block, there: OpenBlock | None) -> bool:
    """Tell whether the named cells are as many as declared: people may have removed rows of them."""
    return there is not None and there.shape == (block.count_rows, block.count_columns)


def _absent(titles: Sequence[str]) -> Problem:
    named = ", ".join(f"«{title}»" for title in titles[:3]) + (" и др." if len(titles) > 3 else "")
    return Problem(
        f"Не пересчитано то, что стоит вне таблиц, на листах: {named}",
        "Сделайте книгу заново командой workbook: введённое сначала отправьте.",
        Severity.WARNING,
    )
