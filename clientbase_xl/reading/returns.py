"""Which lines are returns, and positive quantities in return documents (EXPORTS: returns; METHOD section 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clientbase_xl.reading.exact_integers import as_integers
from clientbase_xl.reading.text_bytes import starts_with

BoolMask = npt.NDArray[np.bool_]
RETURN = r"(?i)^возврат"
MARKED = r"(?i)^(?:возврат|корректировка)"
# A cancellation's letter, Latin and Cyrillic: each is a mark or a numbering by itself.
CANCELLED = (r"^C\d", r"^С\d")
# How all that these patterns match begins in UTF-8; a letter that only folds to «в» has three bytes.
BEGINNINGS = (b"C", *(letter.encode() for letter in "ВвКкС"), "\u1c80".encode()[:1])


@dataclass(frozen=True)
class ReturnMarks:
    """What the documents and signs of the accepted lines say.

    `is_return`: negative quantity, or a document of return, correction or cancellation.
    `is_unsigned`: lines of return documents that must be negated, because no such line in the file is negative.
    `is_mixed`: lines of return documents of which some are positive and some negative.
    `is_numbering`: every document looks like «C123» and goods are shipped by them: a numbering, not a mark.
    `is_shipped`: lines of documents like «C123» among others, which are mostly positive: shipments, not cancellations.
    """

    is_return: BoolMask
    is_unsigned: BoolMask
    is_mixed: BoolMask
    is_numbering: bool
    is_shipped: BoolMask


def find_returns(documents: pa.Array | pa.ChunkedArray | None, quantity: pa.Array) -> ReturnMarks:
    """Return the marks of lines given their documents (clean text or null) and quantities; zero is neither sign."""
    none = np.zeros(len(quantity), dtype=bool)
    sign = _signs(quantity)
    negative, positive = sign < 0, sign > 0
    if documents is None:
        return ReturnMarks(negative, none, none, is_numbering=False, is_shipped=none)
    returned, marked, *lettered = _marked(documents)
    cancelled = lettered[0] | lettered[1]
    is_numbering = bool(cancelled.any() and cancelled.all() and positive.any())
    shipped = none
    if is_numbering:
        cancelled = none
    elif cancelled.any():
        # Cancellations have negative quantities; a prefix by which goods mostly leave is a numbering of shipments.
        for mask in lettered:
            if (mask & positive).sum() > (mask & negative).sum():
                shipped = shipped | mask
        cancelled = cancelled & ~shipped
    unsigned = returned & positive
    is_mixed = bool(unsigned.any() and (returned & negative).any())
    return ReturnMarks(
        negative | marked | cancelled,
        none if is_mixed else unsigned,
        returned if is_mixed else none,
        is_numbering,
        shipped,
    )


def _signs(quantity: pa.Array) -> npt.NDArray[np.int64]:
    if (integers := as_integers(quantity)) is not None:
        return np.sign(integers)
    signs: npt.NDArray[np.int64] = pc.sign(quantity).cast(pa.int64()).to_numpy(zero_copy_only=False)
    return signs


def _marked(documents: pa.Array | pa.ChunkedArray) -> tuple[BoolMask, ...]:
    """Return which documents say return, return or correction, and each cancellation; most begin like none of them."""
    patterns = (RETURN, MARKED, *CANCELLED)
    masks = tuple(np.zeros(len(documents), dtype=bool) for _ in patterns)
    first = 0
    for chunk in documents.chunks if isinstance(documents, pa.ChunkedArray) else [documents]:
        doubtful = starts_with(chunk, BEGINNINGS)
        if len(doubtful):
            texts = chunk.take(pa.array(doubtful))
            for mask, pattern in zip(masks, patterns, strict=True):
                mask[first + doubtful] = pc.match_substring_regex(texts, pattern).fill_null(False)
        first += len(chunk)
    return masks
