"""Clients of the base that may be one: pairs with the evidence, over all cards at once.

METHOD section 7: one information base. ИНН and КПП decide, an empty value is never a match, a holding's shared phone
or domain is not a match (EXPORTS).
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.duplicate_clients import duplicate_clients
from clientbase_xl.settings import DuplicateSettings

COLUMNS = ("first_code", "second_code", "kind", "evidence", "score")


def duplicate_pairs(cards: pd.DataFrame, persons: pd.DataFrame, settings: DuplicateSettings) -> pd.DataFrame:
    """Return the pairs of cards that may be one client, the surest first.

    METHOD section 7. In: CLIENTS columns client_code, client_name, inn, kpp, phone, email, delivery_address, holding
    (absent: empty); CONTACT_PERSONS columns client_code, phone, email. Out: COLUMNS; first_code < second_code as text,
    `kind` one word, `evidence` a sentence that names what is equal, `score` 0…1. The order of the rows does not matter.
    """
    del persons
    found = duplicate_clients(cards, cards)
    found = found[found["client_code"] < found["duplicate_code"]]
    is_inn = found["reason"].str.contains("ИНН").astype(bool)
    pairs = pd.DataFrame(
        {
            "first_code": found["client_code"],
            "second_code": found["duplicate_code"],
            "kind": is_inn.map({True: "ИНН", False: "наименование"}).astype(object),
            "evidence": found["reason"],
            "score": is_inn.map({True: 1.0, False: 0.9}).astype("float64"),
        },
        columns=list(COLUMNS),
    )
    pairs = pairs[pairs["score"] >= settings.score_min]
    return pairs.sort_values(["score", "first_code", "second_code"], ascending=[False, True, True], ignore_index=True)
