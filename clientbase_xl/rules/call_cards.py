"""What a caller needs beside the ranked list: who calls, papers, and marks from the card.

METHOD section 8: who calls (section 17), ready to come back, flags. The ranks stay those of `reactivation`.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from clientbase_xl.rules import words
from clientbase_xl.rules.joined import as_numbers, as_text, by_codes, texts
from clientbase_xl.rules.papers_ready import papers_ready
from clientbase_xl.rules.who_calls import who_calls
from clientbase_xl.settings import Settings

CALL_KEYS = ("who_calls", "who_calls_reason", "papers")
"""Columns of REACTIVATION that this rule adds."""
NO_PHONE = "нет телефона"
_CARD_KEYS = ("contract_no", "contract_until", "power_until", "overdue_rub")


def call_cards(
    calls: pd.DataFrame, cards: pd.DataFrame, today: date, settings: Settings, types: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the call list with who calls, papers and the marks «нет телефона» and «долг … ₽».

    METHOD section 8. In: computed REACTIVATION columns; stored CLIENTS columns (a client without a card has unknown
    papers); `types` with `client_code` and `sales_type`, `is_our_fault` where lines of sales are known, else all sales
    are of `reactivation.sales_type`. Out: the same rows, `flags` longer, CALL_KEYS added. An overdue debt of 0 or an
    empty one is no mark.
    """
    table = calls.reset_index(drop=True)
    codes = pd.Index(table["client_code"], dtype=object)
    known = by_codes(cards, codes, _CARD_KEYS)
    debts = as_numbers(known["overdue_rub"])
    rows = zip(as_text(table["flags"]), as_text(table["phone"]), debts, strict=True)
    table["flags"] = texts((_flags(*row) for row in rows), table.index)
    known["client_code"] = list(codes)
    table["papers"] = papers_ready(known, today)["papers"].to_numpy(dtype=object)
    typed = pd.DataFrame({"client_code": codes})  # an empty list would have no type to merge on
    if types is not None:
        typed = typed.merge(types.drop_duplicates("client_code"), on="client_code", how="left")
    callers = who_calls(typed, settings.reactivation.sales_type)
    for key in ("who_calls", "who_calls_reason"):
        table[key] = callers[key].to_numpy(dtype=object)
    return table


def _flags(flags: str | None, phone: str | None, debt_rub: float) -> str | None:
    parts = [flags] if flags else []
    if phone is None:
        parts.append(NO_PHONE)
    if debt_rub > 0:
        parts.append(f"долг {words.rub(debt_rub)}")
    return "; ".join(parts) or None
