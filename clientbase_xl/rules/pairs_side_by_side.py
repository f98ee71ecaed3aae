"""A pair of like clients with both cards side by side, for who decides (METHOD section 7)."""

from __future__ import annotations

import pandas as pd

SHOWN = ("client_name", "manager", "inn", "kpp", "phone", "email", "delivery_address", "holding", "is_archived")
"""What is shown of each card."""
ALWAYS = ("manager", "is_archived")
"""What a менеджер sees of a colleague's card."""


def pairs_side_by_side(pairs: pd.DataFrame, cards: pd.DataFrame, manager: str = "") -> pd.DataFrame:
    """Return pairs with `first_…` and `second_…` columns of both cards (SHOWN), in the given order.

    In: pairs of `duplicate_pairs`, CLIENTS. With a manager (METHOD sections 5, 7) only pairs with a card of his; of a
    colleague's card he sees whose it is, and of the evidence its kind.
    """
    known = cards.set_index("client_code")
    table = pairs.reset_index(drop=True)
    for side in ("first", "second"):
        found = known.reindex(table[f"{side}_code"])
        for key in SHOWN:
            values = found[key].tolist() if key in known else [None] * len(table)
            filled = [None if value is None or value != value else value for value in values]
            table[f"{side}_{key}"] = pd.Series(filled, dtype=object)
    if not manager:
        return table
    is_own = {side: table[f"{side}_manager"] == manager for side in ("first", "second")}
    for side in ("first", "second"):
        for key in SHOWN:
            if key not in ALWAYS:
                table[f"{side}_{key}"] = table[f"{side}_{key}"].where(is_own[side], None)
    table["evidence"] = table["evidence"].where(is_own["first"] & is_own["second"], table["kind"])
    return table[is_own["first"] | is_own["second"]].reset_index(drop=True)
