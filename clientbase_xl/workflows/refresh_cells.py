"""Which cells of a recalculated table are written: those that differ, in as few blocks as pays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from clientbase_xl.workflows.refresh_blocks import comparable
from clientbase_xl.workflows.refresh_plan import ShownTable, TableUpdate

CALL_CELLS = 1_500
"""Writing one more block costs a spreadsheet as much as so many cells."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of cells to write: place of its first column, keys from left to right, first row and the row after."""

    place: int
    keys: tuple[str, ...]
    first: int
    end: int

    @property
    def cost(self) -> int:
        """Return what writing it costs, in cells."""
        return CALL_CELLS + len(self.keys) * (self.end - self.first)


def differing_rows(shown: Sequence[Any], cells: Sequence[Any]) -> list[int]:
    """Return the rows (from 0) in which a column does not show its cells; rows that are not shown yet differ."""
    rows = [
        row
        for row, (old, new) in enumerate(zip(shown, cells, strict=False))
        if old != new and comparable(old) != comparable(new)
    ]
    return [*rows, *range(len(shown), len(cells))]


def changed_rows(shown: ShownTable, update: TableUpdate) -> dict[str, list[int]]:
    """Return the differing rows of every column of an update that has any."""
    rows = {key: differing_rows(shown.column(key)[: len(cells)], cells) for key, cells in update.columns.items()}
    return {key: found for key, found in rows.items() if found}


def pieces(shown: ShownTable, rows: Mapping[str, Sequence[int]]) -> Iterator[Piece]:
    """Yield the blocks that hold all the rows of each column (by key): neighbours together where that costs less."""
    for place, keys in neighbours(shown, rows):
        together = _stretches(place, keys, sorted(set().union(*(rows[key] for key in keys))))
        apart = [
            piece for number, key in enumerate(keys) for piece in _stretches(place + number, [key], list(rows[key]))
        ]
        yield from min(together, apart, key=lambda found: sum(piece.cost for piece in found))


def neighbours(shown: ShownTable, keys: Collection[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield neighbouring columns: the place of the first and their keys from left to right."""
    places = sorted((place, key) for key, place in shown.places.items() if key in keys)
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1][0] - pair[0]):
        members = [place for _, place in run]
        yield members[0][0], [key for _, key in members]


def _stretches(place: int, keys: Sequence[str], rows: Sequence[int]) -> list[Piece]:
    """Return rows as blocks of whole stretches; cells between two that cost less than a block are written along."""
    found: list[Piece] = []
    for row in rows:
        if found and (row - found[-1].end) * len(keys) <= CALL_CELLS:
            found[-1] = Piece(place, tuple(keys), found[-1].first, row + 1)
        else:
            found.append(Piece(place, tuple(keys), row, row + 1))
    return found
