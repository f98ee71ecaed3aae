"""Amounts of sales lines: exact to the kopeck, and compared with price × quantity where a file gives all three.

Source: METHOD section 0 (rounded half up once at import); EXPORTS, traps (locale damage).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.exact_integers import as_decimals, as_integers, null_mask
from clientbase_xl.reading.number_column import is_short_decimal, to_floats
from clientbase_xl.reading.text import by_unique

KOPECKS = pa.decimal128(18, 2)
QUANTITY = pa.decimal128(18, 4)
AWAY = "half_towards_infinity"
# Together 38 digits, all that a 128-bit decimal has.
_PRICE_FACTOR = pa.decimal128(20, 9)
_QUANTITY_FACTOR = pa.decimal128(17, 4)
MAX_AMOUNT = 10**14
# A discount of up to a half or VAT on top explains a difference; a shifted decimal mark does not.
MIN_EXPLAINED, MAX_EXPLAINED = 0.5, 1.25
MIN_EXPLAINED_SHARE = 0.95
COUNT_EXAMPLES = 3
SLICE_ROWS = 32_768


@dataclass(frozen=True)
class Agreement:
    """How price × quantity agrees with the amounts: lines that differ, whether most do, whether a rate explains it."""

    is_different: npt.NDArray[np.bool_]
    is_most: bool
    is_explained: bool


def kopecks(values: pa.Array) -> pa.Array:
    """Return roubles with two decimals, rounded half away from zero; null stays null."""
    if values.type == KOPECKS:
        return values
    return by_unique(values, lambda distinct: pc.round(distinct, 2, AWAY).cast(KOPECKS))


def quantities(values: pa.Array) -> pa.Array:
    """Return quantities with four decimals, rounded half away from zero."""
    if is_short_decimal(values) and (integers := as_integers(values)) is not None:
        return as_decimals(integers * 10 ** (QUANTITY.scale - values.type.scale), QUANTITY, null_mask(values))
    return by_unique(values, lambda distinct: pc.round(distinct, 4, AWAY).cast(QUANTITY))


def multiplied(price: pa.Array, quantity: pa.Array) -> pa.Array:
    """Return price × quantity in kopecks, rounded once; null beyond ±100 000 000 000 000 roubles."""
    prices, counts = price.dictionary_encode(), quantity.dictionary_encode()
    # Few pairs are distinct: multiplying them once each is three times faster than multiplying all lines.
    pairs = pc.add(pc.multiply(prices.indices.cast(pa.int64()), max(1, len(counts.dictionary))), counts.indices)
    return by_unique(pairs, lambda distinct: _product(distinct, prices.dictionary, counts.dictionary))


def _product(pairs: pa.Array, prices: pa.Array, counts: pa.Array) -> pa.Array:
    which = pairs.to_numpy(zero_copy_only=False).astype(np.int64)
    width = max(1, len(counts))
    price = prices.take(pa.array(which // width)).cast(_PRICE_FACTOR)
    count = pc.round(counts.take(pa.array(which % width)), 4, AWAY).cast(_QUANTITY_FACTOR)
    exact = pc.multiply(price, count)
    inside = pc.less(pc.abs(exact.cast(pa.float64())), float(MAX_AMOUNT))
    return pc.round(pc.if_else(inside, exact, pa.scalar(None, exact.type)), 2, AWAY).cast(KOPECKS)


def agreement(price: pa.Array, quantity: pa.Array, amount: pa.Array) -> Agreement:
    """Return how the three columns of the accepted lines agree, signs apart.

    A line differs by more than half a kopeck a unit and one kopeck; lines with a missing price or a product of zero
    say nothing. Most: more than half of the lines that say something.
    """
    # Long decimals are converted by their distinct values, which a slice would do over and over.
    known = [values if is_short_decimal(values) else to_floats(values) for values in (price, quantity, amount)]
    count_told = count_different = count_explained = 0
    is_different = np.zeros(len(price), dtype=bool)
    # Slices stay in the cache of the processor.
    for start in range(0, len(price), SLICE_ROWS):
        prices, counts, amounts = (np.abs(_floats(values.slice(start, SLICE_ROWS))) for values in known)
        product = prices * counts
        with np.errstate(invalid="ignore", divide="ignore"):
            is_told = np.isfinite(product) & np.isfinite(amounts) & (product > 0)
            different = is_told & (np.abs(product - amounts) > 0.005 * counts + 0.011)
        count_told += int(is_told.sum())
        if not different.any():
            continue
        is_different[start : start + SLICE_ROWS] = different
        ratio = amounts[different] / product[different]
        count_different += len(ratio)
        count_explained += int(((ratio >= MIN_EXPLAINED) & (ratio <= MAX_EXPLAINED)).sum())
    return Agreement(
        is_different,
        is_most=2 * count_different > count_told,
        is_explained=count_explained >= MIN_EXPLAINED_SHARE * count_different,
    )


def _floats(values: pa.Array) -> npt.NDArray[np.float64]:
    known = values if pa.types.is_floating(values.type) else to_floats(values)
    floats: npt.NDArray[np.float64] = known.to_numpy(zero_copy_only=False)
    return floats
