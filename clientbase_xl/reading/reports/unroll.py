"""Lines of an unrolled report as arrays under the titles of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clientbase_xl.schemas.sales_lines import SALES_LINES

MONEY_TYPE = pa.decimal128(18, 2)
Units = npt.NDArray[np.int64]


def money(kopecks: Units, is_known: npt.NDArray[np.bool_] | None = None) -> pa.Array:
    """Return whole kopecks as decimal128(18, 2), null where not known."""
    # A 128-bit number of an Arrow decimal is the 64-bit one and its sign repeated.
    pairs = np.stack([kopecks, kopecks >> 63], axis=1).astype("<i8")
    array = pa.Array.from_buffers(MONEY_TYPE, len(kopecks), [None, pa.py_buffer(pairs.tobytes())])
    return array if is_known is None else array.take(pa.array(np.arange(len(kopecks)), mask=~is_known))


def quantity(units: Units) -> pa.Array:
    """Return ten-thousandths as float64."""
    return pa.array(units / 10_000, pa.float64())


def texts(values: Sequence[str | None], rows: Units) -> pa.Array:
    """Return the text of each line by the row it comes from."""
    return pa.array(values, pa.string()).take(pa.array(rows))


def titles(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the headings under which columns of these keys are read further."""
    return tuple(SALES_LINES[key].title for key in keys)
