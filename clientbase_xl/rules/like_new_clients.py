"""New clients beside those that they may be, merged ones under the card that stands for them.

METHOD sections 5 [K] and 7: one information base, a client is created by a procedure. What is alike, says
`duplicate_pairs`: the same at entry, at import and over the whole base.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.settings import DuplicateSettings

COLUMNS = ("client_code", "other_code", "other_name", "kind", "evidence")
_PERSONAL = {"телефон": "тот же телефон", "почта": "та же почта или её домен"}


def like_new_clients(
    cards: pd.DataFrame,
    persons: pd.DataFrame,
    new: Collection[str],
    merged: Mapping[str, str],
    settings: DuplicateSettings,
) -> pd.DataFrame:
    """Return the clients that each new one may be, the surest first.

    METHOD sections 5 [K] and 7. In: cards (CLIENTS) and contact persons as `duplicate_pairs` takes them, the new ones
    and merged ones among them; `merged`: code → code of the card that stands for it. Out: COLUMNS; of two new clients
    the one with the greater code is named beside the other. The old name of a merged client leads to the card that
    stands for it, each card once. The evidence may name a telephone: `kept_evidence` is what may be stored.
    """
    pairs = duplicate_pairs(cards, persons, settings, only=frozenset(new))
    names = dict(zip(cards["client_code"], cards["client_name"], strict=True))
    rows: dict[tuple[str, str], tuple[str, str, str | None, str, str]] = {}
    shown = pairs[["first_code", "second_code", "kind", "evidence"]]
    for first, second, kind, evidence in shown.itertuples(index=False, name=None):
        code, other = (second, first) if second in new else (first, second)
        other = merged.get(other, other)
        if code != other:
            rows.setdefault((code, other), (code, other, names.get(other), kind, evidence))
    return pd.DataFrame(list(rows.values()), columns=list(COLUMNS), dtype=object)


def kept_evidence(kind: str, evidence: str) -> str:
    """Return what of the evidence may be stored: METHOD section 7; a telephone or a mailbox must stay erasable."""
    return _PERSONAL.get(kind, evidence)
