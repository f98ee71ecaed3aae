"""What the card that stays takes from the one that is merged into it (METHOD section 7; ours)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce

from clientbase_xl.schemas.model import YES

ADDED = ("overdue_rub", "cost_to_serve_12m_rub")
"""Sums that are of both firms together: they are added up."""
NOT_TAKEN = ("client_code", "client_name", "category_approved", "is_stopped", "is_archived")
"""What every card says for itself: its key and name, and what the head has decided on it."""
TOGETHER = (
    ("contact_name", "contact_role", "phone", "email"),
    ("inn", "kpp"),
    ("contract_no", "contract_until"),
)
"""Cells that speak of one person, one registration, one paper: halves of two are never put together."""


def taken_cells(kept: Mapping[str, str], gone: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of the card that stays which change, as texts by column key.

    In: filled cells of both cards (CLIENTS) as canonical texts. An empty cell takes what the other card says; cells of
    TOGETHER do so only where the cards contradict each other in none of them; ADDED are added up. Nothing filled is
    written over.
    """
    apart = {key for keys in TOGETHER for key in keys if any(_differs(kept, gone, one) for one in keys)}
    taken = {key: text for key, text in gone.items() if key not in kept and key not in apart and key not in NOT_TAKEN}
    return taken | {key: total(kept[key], gone[key]) for key in ADDED if key in kept and key in gone}


def left_cells(kept: Mapping[str, str], gone: Mapping[str, str]) -> list[str]:
    """Return the columns in which both cards say something and not the same: the one that stays keeps its own word."""
    taken = taken_cells(kept, gone)
    return [key for key, text in gone.items() if key not in (*taken, *NOT_TAKEN) and kept.get(key) != text]


def sums_of_codes(
    given: Mapping[str, Mapping[str, str]], held: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Return the ADDED sums of a client with several codes, and the columns of which some codes are not given.

    METHOD section 7. In: by code of the client, what a file says and what the card of the code holds, as canonical
    texts. A code whose card holds a sum is waited for: without it the sum of the others would be too small, and its
    codes are named instead. A column that no code is given is passed over.
    """
    sums: dict[str, str] = {}
    lacking: dict[str, tuple[str, ...]] = {}
    for key in ADDED:
        parts = [said[key] for said in given.values() if key in said]
        missing = tuple(code for code in held if key in held[code] and key not in given.get(code, {}))
        if parts and missing:
            lacking[key] = missing
        elif parts:
            sums[key] = reduce(total, parts)
    return sums, lacking


def is_stop_left(kept: Mapping[str, str], gone: Mapping[str, str]) -> bool:
    """Tell whether the work with the client that goes was stopped and that with the card that stays is not.

    METHOD section 7: it is the head's decision on a card, and a merge decides nothing for him.
    """
    return gone.get("is_stopped") == YES and kept.get("is_stopped") != YES


def total(first: str, second: str) -> str:
    """Return the sum of two canonical amounts, exact."""
    return str(Decimal(first) + Decimal(second))


def _differs(kept: Mapping[str, str], gone: Mapping[str, str], key: str) -> bool:
    return key in kept and key in gone and kept[key] != gone[key]
