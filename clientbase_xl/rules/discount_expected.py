"""Will a discount pay: expected growth of volume against the break-even growth, and what is not said yet.

METHOD section 14 [P]: a discount only if the result will foreseeably improve; margin or mark-up (m = н ÷ (1 + н));
break-even growth d ÷ (m − d); m ≤ d → «никогда»; what is bought by it is mandatory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from clientbase_xl.rules.discount_breakeven import NEVER, discount_breakeven, margin_of_markup
from clientbase_xl.rules.joined import as_numbers, as_text, texts
from clientbase_xl.schemas.discounts import (
    AS_TYPED,
    FROM_MARKUP,
    FROM_SALES,
    MARGIN,
    MARKUP,
    MISSING,
    NEVER_PAYS,
    NO_MARGIN,
    NO_MARGIN_KIND,
    NOT_ASKED,
    WILL_PAY,
    WONT_PAY,
)

EXPECTED_KEYS = ("margin_used", "margin_source", "breakeven_growth", "forecast", "missing")
_DIGITS = 9  # an expected 50 % is not below a break-even of 50 %, whatever the binary fractions say


def discount_expected(table: pd.DataFrame) -> pd.DataFrame:
    """Return the live columns of DISCOUNTS (EXPECTED_KEYS) for rows in their order; the index stays.

    METHOD section 14. In: typed columns of DISCOUNTS and `ledger_margin`. A typed margin or mark-up goes before the
    margin of the ledger; a number without its kind is neither. Boundaries: an expected growth of exactly the
    break-even pays; a margin equal to the discount never does. Without margin or discount there is no break-even,
    without an expected growth no forecast, unless nothing could ever pay. A row without client, day and discount is
    no decision and has nothing.
    """
    typed, kinds = as_numbers(table["margin_value"]), as_text(table["margin_kind"])
    of_ledger = as_numbers(table["ledger_margin"])
    margin = typed.where(kinds == MARGIN)
    is_markup = (kinds == MARKUP) & (typed > -1)
    margin[is_markup] = margin_of_markup(typed[is_markup].to_numpy())
    margin = margin.where(typed.notna(), of_ledger)
    share, expected = as_numbers(table["discount_share"]), as_numbers(table["expected_growth"])
    is_row = table[["client_code", "discount_share", "decided_on"]].notna().any(axis=1)
    margin = margin.where(is_row)
    source = pd.Series(FROM_SALES, index=table.index, dtype=object).where(typed.isna(), AS_TYPED)
    source = source.mask(typed.notna() & (kinds == MARKUP), FROM_MARKUP)
    growth = discount_breakeven(margin.to_numpy(dtype="float64"), share.to_numpy(dtype="float64"))
    numbers = pd.Series([np.nan if one == NEVER else one for one in growth], index=table.index, dtype="float64")
    says = [_forecast(one, wanted) for one, wanted in zip(growth, expected, strict=True)]
    return pd.DataFrame(
        {
            "margin_used": margin,
            "margin_source": as_text(source.where(margin.notna())),
            "breakeven_growth": numbers,
            "forecast": texts(says, table.index),
            "missing": texts(_missing(table, margin, is_row), table.index),
        },
        index=table.index,
    )


def _forecast(growth: float | str, expected: float) -> str | None:
    if isinstance(growth, str):
        return NEVER_PAYS
    if growth != growth or expected != expected:
        return None
    return WILL_PAY if round(expected - growth, _DIGITS) >= 0 else WONT_PAY


def _missing(table: pd.DataFrame, margin: pd.Series[Any], is_row: pd.Series[bool]) -> list[str | None]:
    """Return for each decision what is not filled, in the order of the sheet; None where nothing is missing."""
    is_empty = {word: ~_filled(table[key]) for key, word in MISSING}
    is_unnamed = table["margin_value"].notna() & ~_filled(table["margin_kind"])
    is_empty[NO_MARGIN_KIND] = margin.isna() & is_unnamed
    is_empty[NO_MARGIN] = margin.isna() & ~is_unnamed
    is_empty[NOT_ASKED] = ~table["is_asked"].astype("boolean").fillna(value=False).astype(bool)
    said = [", ".join(word for word, empty in is_empty.items() if empty[row]) for row in table.index]
    return [text or None if is_one else None for text, is_one in zip(said, is_row, strict=True)]


def _filled(values: pd.Series[Any]) -> pd.Series[bool]:
    found: pd.Series[bool] = as_text(values).notna()
    return found
