"""Columns of numbers: exact decimals, the decimal mark decided for the whole column, never per cell.

Source: EXPORTS, traps (CSV marks, locale damage, mixed formats); METHOD section 0 (amounts are exact).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.exact_integers import as_integers, null_mask
from clientbase_xl.reading.number_marks import PARSED, WIDE, Evidence, Marks, evidence_of, unify
from clientbase_xl.reading.text import by_unique, clean

# The limit keeps price × quantity within 38 digits.
LIMIT = 10**10
# Fifteen digits are exact as a float.
MAX_SHORT_SCALE = 4
AWAY = "half_towards_infinity"
BoolMask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Numbers:
    """A parsed column: `values` (null where unreadable or empty), which cells are empty, which are unreadable.

    Values have nine decimals, or at most four where the column came so.
    """

    values: pa.Array
    is_empty: BoolMask
    is_bad: BoolMask


def is_numeric(array: pa.Array) -> bool:
    """Tell whether the cells already are numbers."""
    kind = array.type
    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind))


def is_short_decimal(array: pa.Array) -> bool:
    """Tell whether the cells are decimals of few digits below the limit, to be taken as they are."""
    if not pa.types.is_decimal128(array.type) or not 0 <= array.type.scale <= MAX_SHORT_SCALE:
        return False
    integers = as_integers(array)
    limit = LIMIT * 10**array.type.scale
    return integers is not None and not (len(integers) and (integers.max() >= limit or integers.min() <= -limit))


def column_evidence(array: pa.Array, has_typed_cells: bool) -> Evidence | None:
    """Return what the texts of a column say about its marks; None when nothing in it needs a decision."""
    if not pa.types.is_string(array.type):
        return None
    return evidence_of(clean(array), has_typed_cells)


def parse_numbers(array: pa.Array, marks: Marks | None) -> Numbers:
    """Return the numbers of a column; text is read by `marks`, its other cells are unreadable.

    Numbers beyond ±10 000 000 000 are unreadable; digits beyond the ninth decimal are rounded half away from zero.
    """
    count = len(array)
    if is_short_decimal(array):
        return Numbers(array, null_mask(array), np.zeros(count, dtype=bool))
    if is_numeric(array):
        values = by_unique(array, _from_numbers)
        empty = _mask(pc.or_kleene(pc.is_null(array, nan_is_null=True), pa.scalar(False)))
        return Numbers(values, empty, _mask(pc.is_null(values)) & ~empty)
    if pa.types.is_string(array.type):
        texts = clean(array)
        values = by_unique(texts, (marks or Marks()).read)
        empty = _mask(pc.is_null(texts))
        return Numbers(values, empty, _mask(pc.is_null(values)) & ~empty)
    empty = _mask(pc.is_null(array))
    return Numbers(pa.nulls(count, PARSED), empty, ~empty)


def to_floats(values: pa.Array) -> pa.Array:
    """Return decimals as the nearest floats: Arrow's own cast is a last digit off, 2.5500000000000003 for 2.55."""
    if is_short_decimal(values) and (integers := as_integers(values)) is not None:
        # Both are exact as floats, so their quotient is the nearest one.
        mask = null_mask(values) if values.null_count else None
        return pa.array(integers / float(10**values.type.scale), pa.float64(), mask=mask)
    return by_unique(values, lambda distinct: distinct.cast(pa.string()).cast(pa.float64()))


def decide_marks(evidence: Mapping[str, Evidence], answer: str = "") -> dict[str, Marks | str]:
    """Return for each column its marks, or the Russian reason why nothing can be decided.

    A column with evidence decides for itself; one whose values can be read both ways («1,000») follows the decimal
    mark that a person stated (`answer`), else the others of the file if these agree.
    """
    return unify(evidence, answer)


def _from_numbers(distinct: pa.Array) -> pa.Array:
    if pa.types.is_integer(distinct.type):
        inside = pc.less(pc.abs(distinct.cast(pa.float64(), safe=False)), float(LIMIT))
        return pc.if_else(inside, distinct, pa.scalar(None, distinct.type)).cast(pa.int64()).cast(WIDE).cast(PARSED)
    if pa.types.is_decimal(distinct.type):
        distinct = distinct.cast(pa.float64()) if distinct.type.scale > WIDE.scale else distinct
    if pa.types.is_floating(distinct.type):
        return _from_floats(distinct)
    inside = pc.less(pc.abs(distinct.cast(pa.float64())), float(LIMIT))
    return pc.round(pc.if_else(inside, distinct, pa.scalar(None, distinct.type)).cast(WIDE), 9, AWAY).cast(PARSED)


def _from_floats(distinct: pa.Array) -> pa.Array:
    """Return floats as the decimals people see: by their shortest notation, not by their binary value."""
    floats = distinct.cast(pa.float64()).to_numpy(zero_copy_only=False)
    with np.errstate(invalid="ignore", over="ignore"):
        inside = np.isfinite(floats) & (np.abs(floats) < LIMIT)
        # Below one the notation may have more decimals than the wide type; twelve are ample.
        floats = np.where(np.abs(floats) < 1, np.round(floats, 12) + 0.0, floats)
        floats = np.where(np.abs(floats) < 1e-9, 0.0, floats)
    text = pa.array(floats, pa.float64(), mask=~inside).cast(pa.string())
    return pc.round(_without_exponent(text).cast(WIDE), 9, AWAY).cast(PARSED)


def _without_exponent(text: pa.Array) -> pa.Array:
    """Return the notation without an exponent; only values below 1e-4 have one here, and they are few."""
    has = pc.match_substring(text, "e").fill_null(False)
    if not pc.any(has).as_py():
        return text
    return pa.array([f"{float(value):.18f}" if value and "e" in value else value for value in text.to_pylist()])


def _mask(values: pa.Array) -> BoolMask:
    mask: BoolMask = values.to_numpy(zero_copy_only=False).astype(bool)
    return mask
