"""Text of cells: trimmed, one kind of space, marks of emptiness gone; letter case and spelling are kept."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

SPACES = "[\\s\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+"
INVISIBLE = "[\u200b-\u200d\u2060\ufeff\u00ad]"
# What databases and data frames write for "nothing".
NOTHING = pa.array(["", "NULL", "null", "<NULL>", "(null)", "NaN", "nan", "None", "<NA>"])
WHOLE_AS_FLOAT = r"^(-?\d+)\.0+$"


def by_unique(values: pa.Array, convert: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return `convert` of each value, called once with the distinct values: columns repeat themselves.

    A column in chunks comes back in chunks.
    """
    if isinstance(values, pa.ChunkedArray):
        chunks = values.chunks or [pa.array([], values.type)]
        return pa.chunked_array([by_unique(chunk, convert) for chunk in chunks])
    encoded = values.dictionary_encode()
    converted = convert(encoded.dictionary)
    # Most columns are clean already; copying half a million texts costs more than all the checks.
    return values if converted.equals(encoded.dictionary) else converted.take(encoded.indices)


def clean(values: pa.Array) -> pa.Array:
    """Return values of any type as normalised text; empty cells and marks of emptiness become null."""
    return by_unique(values, _clean_distinct)


def clean_codes(values: pa.Array) -> pa.Array:
    """Return identifiers as text (DESIGN section 6): 17850.0 is «17850», text keeps its leading zeros."""
    return by_unique(values, lambda distinct: _as_code(_clean_distinct(distinct)))


def as_text(values: pa.Array) -> pa.Array:
    """Return values as text the way a person would write them: whole numbers without a point, days without time."""
    kind = values.type
    if pa.types.is_string(kind):
        return values
    if pa.types.is_null(kind):
        return values.cast(pa.string())
    if pa.types.is_floating(kind):
        return _float_text(values.cast(pa.float64()))
    if pa.types.is_timestamp(kind):
        return pc.strftime(values, format="%Y-%m-%d")
    if pa.types.is_boolean(kind):
        return pc.if_else(values, "да", "нет")
    return values.cast(pa.string())


def _float_text(values: pa.Array) -> pa.Array:
    values = pc.if_else(pc.is_finite(values), values, pa.scalar(None, pa.float64()))
    is_whole = pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), 2.0**53))
    whole = pc.if_else(is_whole, values, pa.scalar(None, pa.float64())).cast(pa.int64()).cast(pa.string())
    return pc.coalesce(whole, values.cast(pa.string()))


def _clean_distinct(distinct: pa.Array) -> pa.Array:
    text = pc.replace_substring_regex(as_text(distinct), pattern=INVISIBLE, replacement="")
    text = pc.replace_substring_regex(text, pattern=SPACES, replacement=" ")
    text = pc.utf8_trim_whitespace(text)
    return pc.if_else(pc.is_in(text, value_set=NOTHING), pa.scalar(None, pa.string()), text)


def _as_code(text: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(text, pattern=WHOLE_AS_FLOAT, replacement=r"\1")
