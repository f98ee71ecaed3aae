"""A client «<...>» or «<Не указан>» is nobody: accounting systems print it for an empty reference (EXPORTS)."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

KEYS = ("client_code", "client_name")
# A name of a client never stands in angle brackets, whatever words a configuration puts there; with these all of
# `reports.row_labels.NOBODY` is matched.
_NOBODY = r"(?i)^(?:<.*>|не указан)$"


def without_nobody_clients(texts: Mapping[str, pa.Array]) -> dict[str, pa.Array]:
    """Return the clean columns by key, codes and names of clients null where they name nobody.

    Such a row is a sale without a client: it is counted and reported as one where clients are named.
    """
    return {key: _without_nobody(array) if key in KEYS else array for key, array in texts.items()}


def _without_nobody(array: pa.Array) -> pa.Array:
    distinct = pc.unique(array)
    nobody = distinct.filter(pc.match_substring_regex(distinct, _NOBODY).fill_null(False))
    if not len(nobody):
        return array
    return pc.if_else(pc.is_in(array, value_set=nobody), pa.scalar(None, array.type), array)
