"""What each client bought in the months by which a cut of purchases is measured (METHOD section 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from clientbase_xl.ledger.margins import KOPECKS
from clientbase_xl.ledger.predicates import within
from clientbase_xl.ledger.results import fetch_frame
from clientbase_xl.ledger.windows import full_months
from clientbase_xl.rules.periods import MONTHS_IN_YEAR, month_start, shift_months

MONTHS_NOW, MONTHS_BEFORE = 3, 6
KEYS = ("client_code", "now_rub", "year_ago_rub", "before_rub")


def falling_windows(lines: Any, today: date) -> pd.DataFrame:
    """Return each client with a line in the last 15 full months: columns KEYS, by code.

    METHOD sections 0, 11. Sums net of returns, exact to the kopeck: the last 3 full months, the same months a year
    ago, the 6 full months before the last 3. Lines without a client are left out. Raises BaseRefused when a part
    cannot be read.
    """
    now = full_months(today, MONTHS_NOW)
    year_ago, before = now.year_ago(), now.before(MONTHS_BEFORE)
    known = lines.filter(lines.client_code.notnull() & within(lines, full_months(today, MONTHS_IN_YEAR + MONTHS_NOW)))
    sums = known.group_by("client_code").aggregate(
        now=known.amount_rub.sum(where=within(known, now)),
        year_ago=known.amount_rub.sum(where=within(known, year_ago)),
        before=known.amount_rub.sum(where=within(known, before)),
    )
    table = fetch_frame(sums).sort_values("client_code", ignore_index=True)
    for key in ("now", "year_ago", "before"):
        table[f"{key}_rub"] = table.pop(key).fillna(0) / KOPECKS
    return table[list(KEYS)]


def months_covered(first_on: date | None, today: date) -> int:
    """Return how many last full months the ledger covers whole, from its first day on; 0 without lines."""
    count = 0
    while first_on is not None and first_on <= shift_months(month_start(today), -(count + 1)) and count < 600:
        count += 1
    return count
