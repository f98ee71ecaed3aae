"""Columns of text straight from a file: judged by their bytes, because most are clean, numbers or days already.

Each function answers None for a column that it does not surely understand: then the slow way decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.text import NOTHING, clean, clean_codes

Bytes = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]
BoolMask = npt.NDArray[np.bool_]
SPACE, MINUS, ZERO, POINT, COMMA = b" -0.,"
SCALE = 100
# Numbers from here on are unreadable (number_column).
LIMIT = 10**10 * SCALE
_LONGEST_NOTHING = 6
_FIRST_OF_NOTHING = np.isin(np.arange(256), list(b"Nn<("))


@dataclass(frozen=True)
class Hundredths:
    """Numbers of at most two decimals as whole hundredths; the decimal mark ("" if none) and the first row with it."""

    values: Integers
    is_empty: BoolMask
    mark: str = ""
    first_marked: int = 0


@dataclass(frozen=True)
class Days:
    """Days since 1970, and which cells are empty."""

    values: npt.NDArray[np.int32]
    is_empty: BoolMask


def bytes_of(texts: pa.Array) -> tuple[npt.NDArray[np.int32], Bytes]:
    """Return the offsets of an array of texts, from 0 on, and the bytes they point to."""
    _, offsets, data = texts.buffers()
    places = np.frombuffer(offsets, np.int32, len(texts) + 1, texts.offset * 4)
    if data is None:
        return places, np.empty(0, dtype=np.uint8)
    taken = np.frombuffer(data, np.uint8, int(places[-1] - places[0]), int(places[0]))
    return places - places[0] if places[0] else places, taken


def cleaned(texts: pa.Array) -> pa.Array:
    """Return what `clean` returns; the buffers themselves where nothing but empty cells changes."""
    if not len(texts):
        return texts
    offsets, block = bytes_of(texts)
    lengths = np.diff(offsets)
    is_empty = lengths == 0
    if not _is_clean(texts, offsets, block, lengths):
        return clean(texts)
    return _with_nulls(texts, is_empty) if is_empty.any() else texts


def cleaned_codes(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return what `clean_codes` returns for texts that are clean already."""
    if isinstance(texts, pa.ChunkedArray):
        return pa.chunked_array([cleaned_codes(chunk) for chunk in texts.chunks], pa.string())
    _, block = bytes_of(texts)
    points = np.flatnonzero(block == POINT)
    if not len(points) or not (block[np.minimum(points + 1, len(block) - 1)] == ZERO).any():
        return texts
    return clean_codes(texts)


def starts_with(texts: pa.Array, beginnings: Collection[bytes]) -> Integers:
    """Return the indices of the texts that start with one of these, each of one or two bytes."""
    offsets, block = bytes_of(texts)
    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    wanted = np.zeros((256, 256), dtype=bool)
    for beginning in beginnings:
        wanted[(beginning[0], beginning[1]) if len(beginning) == 2 else beginning[0]] = True
    firsts = offsets[filled]
    return filled[wanted[block[firsts], block[np.minimum(firsts + 1, len(block) - 1)]]]


def _is_clean(texts: pa.Array, offsets: npt.NDArray[np.int32], block: Bytes, lengths: npt.NDArray[np.int32]) -> bool:
    if not len(block):
        return True
    if block.min() < SPACE:
        return False
    spaces = block == SPACE
    if (spaces[1:] & spaces[:-1]).any():
        return False
    filled = lengths > 0
    starts, lasts = (offsets[:-1], offsets[1:] - 1) if filled.all() else (offsets[:-1][filled], offsets[1:][filled] - 1)
    if spaces[starts].any() or spaces[lasts].any() or _has_odd_characters(block):
        return False
    short = np.flatnonzero((lengths <= _LONGEST_NOTHING) & filled)
    short = short[_FIRST_OF_NOTHING[block[offsets[short]]]]
    return not len(short) or not pc.any(pc.is_in(texts.take(pa.array(short)), value_set=NOTHING)).as_py()


def _has_odd_characters(block: Bytes) -> bool:
    """Tell whether there are other spaces than the plain one, or invisible characters."""
    leads = np.flatnonzero(block == 0xC2)
    if len(leads) and np.isin(block[leads + 1], (0x85, 0xA0, 0xAD)).any():
        return True
    leads = np.flatnonzero(block >= 0xE1)
    first, second = block[leads], block[np.minimum(leads + 1, len(block) - 1)]
    third = block[np.minimum(leads + 2, len(block) - 1)]
    odd = (first == 0xE1) & (second == 0x9A)
    odd |= (first == 0xE2) & (second == 0x80) & ((third <= 0x8D) | (third == 0xA8) | (third == 0xA9) | (third == 0xAF))
    odd |= (first == 0xE2) & (second == 0x81)
    odd |= (first == 0xE3) & (second == 0x80)
    odd |= (first == 0xEF) & (second == 0xBB)
    return bool(odd.any())


