"""Decimals as whole numbers of their last digit: exact arithmetic on a column without a library's detour.

A decimal of 128 bits holds such a number in two halves; where the upper half only repeats the sign, the lower one
is the number.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Integers = npt.NDArray[np.int64]
BoolMask = npt.NDArray[np.bool_]


def as_integers(values: pa.Array) -> Integers | None:
    """Return the decimals × 10^scale, 0 for null; None where one does not fit 64 bits or the type is another."""
    if not pa.types.is_decimal128(values.type):
        return None
    if not len(values):
        return np.empty(0, dtype=np.int64)
    halves = np.frombuffer(values.buffers()[1], np.int64, 2 * len(values), values.offset * 16).reshape(-1, 2)
    if values.null_count:
        halves = np.where(null_mask(values)[:, None], 0, halves)
    low, high = halves[:, 0], halves[:, 1]
    return np.ascontiguousarray(low) if np.array_equal(low >> 63, high) else None


def as_decimals(integers: Integers, kind: pa.DataType, is_null: BoolMask | None = None) -> pa.Array:
    """Return integers / 10^scale as decimals of 128 bits; the caller vouches for the precision."""
    halves = np.empty((len(integers), 2), dtype=np.int64)
    halves[:, 0] = integers
    np.right_shift(integers, 63, out=halves[:, 1])
    if is_null is None or not is_null.any():
        return pa.Array.from_buffers(kind, len(integers), [None, pa.py_buffer(halves)], 0)
    valid = pa.py_buffer(np.packbits(~is_null, bitorder="little"))
    return pa.Array.from_buffers(kind, len(integers), [valid, pa.py_buffer(halves)], int(is_null.sum()))


def null_mask(values: pa.Array) -> BoolMask:
    """Return which elements are null."""
    if not values.null_count:
        return np.zeros(len(values), dtype=bool)
    mask: BoolMask = values.is_null().to_numpy(zero_copy_only=False)
    return mask
