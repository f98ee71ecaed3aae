"""Clients that may be there already, when a new one is entered.

METHOD sections 5 [K] and 7: one information base, a client is created by a procedure. What a duplicate is, says
`duplicate_pairs`: the same at entry, at import and over the whole base.
"""

from __future__ import annotations

import pandas as pd

from clientbase_xl.rules.duplicate_pairs import duplicate_pairs
from clientbase_xl.rules.joined import as_text
from clientbase_xl.settings import DuplicateSettings

COLUMNS = ("client_code", "duplicate_code", "duplicate_name", "reason")
_NOBODY = pd.DataFrame({"client_code": [], "phone": [], "email": []}, dtype=object)


def duplicate_clients(
    new: pd.DataFrame,
    cards: pd.DataFrame,
    persons: pd.DataFrame = _NOBODY,
    settings: DuplicateSettings | None = None,
) -> pd.DataFrame:
    """Return for every new client the clients that it may duplicate, with the reason, in the order of the new ones.

    METHOD sections 5 [K] and 7. In: CLIENTS columns of the new clients and of all cards, archived ones too, as
    `duplicate_pairs` takes them (absent: empty); `persons`: contact persons of both; a new client is compared with the
    other new ones as well. Out: COLUMNS, one row per pair, the surest first. The same ИНН with another КПП is another
    branch, another ИНН is another client, whatever the name. Empty cells resemble nothing.
    """
    codes = [code for code in as_text(new["client_code"]) if code]
    if not codes:
        return pd.DataFrame(columns=list(COLUMNS), dtype=object)
    both = pd.concat([table.astype(object) for table in (cards, new) if len(table)], ignore_index=True)
    pairs = duplicate_pairs(both, persons, settings or DuplicateSettings(), only=frozenset(codes))
    names = dict(zip(as_text(both["client_code"]), as_text(both["client_name"]), strict=True))
    found: dict[str, list[tuple[str, str, str | None, str]]] = {code: [] for code in codes}
    for first, second, reason in zip(pairs["first_code"], pairs["second_code"], pairs["evidence"], strict=True):
        for code, other in ((first, second), (second, first)):
            if code in found:
                found[code].append((code, other, names[other], reason))
    rows = [row for code in found for row in found[code]]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
