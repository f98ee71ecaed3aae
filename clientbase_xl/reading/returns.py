"""Which lines are returns, and positive quantities in return documents (EXPORTS: returns; METHOD section 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.text import by_unique

BoolMask = npt.NDArray[np.bool_]
RETURN = r"(?i)^возврат"
MARKED = r"(?i)^(?:возврат|корректировка)"
CANCELLED = r"^[CС]\d"


@dataclass(frozen=True)
class ReturnMarks:
    """What the documents and signs of the accepted lines say.

    `is_return`: negative quantity, or a document of return, correction or cancellation.
    `is_unsigned`: lines of return documents that must be negated, because no such line in the file is negative.
    `is_mixed`: lines of return documents of which some are positive and some negative.
    `is_numbering`: every document looks like «C123» and goods are shipped by them: a numbering, not a mark.
    """

    is_return: BoolMask
    is_unsigned: BoolMask
    is_mixed: BoolMask
    is_numbering: bool


def find_returns(documents: pa.Array | None, quantity: pa.Array) -> ReturnMarks:
    """Return the marks of lines given their documents (text or null) and quantities; zero is neither sign."""
    none = np.zeros(len(quantity), dtype=bool)
    sign = by_unique(quantity, lambda distinct: pc.sign(distinct).cast(pa.int64())).to_numpy(zero_copy_only=False)
    negative, positive = sign < 0, sign > 0
    if documents is None:
        return ReturnMarks(negative, none, none, is_numbering=False)
    encoded = documents.dictionary_encode()
    returned, marked, cancelled = (_matches(encoded, pattern) for pattern in (RETURN, MARKED, CANCELLED))
    is_numbering = bool(cancelled.any() and cancelled.all() and positive.any())
    if is_numbering:
        cancelled = none
    unsigned = returned & positive
    is_mixed = bool(unsigned.any() and (returned & negative).any())
    return ReturnMarks(
        negative | marked | cancelled,
        none if is_mixed else unsigned,
        returned if is_mixed else none,
        is_numbering,
    )


def _matches(documents: pa.DictionaryArray, pattern: str) -> BoolMask:
    found = pc.match_substring_regex(documents.dictionary, pattern).take(documents.indices).fill_null(False)
    mask: BoolMask = found.to_numpy(zero_copy_only=False).astype(bool)
    return mask
