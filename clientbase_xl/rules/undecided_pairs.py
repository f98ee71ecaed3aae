"""Pairs of like clients on which nobody has decided yet (METHOD section 7: one information base)."""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.duplicate_evidence import is_stronger
from clientbase_xl.schemas.client_pairs import NOT_DUPLICATE


def undecided_pairs(pairs: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs without those that are known to be different clients, in the given order.

    METHOD section 7 (ours: what counts as new evidence). In: pairs of `duplicate_pairs`; decisions with the columns of
    CLIENT_PAIRS. «не дубль» holds while the pair is alike by the kind of evidence it was decided on, or by a weaker one
    (a telephone then, names now); alike by a stronger kind (names then, the same ИНН now) it is shown again.
    """
    apart = decisions[decisions["decision"] == NOT_DUPLICATE]
    known = {
        (str(first), str(second)): kind
        for first, second, kind in apart[["first_code", "second_code", "kind"]].itertuples(index=False)
    }
    keys = zip(pairs["first_code"], pairs["second_code"], strict=True)
    is_known = [
        key in known and not is_stronger(kind, known[key])
        for key, kind in zip(keys, pairs["kind"].tolist(), strict=True)
    ]
    return pairs[~pd.Series(is_known, index=pairs.index, dtype=bool)].reset_index(drop=True)