def _with_nulls(texts: pa.Array, is_empty: BoolMask) -> pa.Array:
    _, _, data = texts.buffers()
    offsets = texts.buffers()[1].slice(texts.offset * 4)
    return pa.StringArray.from_buffers(len(texts), offsets, data, bitmap(~is_empty), int(is_empty.sum()))


def bitmap(is_valid: BoolMask) -> pa.Buffer:
    """Return a mask as bits."""
    return pa.py_buffer(np.packbits(is_valid, bitorder="little"))


def hundredths(texts: pa.Array) -> Hundredths | None:
    """Return whole numbers and numbers of one or two decimals («1234,50», «-5») behind one kind of mark."""
    offsets, block = bytes_of(texts)
    is_other = (block - np.uint8(ZERO)) > 9
    others = np.flatnonzero(is_other)
    signs = block[others]
    is_empty = offsets[1:] == offsets[:-1]
    is_minus = signs == MINUS
    if is_minus.any():
        # A minus stands before the number only.
        minuses, others, signs = others[is_minus], others[~is_minus], signs[~is_minus]
        starts = np.zeros(len(block) + 1, dtype=bool)
        starts[offsets[:-1]] = True
        if not starts[minuses].all():
            return None
    if not len(others):
        values = _integers(offsets, block, is_empty)
        return None if values is None or _is_beyond(values) else Hundredths(values * SCALE, is_empty)
    mark = int(signs[0])
    if mark not in (COMMA, POINT) or not (signs == mark).all() or is_other[others - 1].any():
        return None
    rows = _rows(offsets, others)
    first, last = offsets[:-1][rows], offsets[1:][rows]
    decimals = last - others - 1
    # A digit on both sides, no third one: «1,234» may be thousands.
    if decimals.min() < 1 or decimals.max() > 2 or (others == first).any() or (rows[1:] == rows[:-1]).any():
        return None
    counts = np.zeros(len(offsets), dtype=np.int32)
    counts[1:][rows] = 1
    keep = np.ones(len(block), dtype=bool)
    keep[others] = False
    values = _integers(offsets - np.cumsum(counts, dtype=np.int32), block[keep], is_empty)
    if values is None:
        return None
    if len(rows) < len(texts) or decimals.min() < 2:
        factors = np.full(len(texts), SCALE)
        factors[rows] = np.where(decimals == 2, 1, 10)
        values = values * factors
    return None if _is_beyond(values // SCALE) else Hundredths(values, is_empty, chr(mark), int(rows[0]))


def _rows(offsets: npt.NDArray[np.int32], marks: Integers) -> Integers:
    """Return the row of each mark; where every row has one they run in step."""
    if len(marks) == len(offsets) - 1 and (marks >= offsets[:-1]).all() and (marks < offsets[1:]).all():
        return np.arange(len(marks))
    return np.searchsorted(offsets, marks, side="right") - 1


def _integers(offsets: npt.NDArray[np.int32], digits: Bytes, is_empty: BoolMask) -> Integers | None:
    nulls = bitmap(~is_empty) if is_empty.any() else None
    texts = pa.StringArray.from_buffers(len(is_empty), pa.py_buffer(offsets), pa.py_buffer(digits), nulls)
    if len(texts) and np.diff(offsets).max() > 15:
        return None
    try:
        values = texts.cast(pa.int64())
    except pa.ArrowInvalid:
        return None
    found: Integers = values.fill_null(0).to_numpy(zero_copy_only=False)
    return found


def _is_beyond(values: Integers) -> bool:
    return bool(len(values) and max(int(values.max()), -int(values.min())) * SCALE >= LIMIT)


def days(texts: pa.Array) -> Days | None:
    """Return the days of texts like «31.01.2026», with four digits of the year."""
    offsets, block = bytes_of(texts)
    lengths = np.diff(offsets)
    is_empty = lengths == 0
    if not ((lengths == 10) | is_empty).all():
        return None
    cells = block.reshape(-1, 10).T
    if (cells[2] != POINT).any() or (cells[5] != POINT).any():
        return None
    digits = [cells[place] - np.uint8(ZERO) for place in (0, 1, 3, 4, 6, 7, 8, 9)]
    if any((digit > 9).any() for digit in digits):
        return None
    day, month = digits[0] * 10 + digits[1], digits[2] * 10 + digits[3]
    year = (digits[4] * 10 + digits[5]).astype(np.int32) * 100 + digits[6] * 10 + digits[7]
    if len(day) and (month.min() < 1 or month.max() > 12 or day.min() < 1):
        return None
    starts = (year - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1).astype(np.int64)
    found = starts.astype("datetime64[D]") + (day - 1).astype(np.int64)
    if (found.astype("datetime64[M]") != starts).any():
        return None
    values = np.zeros(len(texts), dtype=np.int32)
    values[~is_empty] = found.astype(np.int32)
    return Days(values, is_empty)
