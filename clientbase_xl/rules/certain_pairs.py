"""Cards of one ИНН and one КПП: certainly one client, found without comparing anything else (METHOD section 7)."""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

import pandas as pd

from clientbase_xl.rules.duplicate_evidence import KINDS
from clientbase_xl.rules.duplicate_marks import inn_mark, kpp_mark
from clientbase_xl.rules.joined import as_text

COLUMNS = ("first_code", "second_code", "kind", "inn", "kpp")
ALL_PAIRS_MAX = 10
"""Cards of one registration of which every pair is told; of more each is told beside the first."""
_OF_A_PERSON = 12


def certain_pairs(cards: pd.DataFrame, only: Collection[str] | None = None) -> pd.DataFrame:
    """Return the pairs of cards with the same ИНН and КПП in their cells, by ИНН, КПП and codes.

    METHOD section 7: ИНН and КПП decide. In: CLIENTS columns client_code, inn, kpp, each code once; `only`: codes of
    which each pair has one. Out: COLUMNS; first_code < second_code as text, `kind` that of `duplicate_pairs`, `kpp` ""
    for an ИНН of a person, who has none. An empty ИНН is never equal; a firm without КПП may be a branch and is left to
    `duplicate_pairs`, which finds all these pairs too.
    """
    known = cards[as_text(cards["inn"]).notna()]
    alike: dict[tuple[str, str], list[str]] = {}
    for code, inn, kpp in zip(known["client_code"], known["inn"], as_text(known["kpp"]), strict=True):
        key = inn_mark(str(inn)), kpp_mark(kpp or "")
        if key[0] and (key[1] or len(key[0]) == _OF_A_PERSON):
            alike.setdefault(key, []).append(str(code))
    rows = []
    for (inn, kpp), codes in sorted(alike.items()):
        codes.sort()
        pairs = combinations(codes, 2) if len(codes) <= ALL_PAIRS_MAX else ((codes[0], code) for code in codes[1:])
        rows += [(*pair, KINDS[0], inn, kpp) for pair in pairs if only is None or not set(pair).isdisjoint(only)]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
