"""Codes that are no goods: postage, bank charges, samples (EXPORTS, traps)."""

from __future__ import annotations

from clientbase_xl.base.lists import read_lists
from clientbase_xl.base.store import Base


def non_goods_codes(base: Base) -> frozenset[str]:
    """Return the codes that «Справочники» names as non-goods."""
    lists = read_lists(base)
    return frozenset(lists.loc[lists["list_key"] == "non_goods", "value"].astype(str))
