"""The days by which a decision about a price is judged: before, after, while it is valid.

METHOD section 14: 3 months against the 3 before (setting); section 0: the first day counts, the last does not, month
ends are clamped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.rules.discount_terms import Discount
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, shift_months

SPAN_KEYS = ("row_id", "span", "client_code", "product_category", "sku", "start_on", "end_on")
"""One stretch of days of one decision, the last day excluded; "" as category or SKU admits every one."""
SPANS = BEFORE, AFTER, PRICED, VALID, YEAR = ("before", "after", "priced", "valid", "year")


def discount_spans(discounts: Sequence[Discount], today: date, months: int) -> pd.DataFrame:
    """Return SPAN_KEYS: the stretches of every decision with a client and a day that begin before `today`.

    METHOD section 14. BEFORE: so many months before the decision; of one that lies ahead those before `today`, which
    tell the margin of now. AFTER: as many months from its day on, at most to yesterday. PRICED:
    the part of AFTER in which the discount was valid. VALID: from its first to its
    last day, at most to yesterday. YEAR: the part of that in the last 12 months. A stretch without a day is not there.
    """
    rows = [row for one in discounts if one.client_code and one.decided_on for row in _rows(one, today, months)]
    return pd.DataFrame(rows, columns=list(SPAN_KEYS), dtype=object)


def before_start(decided_on: date, today: date, months: int) -> date:
    """Return the first of the days before a decision that are compared."""
    return shift_months(min(decided_on, today), -months)


def spans_of(spans: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return the stretches of the given kinds."""
    return spans[spans["span"].isin(list(names))].reset_index(drop=True)


def _rows(one: Discount, today: date, months: int) -> Iterator[tuple[Any, ...]]:
    first, after_end = one.decided_on, one.judged_on(months)
    if first is None or after_end is None:
        return
    begin, until = min(first, today), min(one.end_on, today)
    stretches = {
        BEFORE: (before_start(first, today, months), begin),
        AFTER: (first, min(after_end, today)),
        PRICED: (first, min(after_end, until)),
        VALID: (first, until),
        YEAR: (max(first, shift_months(today, -MONTHS_IN_YEAR)), until),
    }
    for name, (start, end) in stretches.items():
        if start < end:
            yield (one.row_id, name, one.client_code, one.product_category, one.sku, start, end)
