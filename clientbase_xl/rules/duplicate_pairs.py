"""Clients of the base that may be one: pairs with the evidence, over all cards at once.

METHOD section 7: one information base. ИНН and КПП decide, an empty value is never a match, a holding's shared phone
or domain is not a match (EXPORTS).
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from clientbase_xl.rules.duplicate_candidates import candidate_pairs
from clientbase_xl.rules.duplicate_cards import card_marks, usual
from clientbase_xl.rules.duplicate_evidence import evidence_of
from clientbase_xl.settings import DuplicateSettings

COLUMNS = ("first_code", "second_code", "kind", "evidence", "score")


def duplicate_pairs(
    cards: pd.DataFrame,
    persons: pd.DataFrame,
    settings: DuplicateSettings,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Return the pairs of cards that may be one client, the surest first.

    METHOD section 7. In: CLIENTS columns client_code, client_name, inn, kpp, phone, email, delivery_address, holding
    (absent: empty), archived cards too; CONTACT_PERSONS columns client_code, phone, email; `only`: codes of which each
    pair has one. Out: COLUMNS; first_code < second_code as text, `kind` one word, `evidence` a sentence that names
    what is equal, `score` 0…1, not below `score_min`. The order of the rows does not matter. A code that repeats
    counts as one card, the last. The evidence may name a telephone or a mailbox: show it, do not store it.
    """
    given = cards.drop_duplicates("client_code", keep="last")
    marks = card_marks(given, persons, settings)
    known = usual(marks)
    pairs = candidate_pairs(marks, known, settings)
    if only is not None:
        is_asked = pd.Series([card.client_code in only for card in marks], dtype=bool).to_numpy()
        pairs = pairs[is_asked[pairs].any(axis=1)]
    rows = []
    for left, right in pairs.tolist():
        one, other = marks[left], marks[right]
        if found := evidence_of(one, other, known, settings):
            rows.append((one.client_code, other.client_code, *found))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[:4], object) | {"score": "float64"})
    return table.sort_values(["score", "first_code", "second_code"], ascending=[False, True, True], ignore_index=True)
