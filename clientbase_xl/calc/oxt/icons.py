"""Icons of the toolbar, drawn from a few shapes: no picture file has to be kept beside the declared buttons."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

SIZES = {"16": 16, "26": 26}
"""Suffix of the file → pixels: small and large icons of LibreOffice."""
GRID = 16.0
"""Shapes are given on a square of this side, y downwards."""
_SAMPLES = 4
_BLUE, _GREEN, _ORANGE, _GREY, _WHITE = (31, 111, 178), (46, 139, 87), (217, 120, 30), (96, 104, 112), (255, 255, 255)

_Mask = npt.NDArray[np.bool_]
_Plane = npt.NDArray[np.float64]
_Shape = tuple[tuple[int, int, int], Callable[[_Plane, _Plane], _Mask]]


def _area(colour: tuple[int, int, int], *points: tuple[float, float]) -> _Shape:
    """Return a filled polygon."""

    def inside(x: _Plane, y: _Plane) -> _Mask:
        found = np.zeros(x.shape, dtype=bool)
        for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True):
            if y1 != y2:
                found ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
        return found

    return colour, inside


def _box(colour: tuple[int, int, int], left: float, top: float, right: float, bottom: float) -> _Shape:
    return _area(colour, (left, top), (right, top), (right, bottom), (left, bottom))


def _arc(
    colour: tuple[int, int, int],
    middle: tuple[float, float],
    outer: float,
    inner: float = 0.0,
    begin: float = 0.0,
    end: float = 360.0,
) -> _Shape:
    """Return a disc, a ring or a part of one; degrees clockwise from the right."""

    def inside(x: _Plane, y: _Plane) -> _Mask:
        distance = np.hypot(x - middle[0], y - middle[1])
        angle = np.degrees(np.arctan2(y - middle[1], x - middle[0])) % 360
        return (distance <= outer) & (distance >= inner) & (angle >= begin) & (angle <= end)

    return colour, inside


_TRAY = _area(
    _GREY, (1, 10), (3, 10), (3, 13), (13, 13), (13, 10), (15, 10), (15, 15), (1, 15)
)  # fmt: skip
_TICK = ((2, 8), (4, 6), (6.5, 8.5), (12, 2.5), (14, 4.5), (6.5, 12.5))

ICONS: Mapping[str, tuple[_Shape, ...]] = {
    "import_sales": (_TRAY, _area(_BLUE, (6, 1), (10, 1), (10, 6), (13, 6), (8, 11.5), (3, 6), (6, 6))),
    "check": (_area(_GREEN, *_TICK),),
    "refresh_all": (
        _arc(_BLUE, (8, 8), 6.5, 4.2, 20, 170),
        _arc(_BLUE, (8, 8), 6.5, 4.2, 200, 350),
        _area(_BLUE, (10.5, 7.5), (16, 7.5), (13.5, 3.5)),
        _area(_BLUE, (0, 8.5), (5.5, 8.5), (2.5, 12.5)),
    ),
    "refresh_categories": (
        _box(_GREEN, 1, 2, 15, 5),
        _box(_BLUE, 1, 6.5, 11, 9.5),
        _box(_ORANGE, 1, 11, 7, 14),
    ),
    "refresh_potential": (
        _box(_GREY, 1, 13.5, 15, 15),
        _box(_GREY, 1, 1, 2.5, 15),
        _area(
            _GREEN,
            (3.5, 11),
            (7, 7),
            (9, 9),
            (12, 4.5),
            (10.5, 3.5),
            (15, 2),
            (15, 7),
            (13.6, 5.8),
            (9.3, 11.8),
            (7, 9.5),
            (4.5, 12.5),
        ),
    ),
    "refresh_reactivation": (
        _area(_ORANGE, (4, 12), (4, 6.5), (5.5, 3.5), (8, 2.5), (10.5, 3.5), (12, 6.5), (12, 12)),
        _box(_ORANGE, 2, 11, 14, 12.5),
        _arc(_GREY, (8, 14), 1.6),
    ),
    "fbs": (
        _box(_GREY, 7.4, 5, 8.6, 8.5),
        _box(_GREY, 2.6, 7.6, 13.4, 8.8),
        _box(_GREY, 2.6, 8, 3.8, 11),
        _box(_GREY, 12.2, 8, 13.4, 11),
        _box(_BLUE, 5.5, 1, 10.5, 5.5),
        _box(_GREEN, 1, 10.5, 6, 15),
        _box(_ORANGE, 10, 10.5, 15, 15),
    ),
    "weekly": (
        _box(_GREY, 1, 2.5, 15, 15),
        _box(_WHITE, 2, 6.5, 14, 14),
        _box(_BLUE, 1, 2.5, 15, 6),
        _box(_GREY, 4, 1, 5.5, 4),
        _box(_GREY, 10.5, 1, 12, 4),
        _box(_ORANGE, 8.5, 9, 12, 12.5),
    ),
    "send": (_TRAY, _area(_GREEN, (8, 0.5), (13, 6), (10, 6), (10, 11.5), (6, 11.5), (6, 6), (3, 6))),
    "decide": (
        _box(_GREY, 2, 1, 14, 15),
        _box(_WHITE, 3, 2, 13, 14),
        _area(_GREEN, *((2.5 + 0.7 * x, 2.5 + 0.7 * y) for x, y in _TICK)),
    ),
    "undo": (
        _arc(_ORANGE, (8.5, 9), 6, 3.6, 180, 360),
        _arc(_ORANGE, (8.5, 9), 6, 3.6, 0, 100),
        _area(_ORANGE, (0, 7.5), (7.5, 7.5), (3.6, 13)),
    ),
    "settings": (
        _box(_GREY, 1, 3.4, 15, 4.6),
        _box(_GREY, 1, 7.4, 15, 8.6),
        _box(_GREY, 1, 11.4, 15, 12.6),
        _arc(_BLUE, (5, 4), 2.2),
        _arc(_BLUE, (11, 8), 2.2),
        _arc(_BLUE, (7, 12), 2.2),
    ),
    "help": (
        _arc(_BLUE, (8, 8), 7.5),
        _arc(_WHITE, (8, 6), 3.2, 1.5, 180, 360),
        _arc(_WHITE, (8, 6), 3.2, 1.5, 0, 90),
        _box(_WHITE, 7.1, 7.5, 8.9, 10.2),
        _arc(_WHITE, (8, 12.2), 1.15),
    ),
    "about": (_arc(_GREY, (8, 8), 7.5), _arc(_WHITE, (8, 4.2), 1.3), _box(_WHITE, 6.9, 6.5, 9.1, 13)),
    "save_for_excel": (
        _box(_GREEN, 1, 3, 12, 15),
        *(
            _box(_WHITE, 2 + 5 * column, 6 + 3 * row, 6 + 5 * column, 8 + 3 * row)
            for row in range(3)
            for column in range(2)
        ),
        _area(_ORANGE, (8, 3.2), (12, 3.2), (12, 0.8), (16, 4.4), (12, 8), (12, 5.6), (8, 5.6)),
    ),
}
"""Shapes by the key of the button, the lower ones first."""


def png(key: str, size: int) -> bytes:
    """Return the icon of a button as a PNG of `size` × `size` pixels with a transparent ground; KeyError for none.

    Stored without compression, so that every machine makes the same bytes.
    """
    steps = (np.arange(size * _SAMPLES) + 0.5) * GRID / (size * _SAMPLES)
    x, y = np.meshgrid(steps, steps)
    colours = np.zeros((*x.shape, 3))
    covered = np.zeros(x.shape)
    for colour, inside in ICONS[key]:
        mask = inside(x, y)
        colours[mask], covered[mask] = colour, 1.0
    tiles = covered.reshape(size, _SAMPLES, size, _SAMPLES)
    alpha = tiles.mean(axis=(1, 3))
    sums = (colours * covered[..., None]).reshape(size, _SAMPLES, size, _SAMPLES, 3).sum(axis=(1, 3))
    shades = sums / np.maximum(tiles.sum(axis=(1, 3)), 1.0)[..., None]
    pixels = np.dstack((np.rint(shades), np.rint(alpha * 255))).astype(np.uint8)
    return _file(size, pixels)


def _file(size: int, pixels: npt.NDArray[Any]) -> bytes:
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
