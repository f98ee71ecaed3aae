"""Shapes of arguments: one value, or rows of cells; ranges of a call must fit one another (EXCEL.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Shape = tuple[int, int]


class ShapeRefused(ValueError):
    """Ranges that do not fit, in words for the cell."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of an argument in one line, their rows × columns, and whether they came as a range."""

    line: list[Any]
    shape: Shape
    is_range: bool


def cells_of(value: Any) -> Cells:
    """Return the cells of an argument: a scalar is one cell, a flat list one row.

    Raises ShapeRefused for an empty range and for rows of unequal length.
    """
    if not isinstance(value, (list, tuple)):
        return Cells([value], (1, 1), is_range=False)
    rows = list(value) if any(isinstance(row, (list, tuple)) for row in value) else [value]
    lengths = {len(row) if isinstance(row, (list, tuple)) else -1 for row in rows}
    if len(lengths) > 1 or -1 in lengths:
        raise ShapeRefused("Строки диапазона разной длины")
    [width] = lengths or {0}
    if not width:
        raise ShapeRefused("Пустой диапазон")
    line = list(rows[0]) if len(rows) == 1 else [cell for row in rows for cell in row]
    return Cells(line, (len(rows), width), is_range=True)


def common_shape(shapes: Iterable[Shape]) -> Shape:
    """Return the rows × columns to which all shapes stretch: equal, or 1 along a side.

    Raises ShapeRefused naming the first two that do not fit.
    """
    whole: Shape = (1, 1)
    for shape in shapes:
        if any(1 not in (side, other) and side != other for side, other in zip(whole, shape, strict=True)):
            raise ShapeRefused(f"Диапазоны разного размера: {shown(whole)} и {shown(shape)}")
        whole = (max(whole[0], shape[0]), max(whole[1], shape[1]))
    return whole


def shown(shape: Shape) -> str:
    """Return a shape as people read it («3×1»)."""
    return f"{shape[0]}×{shape[1]}"


def as_rows(line: Sequence[Any], shape: Shape) -> list[list[Any]]:
    """Return cells of one line as rows of cells."""
    width = shape[1]
    return [list(line[start : start + width]) for start in range(0, shape[0] * width, width)]
